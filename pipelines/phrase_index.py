"""Hears many phrases in one text: only phrases of which some letters stand in the text are looked for."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from pipelines.phrases import Phrase

LATIN_LETTERS = 4
HAN_LETTERS = 2
FEW = 1000  # to look for so many costs as much as to cut a text into all its letters


class PhraseIndex:
    """Phrases by the rarest of their letters. A phrase belongs to `owner` numbers."""

    def __init__(self, owned: Iterable[tuple[Phrase, int]]) -> None:
        self._owned = tuple(owned)
        self._always = [entry for entry in self._owned if entry[0].is_expression]
        self._by_letters: dict[str, list[tuple[Phrase, int]]] = defaultdict(list)
        common = Counter(letters for phrase, _ in self._owned for letters in _all_letters(phrase))
        for phrase, owner in self._owned:
            for letters in () if phrase.is_expression else _rarest(phrase, common):
                self._by_letters[letters].append((phrase, owner))

    def heard(self, text: str) -> set[int]:
        """The owners of the phrases in a normalised text."""
        found: set[int] = set()
        for phrase, owner in self._candidates(text):
            if owner not in found and phrase.is_in(text):
                found.add(owner)
        return found

    def _candidates(self, text: str) -> Iterable[tuple[Phrase, int]]:
        yield from self._always
        for letters in self._letters_in(text):
            yield from self._by_letters[letters]

    def _letters_in(self, text: str) -> Iterable[str]:
        """The letters of the index that stand in the text: few are asked for one by one, many are cut from it."""
        if len(self._by_letters) < FEW:
            return [letters for letters in self._by_letters if letters in text]
        windows = {text[at : at + size] for size in range(1, LATIN_LETTERS + 1) for at in range(len(text))}
        return windows & self._by_letters.keys()


def _all_letters(phrase: Phrase) -> set[str]:
    if phrase.is_expression:
        return set()
    return {letters for choices in phrase.choices for choice in choices for letters in _windows(choice)}


def _rarest(phrase: Phrase, common: Counter[str]) -> set[str]:
    """Letters of the most telling piece of the phrase: a text that holds the phrase holds one of them."""
    pieces = [[min(_windows(one), key=common.__getitem__) for one in choices] for choices in phrase.choices]
    return set(min(pieces, key=lambda piece: max(common[letters] for letters in piece)))


def _windows(choice: str) -> list[str]:
    """The runs of letters to look a choice up by: four Latin ones, two Chinese ones, or all it has."""
    longest = max(choice.split("*"), key=len)
    windows = [longest[at : at + _size(longest[at])] for at in range(len(longest))]
    full = [window for window in windows if len(window) == _size(window[0])]
    return full or [longest]


def _size(letter: str) -> int:
    return LATIN_LETTERS if letter.isascii() else HAN_LETTERS
