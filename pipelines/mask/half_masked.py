"""Values masked in part: 138****1234, 6222 **** **** 1234, 张*, *三. What is left still tells much."""

import re

from pipelines.mask import surnames
from pipelines.mask.characters import HAN, STAR

_SIGN = f"[0-9{STAR}]"
_ROW = re.compile(
    rf"{_SIGN}(?<!{_SIGN}.)"
    rf"(?:{_SIGN}{{6,25}}[Xx]?(?![0-9A-Za-z{STAR}])|{_SIGN}{{1,18}}(?:[ \-]{_SIGN}{{2,6}}){{1,5}})"
)
_STARS = re.compile(f"[{STAR}]{{2}}")
_SIGNS = re.compile(_SIGN)
_CROSSED = re.compile(
    r"[0-9]{3,8}[xX]{3,12}[0-9]{2,6}|1[3-9][0-9]{5}(?:xxxx|XXXX)|(?:[xX]{4}[ \-]){3}[0-9]{4}"
)
# The same for RE2, a little wider: repetitions make its program too large to be fast.
MAYBE_CROSSED = "[0-9][xX]{3}|[xX]{4}[ -]"
_YEAR = re.compile("[xX -]*(?:19|20)[0-9]{2}")
# 注 and the like: a footnote, no name.
_NAME = re.compile(
    rf"[{surnames.CLEAR}][{HAN}]?\*{{1,2}}(?![*0-9A-Za-z])[{HAN}]?(?![{HAN}])"
    rf"|[{surnames.CLEAR}]\*{{1,2}}(?![*0-9A-Za-z])|[{surnames.ANY}]\*{{1,2}}(?=经理|經理|先生|女士|小姐)"
    rf"|(?<![{HAN}*0-9A-Za-z])[{surnames.ANY}]\*{{1,2}}(?![*0-9A-Za-z])"
    rf"|(?<![{HAN}*0-9A-Za-z])\*{{1,2}}(?![注号號备備必表示为為的项項元选選填])[{HAN}](?![{HAN}*])"
)


def mask_half_masked_numbers(text: str) -> str:
    """The text with half-masked numbers replaced by [phone], [id], [card] or [account]."""
    if "xx" in text or "XX" in text:
        text = _CROSSED.sub(_crossed, text)
    if "*" in text or "•" in text or "●" in text:
        text = _ROW.sub(_row, text)
    return text


def mask_half_masked_names(text: str) -> str:
    """The text with half-masked names replaced by [name]."""
    return _NAME.sub("[name]", text) if "*" in text else text


def _crossed(match: re.Match[str]) -> str:
    if _YEAR.fullmatch(match.group()):
        return match.group()
    return _kind(re.sub("[^0-9]", "*", match.group().replace(" ", "").replace("-", "")))


def _row(match: re.Match[str]) -> str:
    value = match.group()
    signs = "".join(_SIGNS.findall(value)) + value[-1].replace(value[-1], "X" if value[-1] in "Xx" else "")
    count_digits = sum(sign.isdigit() for sign in signs)
    return _kind(signs) if _STARS.search(value) and count_digits > 1 and len(signs) > 6 else value


def _kind(signs: str) -> str:
    """What a row of digits and stars was, by its length and its beginning."""
    if len(signs) <= 12 and signs[0] in "01":
        return "[phone]"
    if len(signs) in (15, 18):
        return "[id]"
    return "[card]" if len(signs) > 11 or not signs[0].isdigit() else "[account]"
