"""Texts that people state, as they come in: one visible line of a bounded length."""

import json
import unicodedata
from collections.abc import Mapping
from typing import Any

ENDS_OF_LINES = ("Cc", "Zl", "Zp")
INVISIBLE = ("Cf", "Cs")
Asked = Mapping[str, Any]


class Unstated(Exception):
    """What was stated cannot stand: one sentence that says what is wrong and how to mend it."""

    what = "entry"


def one_line(asked: Asked, name: str, most: int, refusal: type[Unstated] = Unstated) -> str:
    """A text of one line without invisible characters. Raises `refusal` where it is missing or too long."""
    held = asked.get(name)
    text = _visible(held) if isinstance(held, str) else ""
    if not text:
        raise refusal(f"{_a(refusal.what).capitalize()} needs {_a(name)}; there is none.")
    if len(text) > most:
        raise refusal(f"The {name} has {len(text)} characters; {most} are the most.")
    return text


def _a(word: str) -> str:
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"


def read_object(data: bytes) -> dict[str, Any]:
    """The JSON object that something was stated as. Raises Unstated."""
    try:
        held = json.loads(data)
    except ValueError as error:
        raise Unstated(f"This is no JSON: {error}.") from None
    if not isinstance(held, dict):
        raise Unstated("What is stated here is one JSON object.")
    return held


def _visible(text: str) -> str:
    kinds = ((character, unicodedata.category(character)) for character in text)
    spaced = (" " if kind in ENDS_OF_LINES else character for character, kind in kinds if kind not in INVISIBLE)
    return " ".join("".join(spaced).split())
