"""IP addresses, and phone numbers written with dots.

An IP address tells where a person is; it is masked as [ip]. Version numbers of four parts are not.
"""

import re
from ipaddress import AddressValueError, IPv6Address

DOTTED = r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}|[0-9]{3}\.[0-9]{3,4}\.[0-9]{4}"
COLONS = "[0-9A-Fa-f]::|::[0-9A-Fa-f]|(?:[0-9A-Fa-f]{1,4}:){7}"

_DOTTED = re.compile(r"[0-9](?<![0-9A-Za-z.].)[0-9]{0,2}(?:\.[0-9]{1,4}){2,3}(?![0-9A-Za-z]|\.[0-9])")
_PHONE = re.compile(r"1[3-9][0-9]\.[0-9]{4}\.[0-9]{4}|[2-9][0-9]{2}\.[0-9]{3}\.[0-9]{4}")
_VERSION = re.compile(r"(?:[A-Za-z]/|[Vv]|[Vv]er\.?|[Vv]ersion|VERSION|版本号?|版本號)[ :：=\"]{0,3}\Z")
_COLONS = re.compile("(?<![0-9A-Za-z:.])[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7}+(?![0-9A-Za-z:])")


def mask_dotted(text: str) -> str:
    """The text with IPv4 addresses replaced by [ip] and dotted phone numbers by [phone]."""
    return _DOTTED.sub(_dotted, text)


def mask_colons(text: str) -> str:
    """The text with IPv6 addresses replaced by [ip]."""
    has_groups = ":" in text and ("::" in text or text.count(":") > 6)
    return _COLONS.sub(_colons, text) if has_groups else text


def _dotted(match: re.Match[str]) -> str:
    value, before = match.group(), match.string[max(0, match.start() - 10) : match.start()]
    if _PHONE.fullmatch(value):
        return "[phone]"
    parts = value.split(".")
    is_ip = len(parts) == 4 and all(len(part) < 4 and int(part) < 256 for part in parts)
    return "[ip]" if is_ip and not _VERSION.search(before) else value


def _colons(match: re.Match[str]) -> str:
    value = match.group()
    if not any(sign.isdigit() for sign in value) or len(value) < 4:
        return value
    try:
        IPv6Address(value)
    except AddressValueError:
        return value
    return "[ip]"
