"""E-mail addresses, half-masked ones too."""

import re

_LOCAL = r"[A-Za-z0-9._%+*\-]"
# The look-behind keeps a long word without @ from being tried at each of its letters.
_DOMAIN = r"[A-Za-z0-9*\-]{1,63}(?:\.[A-Za-z0-9*\-]{1,63}){0,6}\.[A-Za-z]{2,24}"
_EMAIL = re.compile(f"(?<!{_LOCAL}){_LOCAL}++ ?@ ?{_DOMAIN}")


def mask_emails(text: str) -> str:
    """The text with e-mail addresses replaced by [email]."""
    return _EMAIL.sub("[email]", text) if "@" in text else text
