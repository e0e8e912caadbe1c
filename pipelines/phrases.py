"""Phrases: the small language rules.toml is written in.

余额不为零                      these characters, anywhere
balance is not zero             these words, whole
withdraw* first                 `*`: any ending (withdraw, withdrawn, withdrawal)
(close|cancel|end) account      one of these
(the |)account                  with or without it
account ... frozen              both, in this order, in one sentence, near each other
/z{1,3}#/                       a regular expression, without look-around, nested or unbounded repeats

Texts are normalised first (wording.py): `#` stands for every number.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from pipelines.wording import normalise

GAP = r"[^.;!?。]{0,60}?"
HAN_GAP = r"[^.;:!?。,，、]{0,10}?"
WHOLE_WORD = "(?<![a-z0-9](?=[a-z0-9]))"  # not inside a Latin word
STEM = r"[a-z]{0,12}"
MOST_REPEATS = 40

_RISKY = re.compile(r"[*+]|\(\?(?!:)|\\[1-9]|\)\{|,\}|\}[{?]")
_REPEATS = re.compile(r"\{(?:[0-9]+,)?([0-9]+)\}")
_PIECE = re.compile(r"\.\.\.|\([^()]*\)|[^().]+|\.(?!\.\.)")


class PhraseError(Exception):
    """A phrase that cannot be heard, or not in good time."""


@dataclass(frozen=True)
class Phrase:
    """One phrase as written; `pattern` finds it in normalised text."""

    written: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        if self.is_expression:
            return safe_expression(self.written[1:-1])
        return re.compile("".join(_pattern_parts(self._pieces)))

    @property
    def is_expression(self) -> bool:
        return len(self.written) > 2 and self.written[0] == self.written[-1] == "/"

    @cached_property
    def choices(self) -> tuple[tuple[str, ...], ...]:
        """For each piece of the phrase what it can be: a text without one of each cannot hold the phrase."""
        groups = (_alternatives(piece) for piece in self._pieces if piece != "...")
        return tuple(choices for choices in groups if all(choice.strip("* ") for choice in choices))

    @cached_property
    def _pieces(self) -> tuple[str, ...]:
        return pieces_of(self.written)

    def checked(self) -> "Phrase":
        """The phrase itself. Raises PhraseError where it cannot be heard.

        Only expressions are compiled for that: two thousand phrases would cost every start two seconds.
        """
        if not ((self.is_expression and self.pattern) or self.choices):
            raise PhraseError(f'the phrase "{self.written}" needs a part that is not optional')
        return self

    def is_in(self, text: str) -> bool:
        return self.pattern.search(text) is not None

    def heard_in(self, text: str) -> str | None:
        """The part of a normalised text that is the phrase."""
        found = self.pattern.search(text)
        return found[0] if found else None


def pieces_of(written: str) -> tuple[str, ...]:
    """The literal texts, groups and gaps of a phrase. Raises PhraseError for one that cannot be read."""
    folded = re.sub(r" ?\.\.\. ?", "...", normalise(written))
    pieces = tuple(_PIECE.findall(folded))
    if "".join(pieces) != folded or not folded:
        raise PhraseError(f'the phrase "{written}" is empty or has a bracket without its partner')
    if pieces[0] == "..." or pieces[-1] == "..." or pieces.count("...") > 2:
        raise PhraseError(f'the phrase "{written}" may have two gaps "..." at most, and none at its ends')
    return pieces


def safe_expression(written: str) -> re.Pattern[str]:
    """An expression whose time grows with the text and no faster. Raises PhraseError for any other."""
    if _RISKY.search(written) or any(int(most) > MOST_REPEATS for most in _REPEATS.findall(written)):
        raise PhraseError(
            f'the expression "{written}" may be slow: use {{1,40}} in place of * and +, '
            "and no repeated brackets, look-around or back-references"
        )
    try:
        return re.compile(written)
    except re.error as error:
        raise PhraseError(f'the expression "{written}" cannot be read: {error}') from None


def _alternatives(piece: str) -> tuple[str, ...]:
    return tuple(piece[1:-1].split("|")) if piece[0] == "(" else (piece,)


def _pattern_parts(pieces: tuple[str, ...]) -> Iterator[str]:
    yield WHOLE_WORD
    for place, piece in enumerate(pieces):
        if piece == "...":
            yield WHOLE_WORD + _gap(pieces[place - 1], pieces[place + 1]) + WHOLE_WORD
        else:
            choices = (re.escape(choice).replace(r"\*", STEM) for choice in _alternatives(piece))
            yield f"(?:{'|'.join(choices)})"
    yield WHOLE_WORD


def _gap(before: str, after: str) -> str:
    is_han = _is_han(_alternatives(before)[0][-1:]) and _is_han(_alternatives(after)[0][:1])
    return HAN_GAP if is_han else GAP


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff"
