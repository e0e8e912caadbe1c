"""The characters people and machines write identifiers with, and how their disguises are taken off."""

import re

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f"
SPACE = " \t\r\n\u00a0\u2000-\u200a\u3000"
DASH = "\\-\u2010-\u2015\u2212"
MIDDLE_DOT = "·•‧・"
STAR = "*•●"

# Invisible: soft hyphen, zero-width spaces and joiners, direction marks, word joiner, byte-order mark.
_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
# Full-width forms that identifiers are made of; full-width commas and colons are ordinary Chinese writing.
_WIDE = "０-９Ａ-Ｚａ-ｚ＠＋－．＊＿％"
DISGUISED = f"[{_INVISIBLE}{_WIDE}]"
ESCAPED = r"%[0-9A-Fa-f]{2}|\\[nrtu]"

_DISGUISED = re.compile(DISGUISED)
# One class first, so that Python can skip to it.
_IS_DISGUISED = re.compile(
    rf"[{_INVISIBLE}{_WIDE}%\\](?:(?<![%\\])|(?<=%)[0-9A-Fa-f]{{2}}|(?<=\\)u[0-9A-Fa-f]{{4}})"
).search
# One character at a time: what follows it may be masked, and must not decide about it.
_PERCENT = re.compile("%[C-Fc-f][0-9A-Fa-f](?:%[89ABab][0-9A-Fa-f]){1,3}|%[0-7][0-9A-Fa-f]")
_UNICODE = re.compile(r"\\u([0-9A-Fa-f]{4})")
# What an escape may stand for and still be taken off. None of these can complete another escape, so that one
# round is always enough; digits and letters are never escaped in practice.
_UNESCAPED = re.compile(f"[@+ :=,;，：；{MIDDLE_DOT}{HAN}\\-]*")


def is_disguised(text: str) -> bool:
    """Whether some character of the text is invisible, full-width or escaped."""
    return _IS_DISGUISED(text) is not None


def undisguised(text: str) -> str:
    """The text without invisible characters, wide forms made narrow, percent and \\u escapes resolved."""
    text = _DISGUISED.sub(_narrow, text)
    text = _UNICODE.sub(_unescaped_unicode, text)
    return _PERCENT.sub(_unescaped_percent, text)


def _narrow(match: re.Match[str]) -> str:
    code = ord(match.group())
    return chr(code - 0xFEE0) if 0xFF01 <= code <= 0xFF5E else ""


def _unescaped_unicode(match: re.Match[str]) -> str:
    character = chr(int(match.group(1), 16))
    return character if _UNESCAPED.fullmatch(character) else match.group()


def _unescaped_percent(match: re.Match[str]) -> str:
    plain = bytes.fromhex(match.group().replace("%", "")).decode("utf-8", "replace")
    return plain if _UNESCAPED.fullmatch(plain) else match.group()
