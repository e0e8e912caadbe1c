"""The labels of a text: what each announces, and what joins it to its value."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipelines.mask.label_patterns import (
    BEHIND_ENGLISH,
    CHINESE_LABELS,
    CHINESE_TAILS,
    ENGLISH_TAILS,
    JOINT,
    LINKING,
    REVERSED_ENGLISH,
    SUFFIX,
)
from pipelines.mask.label_words import CHINESE, ENGLISH

_CHINESE = re.compile(CHINESE_LABELS)
_BEHIND_ENGLISH = re.compile(BEHIND_ENGLISH)
has_chinese_label = _CHINESE.search
has_english_label = _BEHIND_ENGLISH.search
_REVERSED_ENGLISH = re.compile(REVERSED_ENGLISH)
_LONGEST_ENGLISH = 20
_CHINESE_TAILS = {kind: re.compile(tail) for kind, tail in CHINESE_TAILS.items()}
_ENGLISH_TAILS = {kind: re.compile(tail) for kind, tail in ENGLISH_TAILS.items()}
_JOINT = re.compile(f"({SUFFIX})({JOINT})")
_SIGN = re.compile(f"[{LINKING}]")
_SAID = re.compile("[是为為叫]|is|was")
# Words whose last part is a label: cardholder, fullname.
_COMPOSED = re.compile(
    r"(?:card|account|full|real|first|last|family|customer|cust|client|payee|owner|legal)\Z"
)
_SPACING = str.maketrans("", "", " _-")
_CHINESE_KINDS = {word: kind for kind, words in CHINESE.items() for word in words.split()}
_ENGLISH_KINDS = {word.replace(" ", ""): kind for kind, phrases in ENGLISH.items() for word in phrases}


class Label(NamedTuple):
    """A label: what it announces, where it starts, and where its value may start.

    `is_numbered`: a word such as "number" or "ID" belongs to it. `is_linked`: a colon, an equals sign, a
    quote or "is" joins it to its value; `is_said`: of these, "is" alone; `is_glued`: nothing at all does.
    """

    kind: str
    start: int
    value: int
    is_chinese: bool
    is_numbered: bool
    is_linked: bool
    is_said: bool
    is_glued: bool


def chinese_labels(text: str) -> Iterator[Label]:
    """The Chinese labels behind which a personal value may stand, from left to right."""
    for match in _CHINESE.finditer(text):
        kind = _CHINESE_KINDS[match.group()]
        if _CHINESE_TAILS[kind].match(text, match.end()):
            yield _label(text, match.start(), match.end(), kind, True)


def english_labels(text: str) -> Iterator[Label]:
    """The English labels behind which a personal value may stand, from left to right."""
    for match in _BEHIND_ENGLISH.finditer(text):
        label = _english_label(text, match.start())
        if label:
            yield label


def _english_label(text: str, end: int) -> Label | None:
    found = _REVERSED_ENGLISH.match(text[max(0, end - _LONGEST_ENGLISH) : end][::-1])
    if not found or not _is_whole_word(text, start := end - found.end()):
        return None
    kind = _ENGLISH_KINDS[text[start:end].lower().translate(_SPACING)]
    return _label(text, start, end, kind, False) if _ENGLISH_TAILS[kind].match(text, end) else None


def _label(text: str, start: int, end: int, kind: str, is_chinese: bool) -> Label:
    joint = _JOINT.match(text, end)
    suffix, between = joint.groups() if joint else ("", "")
    value = end + len(suffix) + len(between)
    has_sign, is_said = bool(_SIGN.search(between)), bool(_SAID.search(between))
    is_linked, is_said = has_sign or is_said, is_said and not has_sign
    return Label(kind, start, value, is_chinese, bool(suffix), is_linked, is_said, value == end)


def _is_whole_word(text: str, start: int) -> bool:
    """Whether an English label begins a word or a part of a camelCase one, or ends one such as cardholder."""
    before = text[start - 1 : start]
    if not before.isascii() or not before.isalpha():
        return True
    is_camel_case = before.islower() and text[start].isupper()
    return is_camel_case or _COMPOSED.search(text[max(0, start - 10) : start].lower()) is not None
