"""Identifiers made of digits: identity numbers, mobile and landline numbers, cards, numbers abroad."""

import re
from collections.abc import Iterator

from pipelines.mask import checks
from pipelines.mask.characters import DASH, SPACE
from pipelines.mask.forms import GAP, LONGEST_GAP, STARTS
from pipelines.mask.shapes import ID, LONGEST, PHONE, SHORTEST, Shape, kind_of
from pipelines.mask.spans import Span, replace

# By far the most frequent identifier, told at once where nothing around it can mean anything else.
_PLAIN_MOBILE = re.compile(
    rf"1(?<![!-~¥￥€£₩₫（].)(?<![0-9A-Z.$¥￥€£₩₫] .)[3-9][0-9]{{9}}"
    rf"(?![0-9A-Za-z_.%(（]|{GAP}{{1,3}}[0-9(（]| ?[元块万円원₫人字毫微纳CRUHTJKVIEGMBbmun])"
)
_START = re.compile(STARTS)
_JOINED = re.compile(f"[0-9]+(?:{GAP}{{1,{LONGEST_GAP}}}[0-9]+)*")
_PIECES = re.compile("([0-9]+)")
_WINDOW = LONGEST * (LONGEST_GAP + 1)
_SINGLE = re.compile(f"(?<![0-9])[0-9]{GAP}[0-9](?![0-9])")
_CHECK_LETTER = re.compile(rf"[{SPACE}{DASH}]{{0,2}}[Xx](?![0-9A-Za-z])")
# Behind these a row of digits is a part of a fraction, of a code, or counts something.
_NO_END = re.compile(
    r"[A-Za-z]|\.[0-9]| ?(?:元|块|万|円|원|₫|人民币|人民幣|字节|毫秒|微秒|纳秒"
    r"|(?:CNY|RMB|USD|HKD|TWD|JPY|KRW|VND|IDR|EUR|GBP|[KMG]?B|bytes|ms|us|ns)(?![A-Za-z]))"
)
_PRICE = re.compile(r"(?:[¥￥$€£₩₫]|Rp\.?|CNY|RMB|USD|JPY|KRW|VND|IDR) ?\Z")


def mask_numbers(text: str) -> str:
    """The text with every identifier made of digits replaced by [id], [phone] or [card]."""
    text = _PLAIN_MOBILE.sub(PHONE, text)
    start = _START.search(text)
    return replace(text, _numbers(text, start)) if start else text


def _numbers(text: str, start: re.Match[str] | None) -> Iterator[Span]:
    while start:
        found = _number_at(text, start.start())
        if found:
            yield found
        start = _START.search(text, found.end if found else start.start() + 1)


def _number_at(text: str, first: int) -> Span | None:
    """The longest identifier that begins here, with a digit or with a plus sign."""
    if text[first] == "+":
        return _number_abroad(text, first + 1)
    if first > 1 and _SINGLE.match(text, first - 2):
        return None
    best = None
    for digits, shape, end in _joined(text, first):
        if len(digits) >= SHORTEST:
            best = _identifier(text, first, end, digits, shape) or best
    return best


def _joined(text: str, first: int) -> Iterator[tuple[str, Shape, int]]:
    """The first group of digits, then with the next one joined, and so on: digits, lengths of groups, end.

    Two groups that a line end cuts count as one: lines break anywhere.
    """
    joined = _JOINED.match(text, first, first + _WINDOW)
    pieces = _PIECES.split(joined.group()) if joined else []
    digits, end = "", first
    shape: Shape = ()
    for gap, group in zip(pieces[::2], pieces[1::2], strict=False):
        digits += group
        end += len(gap) + len(group)
        if len(digits) > LONGEST:
            return
        shape = (len(digits),) if "\n" in gap and len(shape) == 1 else (*shape, len(group))
        yield digits, shape, end


def _identifier(text: str, first: int, end: int, digits: str, shape: Shape) -> Span | None:
    if len(digits) == 17 and (letter := _CHECK_LETTER.match(text, end)):
        digits, end = digits + "X", letter.end()
    kind = kind_of(digits, shape)
    if not kind or not _stands_alone(text, first, end, kind):
        return None
    return Span(_opening(text, first, end), end, kind)


def _stands_alone(text: str, first: int, end: int, kind: str) -> bool:
    """Whether nothing around the digits makes them a part of a code, of a fraction or of an amount."""
    before = text[first - 1 : first]
    if _NO_END.match(text, end):
        return False
    if not before:
        return True
    if before == "_" or (before.isascii() and before.isalpha()):
        return _may_follow_letter(before, text[first:end], kind)
    is_fraction = before == "." and text[first - 2 : first - 1].isdigit()
    if is_fraction and (kind != PHONE or text[first - 2] == "0"):
        return False
    return not _PRICE.search(text[max(0, first - 5) : first])


def _may_follow_letter(before: str, number: str, kind: str) -> bool:
    """An identity number in one piece, proven by its checksum, may follow any word; so may a mobile number
    (user_138...), except a capital letter: that is a code.
    """
    if kind == ID:
        return len(number) == 18 and number.isalnum()
    return kind == PHONE and number[0] == "1" and not before.isupper()


def _number_abroad(text: str, first: int) -> Span | None:
    """An international number, first digit given: 8 to 15 digits behind a plus sign."""
    best = None
    for digits, _, end in _joined(text, first):
        if 8 <= len(digits) <= 15 and digits[0] != "0" and (digits[0] != "1" or checks.is_american(digits)):
            best = end
    if best is None or not _stands_alone(text, first, best, PHONE):
        return None
    return Span(_opening(text, first, best), best, PHONE)


def _opening(text: str, first: int, end: int) -> int:
    """Where the number begins when its plus sign and a bracket that closes inside it are counted in."""
    start = first - (text[first - 1 : first] == "+")
    if text[start - 1 : start] in ("(", "（") and any(bracket in text[first:end] for bracket in ")）"):
        start -= 1
    return start - (text[start - 1 : start] == "+")
