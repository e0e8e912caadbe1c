"""Values made of digits behind a label: rows such as phone and card numbers, and tokens such as accounts."""

import re

from pipelines.mask import checks, not_names
from pipelines.mask.label_words import ACCOUNT, CARD, ID, LOGIN, NUMBERED_ID, PHONE, TAIL
from pipelines.mask.labels import Label
from pipelines.mask.spans import Span

_DATE = re.compile(
    r"(?:19|20)[0-9]{2}(?:[-/.年][0-9]{1,2}[-/.月]|(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?![0-9]))"
)
_COUNTED = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+(?![0-9.])| ?(?:元|块|万|次|[A-Z]{3}(?![A-Za-z])|%))")
_CODE = re.compile(r"[A-Z]{1,12}(?:[_\-][A-Z]{1,12})*[_\-]?[0-9]{1,5}(?![0-9A-Za-z])")
_MORE = r"(?: [0-9*]{2,8}(?![0-9/:.\-年])|[)）]?[ \-]?[(（]?-?[0-9*]{2,8}(?![0-9/:.年])){0,5}"
_SIGN = re.compile("[0-9*]")
_ROW_OF_ID = re.compile(rf"[A-Za-z]{{0,3}}[0-9*]{{2,18}}{_MORE}(?:[ \-]?[Xx](?![A-Za-z])|[(（][0-9A][)）])?")
# For each kind: how it looks, how many digits and stars it has, what stands in its place.
ROWS = {
    PHONE: (re.compile(rf"[+(（]{{0,3}}[0-9*]{{1,15}}{_MORE}"), 7, 16, "[phone]"),
    CARD: (re.compile(rf"[0-9*]{{4,19}}{_MORE}"), 8, 19, "[card]"),
    ID: (_ROW_OF_ID, 5, 20, "[id]"),
    NUMBERED_ID: (_ROW_OF_ID, 5, 20, "[id]"),
    TAIL: (re.compile(r"[0-9]{3,6}(?![0-9]| ?\*)"), 3, 6, "[card]"),
}
_LAST_GROUP = re.compile(r"[ ()（）\-]+[0-9*Xx]+[)）]?$")
_TOKEN = re.compile(r"[A-Za-z0-9*](?:[A-Za-z0-9_*+.\-]{0,62}[A-Za-z0-9_*])(?![@A-Za-z0-9_*])")
_WORD = re.compile("[A-Za-z]+")


def row(text: str, label: Label) -> Span | None:
    """A labelled row of digits and stars, long enough for its kind: no date, amount or company's number."""
    pattern, shortest, longest, placeholder = ROWS[label.kind]
    found = pattern.match(text, label.value)
    if not found or _DATE.match(text, label.value) or _COUNTED.match(text, label.value):
        return None
    if _is_resident_id(text, label.value):
        return Span(label.value, label.value + 18, "[id]")
    value = _shortened(found.group(), longest)
    signs = "".join(_SIGN.findall(value))
    if not shortest <= len(signs) <= longest or checks.is_company_number(signs):
        return None
    is_opened = text[label.value - 1] in "(（" and value.count(")") + value.count("）") == 1
    return Span(label.value - is_opened, label.value + len(value), placeholder)


def _is_resident_id(text: str, start: int) -> bool:
    """Whether an identity number starts here: that it is, whatever the label says."""
    number, after = text[start : start + 18], text[start + 18 : start + 19]
    return checks.is_resident_id(number) and not (after.isascii() and after.isalnum())


def _shortened(value: str, longest: int) -> str:
    """The row without the last groups that make it longer than its kind can be."""
    while len(_SIGN.findall(value)) > longest and (cut := _LAST_GROUP.search(value)):
        value = value[: cut.start()]
    return value


def account(text: str, label: Label) -> Span | None:
    """A labelled token with digits. How many there must be depends on how plainly the label says account."""
    found = _TOKEN.match(text, label.value)
    if not found or _DATE.match(text, label.value) or _COUNTED.match(text, label.value):
        return None
    is_plain = label.is_numbered or label.kind in (ACCOUNT, LOGIN)
    count = len(_SIGN.findall(found.group()))
    if count < (4 if is_plain else 5 if label.is_linked else 6):
        return None
    is_code = not is_plain and _CODE.match(found.group())
    return None if is_code else Span(label.value, found.end(), "[account]")


def login(text: str, label: Label) -> Span | None:
    """A labelled token; one without a digit where a sign joins it to its label."""
    return account(text, label) or (_word(text, label) if label.is_linked else None)


def _word(text: str, label: Label) -> Span | None:
    """A login without a digit: a token none of whose words is an everyday one."""
    found = _TOKEN.match(text, label.value)
    if not found or len(found.group()) < 4:
        return None
    words = {word.lower() for word in _WORD.findall(found.group())}
    return None if words & not_names.ENGLISH else Span(label.value, found.end(), "[account]")
