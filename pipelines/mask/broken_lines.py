"""Raw lines that could not be cut into columns: nobody knows which word in them is the wallet."""

import re

from pipelines.mask.characters import undisguised
from pipelines.mask.text import mask

# A date with or without a time; any other word is judged as a whole.
_DATE = (
    r"[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}"
    r"(?:[T ][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?"
    r"(?![0-9A-Za-z_\-])"
)
_WORD = r"[0-9A-Za-z_][0-9A-Za-z_.\-]*"
_DATE_OR_WORD = re.compile(f"({_DATE})|{_WORD}")
_LONG_NUMBER = re.compile("[0-9]{4}")
_LONGEST_WORD = 5


def mask_broken_line(line: str) -> str:
    """The line masked, and every word that may be an identifier replaced by `#`.

    That is a word with a digit and more than 5 characters, or with 4 digits in a row. Dates, times, plain
    words and short numbers stay, so that one can still see what kind of line it was.
    """
    return mask(_DATE_OR_WORD.sub(_judged, mask(undisguised(line))))


def _judged(match: re.Match[str]) -> str:
    word = match.group()
    if match.group(1) or not any(sign.isdigit() for sign in word):
        return word
    return "#" if len(word) > _LONGEST_WORD or _LONG_NUMBER.search(word) else word
