"""Labels for the cheap test in SQL: the patterns of `label_patterns`, a little wider, and far fewer.

RE2 is fast only while its program is small; so it repeats what Python counts, and ignores case.
"""

from collections.abc import Iterable

from pipelines.mask.characters import DASH, HAN, SPACE, STAR
from pipelines.mask.label_patterns import LINKING, NUMBERED, SUFFIX, SURNAMES
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

_LINK = f"[{LINKING}{SPACE}是为為叫]"
_IS = f"(?:(?:is|was){_LINK}+)?"
_LETTER = f"[{HAN}A-Za-z{STAR}]"
_SIGNS = f"(?:[A-Za-z_.+ ()（）{DASH}]*[0-9{STAR}]){{4}}"


def _chinese(*kinds: str) -> str:
    return "|".join(word for kind in kinds for word in CHINESE.get(kind, "").split())


def _english(*kinds: str) -> str:
    words = (phrase.replace(" ", "[ _-]?") for kind in kinds for phrase in ENGLISH[kind])
    return f"(?i:{'|'.join(words)})"


def _words(*kinds: str) -> str:
    return f"(?:{_chinese(*kinds)}|{_english(*kinds)})"


def _maybe() -> Iterable[str]:
    yield f"(?:{_chinese(NAME)})(?:{SUFFIX}{_LINK}+{_LETTER}|[{SURNAMES}])"
    yield f"{_english(NAME)}[{SPACE}]*[{LINKING}]{_LINK}*{_IS}{_LETTER}"
    yield f"{_english(NAME)}[{SPACE}]+(?:(?:is|was){_LINK}+{_LETTER}|[{HAN}A-Z{STAR}])"
    yield f"{_words(PERSON)}{_LINK}+{_IS}[{SURNAMES}A-Z{STAR}]"
    yield f"(?:{_chinese(SUBJECT)}){_LINK}+{_IS}[{SURNAMES}]"
    yield f"{_english(TITLE)}[.]?[ ]?[A-Z]"
    yield f"[{SURNAMES}][{HAN}]?[{HAN}]?[{HAN}]?(?:{_chinese(COURTESY)})"
    yield f"{_words(ADDRESS)}{_LINK}+{_IS}[{HAN}0-9A-Z#]"
    yield f"{_words(LOGIN)}{SUFFIX}{_LINK}+{_IS}[A-Za-z]"
    yield f"{_words(TAIL)}{SUFFIX}{_LINK}*{_IS}[0-9][0-9][0-9]"
    yield f"{_english(NUMBERED_ID)}{NUMBERED}{_LINK}*{_IS}{_SIGNS}"
    yield f"{_words(PERSON, ID, PHONE, CARD, ACCOUNT, LOGIN, HOLDING)}{SUFFIX}{_LINK}*{_IS}{_SIGNS}"


MAYBE_LABEL = "|".join(_maybe())
