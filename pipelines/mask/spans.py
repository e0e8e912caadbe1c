"""Parts of a text to be replaced."""

from collections.abc import Iterable
from typing import NamedTuple


class Span(NamedTuple):
    """A part of a text, from `start` up to `end`, and what stands there instead."""

    start: int
    end: int
    placeholder: str


def replace(text: str, spans: Iterable[Span]) -> str:
    """The text with the spans, in order from left to right, replaced; overlapping ones are left out."""
    parts: list[str] = []
    done = 0
    for start, end, placeholder in spans:
        if start >= done:
            parts += (text[done:start], placeholder)
            done = end
    return "".join((*parts, text[done:])) if parts else text
