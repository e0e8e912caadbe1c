"""Chinese people's names in Latin letters and without a label: Zhang San, Jiaqiang Liu."""

import re
from collections.abc import Iterator
from itertools import groupby

from pipelines.mask.not_names import ENGLISH, PINYIN
from pipelines.mask.spans import Span, replace
from pipelines.mask.surnames import PINYIN as SURNAMES

# What the cheap test looks for: a surname that is a word.
PINYIN_SURNAME = f"(?:^|[^0-9A-Za-z_])(?:{'|'.join(sorted(SURNAMES))})(?:$|[^0-9A-Za-z_])"
_WORD = "[A-Z][a-z]{1,11}(?:-[A-Za-z][a-z]{0,5})?"
# The capital first, so that Python can skip to it.
_WORDS = re.compile(rf"[A-Z](?<![0-9A-Za-z_].){_WORD.removeprefix('[A-Z]')}(?: {_WORD})+(?![0-9A-Za-z_])")
_INITIAL = "(?:[bpmfdtnlgkhjqxrzcsyw]|[zcs]h)"
_FINAL = "(?:i?ang?|i?ao|i?ong|ua(?:i|ng?)?|ai|ei|eng?|er|ing?|i[aeu]|ou|u[aeino]|[aeiou]|(?<=[ln])v)"
_PINYIN = re.compile(f"(?:{_INITIAL}?{_FINAL}-?){{1,3}}", re.IGNORECASE)
_LONGEST_NAME = 3


def mask_pinyin_names(text: str) -> str:
    """The text with surnames and given names in pinyin, in either order, replaced by [name]."""
    return replace(text, _names(text)) if _WORDS.search(text) else text


def _names(text: str) -> Iterator[Span]:
    for run in _WORDS.finditer(text):
        words = re.finditer(_WORD, run.group())
        for is_pinyin, group in groupby(words, lambda word: _is_pinyin(word.group())):
            same = list(group)
            if is_pinyin and _is_name([word.group() for word in same]):
                yield Span(run.start() + same[0].start(), run.start() + same[-1].end(), "[name]")


def _is_pinyin(word: str) -> bool:
    return word.lower() not in ENGLISH and _PINYIN.fullmatch(word) is not None


def _is_name(words: list[str]) -> bool:
    """Two or three words, the surname first or last."""
    if not 2 <= len(words) <= _LONGEST_NAME or " ".join(words[:2]) in PINYIN:
        return False
    return not SURNAMES.isdisjoint((words[0], words[-1]))
