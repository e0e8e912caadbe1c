"""Values that are personal because of the label before them."""

import re
from collections.abc import Callable, Iterator

from pipelines.mask import labelled_numbers, names, not_names
from pipelines.mask.addresses import labelled_address_end
from pipelines.mask.label_words import (
    ACCOUNT,
    ADDRESS,
    COURTESY,
    HOLDING,
    LOGIN,
    NAME,
    PERSON,
    SUBJECT,
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
        return _subject(text, label)
    if not label.is_chinese and not_names.THING.search(text[max(0, label.start - 16) : label.start]):
        return None
    end = names.labelled_name_end(text, label.value, label.is_linked)
    if not end and label.is_linked and not label.is_said and not label.is_chinese:
        end = names.lower_case_name_end(text, label.value)
    return _span(label, end, "[name]")


def _person(text: str, label: Label) -> Span | None:
    end = None if label.is_glued else names.labelled_name_end(text, label.value, is_sure=False)
    return _span(label, end, "[name]") or labelled_numbers.account(text, label)


def _subject(text: str, label: Label) -> Span | None:
    return _span(label, names.glued_name_end(text, label.value), "[name]")


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


_FINDERS: dict[str, Callable[[str, Label], Span | None]] = {
    NAME: _name,
    PERSON: _person,
    SUBJECT: _subject,
    TITLE: _titled,
    COURTESY: _courteous,
    ADDRESS: _address,
    **dict.fromkeys(labelled_numbers.ROWS, labelled_numbers.row),
    **dict.fromkeys((ACCOUNT, HOLDING), labelled_numbers.account),
    LOGIN: labelled_numbers.login,
}
