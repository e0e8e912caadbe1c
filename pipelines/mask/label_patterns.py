"""Labels as patterns for Python: where one is, what joins it to its value, and how the value begins."""

import re
from collections.abc import Iterable

from pipelines.mask import surnames
from pipelines.mask.characters import DASH, HAN, SPACE, STAR
from pipelines.mask.label_words import (
    ACCOUNT,
    ADDRESS,
    CARD,
    CHINESE,
    COURTESY,
    ENGLISH,
    HOLDING,
    ID,
    LOGIN,
    NAME,
    NUMBERED_ID,
    PERSON,
    PHONE,
    SUBJECT,
    TAIL,
    TITLE,
)

NUMBERED = r"[ _\-]?(?:号码|號碼|号|號|编号|編號|码|碼|[Nn]umber|NUMBER|[Nn]um|[Nn]o\.?|NO\.?|[Ii][Dd])"
SUFFIX = f"(?:{NUMBERED})?"
LINKING = "\"'“”‘’「」『』【《(（\\\\\\[#:：="
SURNAMES = surnames.ANY + "".join(sorted({name[0] for name in surnames.COMPOUND}))
_LINK = f"[{LINKING}{SPACE}]"
_IS = f"(?:是|为|為|叫){_LINK}{{0,4}}"
JOINT = f"{_LINK}{{0,6}}(?:{_IS}|(?:is|was){_LINK}{{1,4}})?"
_JOINED = f"(?:{_LINK}{{1,6}}(?:{_IS}|(?:is|was){_LINK}{{1,4}})?|{_IS})"
_LINKED = f"[{SPACE}]{{0,3}}(?:[{LINKING}]{_LINK}{{0,5}}|(?:is|was){_LINK}{{1,4}})"
_SIGNS = f"(?:[A-Za-z_.+\\-]{{0,20}}[0-9{STAR}]){{4}}"
_LETTER = f"[{HAN}A-Za-z{STAR}]"


def _row(count: int) -> str:
    return f"(?:[ ()（）{DASH}]{{0,2}}[0-9{STAR}]){{{count}}}"


# How text goes on behind a label that is worth a closer look.
_TAILS = {
    NAME: f"(?:{_LINKED}{_LETTER}|[{SPACE}]{{1,3}}[{HAN}A-Z{STAR}])",
    PERSON: f"(?:{_JOINED}[{SURNAMES}A-Z{STAR}]|{SUFFIX}{JOINT}{_SIGNS})",
    SUBJECT: f"{_JOINED}[{SURNAMES}]",
    TITLE: "[.]?[ ]?[A-Z]",
    COURTESY: "",
    ADDRESS: f"{_JOINED}[{HAN}0-9A-Z#]",
    ID: f"{SUFFIX}{JOINT}[A-Za-z]{{0,3}}{_row(5)}",
    NUMBERED_ID: f"{NUMBERED}{JOINT}[A-Za-z]{{0,3}}{_row(5)}",
    # A plain mobile number needs no label.
    PHONE: f"(?!{SUFFIX}{JOINT}1[3-9][0-9]{{9}}(?![0-9])){SUFFIX}{JOINT}[+(（]{{0,3}}{_row(7)}",
    CARD: f"{SUFFIX}{JOINT}{_row(8)}",
    TAIL: f"{SUFFIX}{JOINT}[0-9]{{3}}",
    ACCOUNT: f"{SUFFIX}{JOINT}{_SIGNS}",
    LOGIN: f"{SUFFIX}(?:{_JOINED}[A-Za-z]|{JOINT}{_SIGNS})",
    HOLDING: f"{SUFFIX}{JOINT}{_SIGNS}",
}
# Chinese names may stand right behind their label.
_CHINESE_NAME = f"(?:{SUFFIX}{_JOINED}{_LETTER}|[{SURNAMES}])"
CHINESE_TAILS = {kind: _CHINESE_NAME if kind == NAME else _TAILS[kind] for kind in CHINESE}
ENGLISH_TAILS = {kind: _TAILS[kind] for kind in ENGLISH}


def branches(words: Iterable[str]) -> list[str]:
    """Patterns that together match the words, longest first, by their common beginnings.

    Each begins with a literal: so Python's engine skips to one of them and enters no other.
    """
    heads: dict[str, list[str]] = {}
    for word in filter(None, words):
        heads.setdefault(word[0], []).append(word[1:])
    return [re.escape(head) + tree(rests) for head, rests in sorted(heads.items())]


def tree(words: Iterable[str]) -> str:
    """One pattern of the words, longest first."""
    words = list(words)
    alternatives = branches(words)
    return f"(?:{'|'.join(alternatives)})" + ("?" if "" in words else "") if alternatives else ""


def _endings() -> str:
    """Look-behinds for the last letters of the English labels, four at most, and one more character."""
    words = [word for phrases in ENGLISH.values() for word in phrases]
    forms = {form[-4:] for word in words for form in (word, word.title(), word.upper())}
    by_length = [sorted(form for form in forms if len(form) == length) for length in (4, 3, 2)]
    return "|".join(f"(?<={tree(same)}[^a-z])" for same in by_length)


def _chinese_labels() -> str:
    """The Chinese labels; those for anything but names only before a sign that may join or begin a value."""
    words = {kind: words.split() for kind, words in CHINESE.items()}
    names = [*words.pop(NAME), *words.pop(COURTESY)]
    others = [word for same in words.values() for word in same]
    begins_value = f"(?=[{LINKING}{SPACE}是为為叫号號码碼编編{STAR}0-9A-Za-z_+\\-])"
    return "|".join((*branches(names), *(branch + begins_value for branch in branches(others))))


CHINESE_LABELS = _chinese_labels()
# English labels are found by the character behind them: a letter before it, which a capital must set off
# (userName), no plain word next (is, no and was may lead on to a value), the ending of a label before. Their
# first letters are far too frequent to be looked for.
_BEHIND = "(?<=[A-Za-z].)(?<![A-Z][A-Z])(?:(?<! )|(?![a-hj-mo-vx-z]))"
BEHIND_ENGLISH = f"[ \\t:：=\"'_\\-#(（\\\\.0-9A-Z]{_BEHIND}(?:{_endings()})"
_BACKWARDS = tree(word[::-1] for phrases in ENGLISH.values() for word in phrases)
REVERSED_ENGLISH = "(?i:" + _BACKWARDS.replace(r"\ ", "[ _-]?") + ")"
