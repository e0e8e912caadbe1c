"""Numbers of people who do not exist, completed by the check characters of their standards."""

# GB 11643-1999: the weights of the first 17 digits, and the check character for each sum modulo 11.
ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ID_CHECKS = "10X98765432"


def resident_id(province: str = "44", birth: str = "19840229", order: str = "123") -> str:
    """18 characters: a county 0199 that no province has, a birth date, an order number, a check character."""
    body = f"{province}0199{birth}{order}"
    total = sum(int(digit) * weight for digit, weight in zip(body, ID_WEIGHTS, strict=True))
    return body + ID_CHECKS[total % 11]


def id_ending_in_x() -> str:
    """A resident identity number whose check character is X."""
    made = (resident_id(order=f"{order:03}") for order in range(100, 1000))
    return next(number for number in made if number.endswith("X"))


def with_luhn_digit(body: str) -> str:
    """The body and the one digit that makes Luhn's sum (ISO/IEC 7812-1) end in 0."""
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(reversed(body))]
    return body + str(-sum(value // 10 + value % 10 for value in doubled) % 10)


def other_last_digit(number: str) -> str:
    """The number with a last digit that is not its check digit."""
    return number[:-1] + str((int(number[-1]) + 1) % 10)


ID = resident_id()
ID_X = id_ending_in_x()
OLD_ID = "440199840229123"
MOBILE = "19999990000"
LANDLINE = "010-60000001"
SSN = "219-09-0001"
CARD = with_luhn_digit("629999012345678")
LONG_CARD = with_luhn_digit("629999012345678901")
EMAIL = "nobody.here@example.com"
