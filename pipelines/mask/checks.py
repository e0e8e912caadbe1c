"""What makes a row of digits an identifier: checksums, dates inside, and numbering plans.

Digits only, no separators.
"""

import re
from calendar import monthrange

# GB 11643-1999: a weight for each of the first 17 digits; the sum modulo 11 names the last character.
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARACTERS = "10X98765432"
# GB/T 2260: the first two digits name a province; 81-83 are residence permits of Hong Kong, Macau and Taiwan
# people, 91 and above those of foreigners.
_PROVINCE = "1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|9[1-9]"
_RESIDENT_ID = re.compile(f"(?:{_PROVINCE})[0-9]{{4}}(?:18|19|20)[0-9]{{9}}[0-9Xx]")
_OLD_RESIDENT_ID = re.compile(f"(?:{_PROVINCE})[0-9]{{13}}")
_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)

_MOBILE = re.compile("(?:(?:00)?86)?1[3-9][0-9]{9}")
# 10 and 2x are the area codes of two digits, all others have three.
_LANDLINE = re.compile("0(?:10|2[0-9])[1-9][0-9]{7}|0[3-9][1-9][0-9][1-9][0-9]{6,7}")
_LOCAL = re.compile("0(?:10|2[0-9]|[3-9][1-9][0-9])[2-8][0-9]{6,7}")
# The first digits of issued cards (ISO/IEC 7812). 1 and 20 are left out: epoch times and dates begin so.
_CARD = re.compile("[3-6][0-9]{12,18}|(?:2[1-9]|[789][0-9])[0-9]{14,17}|103[0-9]{16}")
# North American numbers; 800 and its kin, like the Chinese 400, are numbers of companies.
_AMERICAN = re.compile("1?(?!400|8(?:00|33|44|55|66|77|88))[2-9][0-9]{2}[2-9][0-9]{6}")
_SOCIAL_SECURITY = re.compile("(?!000|666|9)[0-9]{3}(?!00)[0-9]{2}(?!0000)[0-9]{4}")
_COMPANY = re.compile("(?:400|800)[0-9]{7}|95[0-9]{3,6}|1010[0-9]{4}")


def is_resident_id(number: str) -> bool:
    """Whether 18 characters are a resident identity number by province, birth date and checksum."""
    if not _RESIDENT_ID.fullmatch(number) or not _is_date(int(number[6:10]), number[10:14]):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    return _CHECK_CHARACTERS[total % 11] == number[17].upper()


def is_old_resident_id(number: str) -> bool:
    """Whether 15 digits are a resident identity number of before 1999: a province and a date, no checksum."""
    is_form = _OLD_RESIDENT_ID.fullmatch(number) is not None
    return is_form and _is_date(1900 + int(number[6:8]), number[8:12])


def is_mobile(number: str) -> bool:
    """Whether the digits are a mainland mobile number, with or without 86 or 0086."""
    return _MOBILE.fullmatch(number) is not None


def is_landline(number: str) -> bool:
    """Whether the digits are a mainland area code and a local number."""
    return _LANDLINE.fullmatch(number) is not None


def is_dense_landline(number: str) -> bool:
    """The same where nothing separates them: the local number must start with 2 to 8, as almost all do."""
    return is_landline(number) and _LOCAL.fullmatch(number) is not None


def is_american(number: str) -> bool:
    """Whether the digits are a North American number that is not free to call."""
    return _AMERICAN.fullmatch(number) is not None


def is_social_security(number: str) -> bool:
    return _SOCIAL_SECURITY.fullmatch(number) is not None


def is_company_number(number: str) -> bool:
    """Whether the digits are a 400, 800, 95xxx or 1010 service number: a company's, and no person's."""
    return _COMPANY.fullmatch(number) is not None


def is_card(number: str) -> bool:
    """Whether 13 to 19 digits are a payment card number by prefix and check digit (ISO/IEC 7812, Luhn)."""
    return _CARD.fullmatch(number) is not None and passes_luhn(number)


def passes_luhn(number: str) -> bool:
    """Luhn's sum: from the right, every second digit doubled and its digits added; the total ends in 0."""
    digits = [int(digit) for digit in reversed(number)]
    return (sum(digits[::2]) + sum(_DOUBLED[digit] for digit in digits[1::2])) % 10 == 0


def _is_date(year: int, month_and_day: str) -> bool:
    month, day = int(month_and_day[:2]), int(month_and_day[2:])
    return 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
