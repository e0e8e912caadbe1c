"""Values that are personal because of the label before them."""

import re
from collections.abc import Callable, Iterator

from pipelines.mask import checks, names, not_names
from pipelines.mask.addresses import labelled_address_end
from pipelines.mask.label_words import (
    ACCOUNT,
    ADDRESS,
    CARD,
    COURTESY,
    HOLDING,
    ID,
    LOGIN,
    NAME,
    NUMBERED_ID,
    PERSON,
    PHONE,
    TAIL,
    TITLE,
)
from pipelines.mask.labels import (
    Label,
    chinese_labels,
    english_labels,
    has_chinese_label,
    has_english_label,
)
from pipelines.mask.spans import Span, replace

_DATE = re.compile(
    r"(?:19|20)[0-9]{2}(?:[-/.年][0-9]{1,2}[-/.月]|(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?![0-9]))"
)
_COUNTED = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+(?![0-9.])| ?(?:元|块|万|次|[A-Z]{3}(?![A-Za-z])|%))")
_CODE = re.compile(r"[A-Z]{1,12}(?:[_\-][A-Z]{1,12})*[_\-]?[0-9]{1,5}(?![0-9A-Za-z])")
_MORE = r"(?: [0-9*]{2,8}(?![0-9/:.\-年])|[)）]?[ \-]?[(（]?-?[0-9*]{2,8}(?![0-9/:.年])){0,5}"
_SIGN = re.compile("[0-9*]")
_ROW_OF_ID = re.compile(rf"[A-Za-z]{{0,3}}[0-9*]{{2,18}}{_MORE}(?:[ \-]?[Xx](?![A-Za-z])|[(（][0-9A][)）])?")
# For each kind: how it looks, how many digits and stars it has, what stands in its place.
_ROWS = {
    PHONE: (re.compile(rf"[+(（]{{0,3}}[0-9*]{{1,15}}{_MORE}"), 7, 16, "[phone]"),
    CARD: (re.compile(rf"[0-9*]{{4,19}}{_MORE}"), 8, 19, "[card]"),
    ID: (_ROW_OF_ID, 5, 20, "[id]"),
    NUMBERED_ID: (_ROW_OF_ID, 5, 20, "[id]"),
    TAIL: (re.compile(r"[0-9]{3,6}(?![0-9])"), 3, 6, "[card]"),
}
_LAST_GROUP = re.compile(r"[ ()（）\-]+[0-9*Xx]+[)）]?$")
_TOKEN = re.compile(r"[A-Za-z0-9*](?:[A-Za-z0-9_*+.\-]{0,62}[A-Za-z0-9_*])(?![@A-Za-z0-9_*])")
_WORD = re.compile("[A-Za-z]+")
# Not ms for milliseconds, nor MS and DR, which are states and drives.
_TITLE = re.compile("Mr|Ms|Miss|Dr|Dear|MR")


def mask_labelled(text: str) -> str:
    """The text with the values of its labels replaced: names, addresses, numbers and accounts."""
    if has_chinese_label(text):
        text = replace(text, _values(text, chinese_labels(text)))
    if has_english_label(text):
        text = replace(text, _values(text, english_labels(text)))
    return text


def _values(text: str, labels: Iterator[Label]) -> Iterator[Span]:
    for label in labels:
        span = _FINDERS[label.kind](text, label)
        if span:
            yield span


def _span(label: Label, end: int | None, placeholder: str) -> Span | None:
    return Span(label.value, end, placeholder) if end else None


def _name(text: str, label: Label) -> Span | None:
    if label.is_glued:
        return _span(label, names.glued_name_end(text, label.value), "[name]")
    if not label.is_chinese and not_names.THING.search(text[max(0, label.start - 16) : label.start]):
        return None
    end = names.labelled_name_end(text, label.value, label.is_linked)
    if not end and label.is_linked and not label.is_said and not label.is_chinese:
        end = names.lower_case_name_end(text, label.value)
    return _span(label, end, "[name]")


def _person(text: str, label: Label) -> Span | None:
    end = None if label.is_glued else names.labelled_name_end(text, label.value, is_sure=False)
    return _span(label, end, "[name]") or _account(text, label)


def _titled(text: str, label: Label) -> Span | None:
    if not _TITLE.match(text, label.start):
        return None
    start = label.value + 2 * text.startswith(". ", label.value)
    return _span(label._replace(value=start), names.titled_name_end(text, start), "[name]")


def _courteous(text: str, label: Label) -> Span | None:
    start = names.courtesy_name_start(text, label.start)
    return Span(start, label.start, "[name]") if start is not None else None


def _address(text: str, label: Label) -> Span | None:
    if not_names.THING.search(text[max(0, label.start - 16) : label.start]):
        return None
    return _span(label, labelled_address_end(text, label.value), "[address]")


def _row(text: str, label: Label) -> Span | None:
    """A labelled row of digits and stars, long enough for its kind: no date, amount or company's number."""
    pattern, shortest, longest, placeholder = _ROWS[label.kind]
    found = pattern.match(text, label.value)
    if not found or _DATE.match(text, label.value) or _COUNTED.match(text, label.value):
        return None
    row = _shortened(found.group(), longest)
    signs = "".join(_SIGN.findall(row))
    if not shortest <= len(signs) <= longest or checks.is_company_number(signs):
        return None
    is_opened = text[label.value - 1] in "(（" and row.count(")") + row.count("）") == 1
    return Span(label.value - is_opened, label.value + len(row), placeholder)


def _shortened(row: str, longest: int) -> str:
    """The row without the last groups that make it longer than its kind can be."""
    while len(_SIGN.findall(row)) > longest and (cut := _LAST_GROUP.search(row)):
        row = row[: cut.start()]
    return row


def _account(text: str, label: Label) -> Span | None:
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


def _login(text: str, label: Label) -> Span | None:
    return _account(text, label) or (_word(text, label) if label.is_linked else None)


def _word(text: str, label: Label) -> Span | None:
    """A login without a digit: a token none of whose words is an everyday one."""
    found = _TOKEN.match(text, label.value)
    if not found or len(found.group()) < 4:
        return None
    words = {word.lower() for word in _WORD.findall(found.group())}
    return None if words & not_names.ENGLISH else Span(label.value, found.end(), "[account]")


_FINDERS: dict[str, Callable[[str, Label], Span | None]] = {
    NAME: _name,
    PERSON: _person,
    TITLE: _titled,
    COURTESY: _courteous,
    ADDRESS: _address,
    **dict.fromkeys(_ROWS, _row),
    **dict.fromkeys((ACCOUNT, HOLDING), _account),
    LOGIN: _login,
}
