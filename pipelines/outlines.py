"""The outline of a message: `#` for every number, id, date, address and quoted value, worked out in SQL.

The patterns are written for RE2 and mean the same to Python: no look-around, no word boundary, no end mark.
Two steps, because one cannot tell what to keep from what to collapse: the first writes `#` for every variable
part and also behind every kept one; the second takes the `#` behind a kept one away again.
"""

import re

# As much as the deciders read: a narrative is decided as a whole, by the load and by `classify` alike.
LONGEST = 4000

_HTTP = (
    r"(?:HTTP|[Hh]ttp|[Ss]tatus|STATUS|状态码|响应码|狀態碼)(?:/[0-9.]+)?"
    r"(?:[ _-]?(?:[Cc]ode|CODE|[Ss]tatus|[Ee]rror))*[ :：=\"]*[1-5][0-9][0-9]"
)
_CODE = (
    r"(?:错误码|错误代码|返回码|錯誤碼|錯誤代碼|(?:[Ee]rror|[Ee]rr|[Rr]et|[Rr]eturn|[Rr]esult)[ _]?[Cc]ode)"
    r"[ :：=\"]*[A-Z]*[0-9]{1,5}"
)
# What follows one of these is a sentence of another system that says why; it is not a value.
_SPOKEN = (
    r"\"[A-Za-z_]+\" ?: ?\""
    r"|(?:[Mm]essage|[Mm]sg|[Rr]eason|[Ee]rror|[Rr]eturned|[Ss]aid|提示|返回|原因|错误|錯誤|信息|訊息)"
    r"[ :：=]*[\"'“‘「]"
)
_URL = r"[A-Za-z]+://[^ \"'<>，。；、)）]+"
# A quoted value holds no comma and no full stop: a quoted sentence is left to be read.
_INSIDE = r"\[\],.:;{}\n"
_QUOTED = (
    rf"[\"“‘「『][^ \"”’」』{_INSIDE}][^\"”’」』{_INSIDE}]*[\"”’」』]"
    rf"|[ (=:]'[^ '{_INSIDE}][^'{_INSIDE}]*'"
)
# The last alternative is a part of a UUID that has letters only.
_NUMBER = r"[A-Za-z_]*[0-9０-９][0-9０-９A-Za-z_]*"
_NUMBERS = rf"{_NUMBER}(?:[-:.,、/+ ]+{_NUMBER}|-[a-f][a-f][a-f][a-f])*"

# Above 500 instructions RE2 falls back to its slowest engine (5 microseconds a row in place of 2).
OUTLINE_STEPS: tuple[tuple[str, str], ...] = (
    (rf"({_HTTP}|{_CODE}|{_SPOKEN})|{_URL}|{_QUOTED}|{_NUMBERS}", r"\1#"),
    (r"([0-9\"'“‘「])#", r"\1"),
)
_ANYTHING_VARIABLE = r"[0-9０-９\"'“‘「『]|://"
_COMPILED = tuple((re.compile(pattern), replacement) for pattern, replacement in OUTLINE_STEPS)


def outline(text: str) -> str:
    """The masked message with its variable parts as `#`, 4,000 characters at most: twin of `outline_sql`."""
    for pattern, replacement in _COMPILED:
        text = pattern.sub(replacement, text)
    return text[:LONGEST]


def outline_sql(column: str) -> str:
    """A SQL expression over a masked message; NULL stays NULL."""
    expression = column
    for pattern, replacement in OUTLINE_STEPS:
        expression = f"regexp_replace({expression}, {_literal(pattern)}, {_literal(replacement)}, 'g')"
    varies = f"regexp_matches({column}, {_literal(_ANYTHING_VARIABLE)})"
    return f"left(CASE WHEN {varies} THEN {expression} ELSE {column} END, {LONGEST})"


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
