"""People's names behind a label, a title or before a courtesy word."""

import re

from pipelines.mask import not_names, surnames
from pipelines.mask.characters import HAN, MIDDLE_DOT, STAR

_CHINESE = re.compile(rf"[{HAN}{STAR}][{HAN}{MIDDLE_DOT}{STAR}]{{0,19}}")
# 张 三: a short name padded with a space to the width of a long one.
_PADDED = re.compile(rf"[{surnames.ANY}][ \u3000]{{1,2}}[{HAN}](?![{HAN}])")
_COMPOUND = re.compile("|".join(surnames.COMPOUND))
_SURNAME = re.compile(f"[{surnames.ANY}]|" + _COMPOUND.pattern)
_CLEAR = re.compile(f"[{surnames.CLEAR}]|" + _COMPOUND.pattern)
_ENDS = re.compile(rf"[^{HAN}]|$|" + not_names.GOES_ON.pattern)
_BEFORE_COURTESY = re.compile(
    rf"(?:{_COMPOUND.pattern}|[{surnames.CLEAR}])[{HAN}]{{0,2}}\Z|[{surnames.ANY}]\Z"
)
_WORD = r"[A-Z][A-Za-z'’*\-]{0,30}\.?"
_CAPITALISED = re.compile(rf"{_WORD}(?:,? {_WORD}){{0,4}}(?![A-Za-z0-9_])")
_LOWER = re.compile(r"[a-z][a-z'’*\-]{1,30}(?:[ ._+][a-z][a-z'’*\-]{0,30}){0,3}(?![A-Za-z0-9_\-])")
_REDACTED = re.compile("[Xx]{2,}")
_WORDS = re.compile(r"[A-Za-z'’*\-]+")


def labelled_name_end(text: str, start: int, is_sure: bool) -> int | None:
    """Where the name that starts here ends, or None where there is no name.

    `is_sure`: label and separator leave no doubt that a name is meant; it need not begin with a surname.
    """
    if padded := _PADDED.match(text, start):
        return padded.end() if is_sure else None
    if found := _CHINESE.match(text, start):
        return _chinese_end(found.group(), start, is_sure)
    end = _latin_end(text, start, _CAPITALISED)
    return end if end and (is_sure or " " in text[start:end]) else None


def glued_name_end(text: str, start: int) -> int | None:
    """Where a name ends that is glued to its label: a clear surname, one or two characters, and an end."""
    surname = _CLEAR.match(text, start)
    if not surname or not_names.CHINESE.match(text, start):
        return None
    ends = (surname.end() + count for count in (1, 2) if surname.end() + count <= len(text))
    return next((end for end in ends if _ENDS.match(text, end)), None)


def lower_case_name_end(text: str, start: int) -> int | None:
    """Where a name in small letters ends, as forms and query strings have it: name=zhang+san."""
    return _latin_end(text, start, _LOWER)


def titled_name_end(text: str, start: int) -> int | None:
    """Where the name behind a title such as Mr ends."""
    return _latin_end(text, start, _CAPITALISED)


def courtesy_name_start(text: str, end: int) -> int | None:
    """Where the name before a courtesy word (先生, 女士) starts, or None."""
    found = _BEFORE_COURTESY.search(text[max(0, end - 4) : end])
    return end - len(found.group()) if found else None


def _chinese_end(run: str, start: int, is_sure: bool) -> int | None:
    if "*" in run[:3]:
        return start + len(run) if len(run) <= 4 else start + 3
    is_surname = _SURNAME.match(run) is not None
    if not_names.CHINESE.match(run) or not_names.ORGANISATION.search(run) or not (is_surname or is_sure):
        return None
    length = _chinese_length(run, is_surname)
    return start + length if length else None


def _chinese_length(run: str, is_surname: bool) -> int:
    """How many characters of the run are the name; 0 where it is a phrase."""
    if any(dot in run for dot in MIDDLE_DOT):
        return len(run)
    on = not_names.GOES_ON.search(run, 2)
    if on and (len(run) > 4 or len(on.group()) > 1 or on.group() in "不未已的与與因被"):
        run = run[: on.start()]
    if len(run) <= 4:
        return len(run) if len(run) > 1 else 0
    return (4 if _COMPOUND.match(run) else 3) if is_surname else 0


def _latin_end(text: str, start: int, pattern: re.Pattern[str]) -> int | None:
    found = pattern.match(text, start)
    if not found:
        return None
    end = start
    for word in _WORDS.finditer(text, start, found.end()):
        if word.group().lower() in not_names.ENGLISH or _REDACTED.fullmatch(word.group()):
            break
        end = word.end()
        if len(word.group()) > 2 and text.startswith(".", end):
            break
    if text[end : end + 1] in (":", "=") and " " in text[start:end]:
        end = text.rindex(" ", start, end)
    return end if end - start > 1 else None
