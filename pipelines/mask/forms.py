"""Where an identifier made of digits may begin: cheap patterns that miss none and let few others pass."""

from pipelines.mask.characters import DASH, SPACE

GAP = f"[{SPACE}{DASH}()（）]"
LONGEST_GAP = 3
_S = f"{GAP}{{0,{LONGEST_GAP}}}"
_CUT = f"{GAP}{{1,{LONGEST_GAP}}}"


def _digits(count: int) -> str:
    return f"(?:{_S}[0-9]){{{count}}}"


_MOBILE = f"{_S}[3-9]{_digits(9)}"
_AMERICAN = f"[0-9]{{2}}{_CUT}[0-9]{{3}}{_CUT}[0-9]{{4}}"
_SOCIAL_SECURITY = f"[0-9]{{2}}[{DASH}][0-9]{{2}}[{DASH}][0-9]{{4}}"
_BIRTH = f"{_digits(4)}{_S}(?:1{_S}[89]|2{_S}0){_digits(9)}"
_OLD_BIRTH = f"[0-9]{{4}}{_S}[0-9]{{2}}[01][0-9][0-3][0-9]{_S}[0-9]{{3}}"
_ABROAD = _digits(8)

# What may follow each first digit.
_FORMS = {
    "0": (f"{_S}0{_S}8{_S}6{_S}1{_MOBILE}", f"{_S}[1-9]{_digits(9)}", _SOCIAL_SECURITY),
    "1": (
        *(_MOBILE, f"{_S}[1-5]{_BIRTH}", f"[1-5]{_OLD_BIRTH}", "03[0-9]{16}"),
        *(f"{_CUT}[2-9]{_AMERICAN}", _SOCIAL_SECURITY),
    ),
    "2": (f"{_S}[1-3]{_BIRTH}", f"[1-3]{_OLD_BIRTH}", f"{_S}[1-9]{_digits(14)}", _AMERICAN, _SOCIAL_SECURITY),
    **dict.fromkeys("3456789", (_digits(12), _AMERICAN, _SOCIAL_SECURITY)),
}


def _beginning(first: str) -> str:
    return f"{first}(?<![0-9].)(?:{'|'.join(_FORMS[first])})"


# Each alternative begins with a literal: that lets Python skip to one and enter no other.
STARTS = "|".join((*(_beginning(digit) for digit in _FORMS), rf"\+{_ABROAD}"))

# The same for RE2, which has no look-behind and is fast only while small: fewer forms, each a little wider.
MAYBE_NUMBER = (
    f"(?:^|[^0-9])1{_MOBILE}"
    "|[A-Za-z_](?:(?:00)?861[3-9][0-9]{9}|[1-9][0-9]{5}(?:1[89]|20)[0-9]{9})"
    f"|(?:^|[^0-9A-Za-z_])(?:(?:[03-9]|1{_S}[0-5]|2{_S}[1-9]){_digits(10)}"
    f"|1?{_S}[2-9]{_AMERICAN}|[0-8]{_SOCIAL_SECURITY})"
    f"|[+]{_ABROAD}"
)
