"""The character and word n-grams of texts as numbers: a hashing vectoriser without state, whole batches at once.

The hash of characters c[a] to c[b-1] is the sum of c[i] * P**(i-a) modulo 2**64, as in Rabin and Karp (1987): with
sums from the left kept once, the hash of any run of characters is one difference, so that numpy hashes all runs of all
texts together. scikit-learn's vectoriser takes a second to import and 30 times as long for each text.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

BITS = 16
COUNT_BUCKETS = 1 << BITS
CHARACTERS = (2, 3, 4, 5)  # runs of characters, over spaces too
WORDS = (1, 2)  # runs of words; a Chinese character is a word

Integers = NDArray[np.int64]
_Hashes = NDArray[np.uint64]

_P = 0x9E3779B97F4A7C15  # odd, so that it has an inverse
_P_INVERSE = pow(_P, -1, 1 << 64)
_NEXT_WORD = np.uint64(0xD6E8FEB86659FD93)
_MIX = (np.uint64(0xFF51AFD7ED558CCD), np.uint64(0xC4CEB9FE1A85EC53))  # MurmurHash3's finaliser
_END = ord("\n")  # stands in no normalised text
_HIGHEST = 0xFFFF
# Han and kana: written without spaces.
_ALONE = ((0x3040, 0x30FF), (0x3400, 0x9FFF))


class Runs(NamedTuple):
    """Runs of characters: the text each is of, and its hash."""

    rows: Integers
    hashes: _Hashes


def buckets(texts: Sequence[str]) -> tuple[Integers, Integers]:
    """For normalised texts the number of the text and the bucket of each n-gram, text by text."""
    found = tuple(_runs(_joined(texts)))
    rows = np.concatenate([runs.rows for runs in found])
    order = np.argsort(rows, kind="stable")
    return rows[order], np.concatenate([_bucket(runs.hashes) for runs in found])[order]


def _joined(texts: Sequence[str]) -> str:
    """All texts as one, each between spaces, which mark the ends of words, and an end mark."""
    return "".join(f" {text.replace(chr(_END), ' ')} {chr(_END)}" for text in texts)


def _runs(joined: str) -> Iterator[Runs]:
    characters = np.frombuffer(joined.encode("utf-32-le", "replace"), np.uint32).astype(np.uint64)
    rows = np.cumsum(characters == _END) - (characters == _END)
    sums, inverses = _sums(characters), _powers(_P_INVERSE, len(characters) + 1)
    for size in CHARACTERS:
        starts = np.arange(max(0, len(characters) - size + 1))
        inside = (rows[starts] == rows[starts + size - 1]) & (characters[starts + size - 1] != _END)
        starts = starts[inside]
        hashes = (sums[starts + size] - sums[starts]) * inverses[starts]
        yield Runs(rows[starts], hashes)
    starts, ends = _words(characters)
    words = Runs(rows[starts], (sums[ends] - sums[starts]) * inverses[starts] * _NEXT_WORD)
    yield from (_words_together(words, size) for size in WORDS)


def _words_together(words: Runs, size: int) -> Runs:
    """Runs of words of one text, hashed in order."""
    count = max(0, len(words.rows) - size + 1)
    hashes = words.hashes[:count].copy()
    for after in range(1, size):
        hashes = hashes * _NEXT_WORD + words.hashes[after : after + count]
    inside = words.rows[:count] == words.rows[size - 1 : size - 1 + count]
    return Runs(words.rows[:count][inside], hashes[inside])


def _words(characters: _Hashes) -> tuple[Integers, Integers]:
    """Where words begin and end."""
    kinds = _kinds()[np.minimum(characters, _HIGHEST).astype(np.int64)]
    in_word, alone = kinds == 1, kinds == 2
    begins = in_word & ~np.concatenate([[False], in_word[:-1]])
    ends = in_word & ~np.concatenate([in_word[1:], [False]])
    return np.flatnonzero(begins | alone), np.flatnonzero(ends | alone) + 1


@cache
def _kinds() -> NDArray[np.uint8]:
    """For each character of the basic plane: 0 between words, 1 within a word, 2 a word by itself."""
    kinds = np.array([chr(number).isalnum() or number == ord("#") for number in range(_HIGHEST + 1)], np.uint8)
    for first, last in _ALONE:
        kinds[first : last + 1] *= 2
    return kinds


def _sums(characters: _Hashes) -> _Hashes:
    powers = _powers(_P, len(characters))
    return np.concatenate([np.zeros(1, np.uint64), np.cumsum(characters * powers, dtype=np.uint64)])


def _powers(base: int, count: int) -> _Hashes:
    factors = np.full(max(count, 1), base, np.uint64)
    factors[0] = 1
    return np.multiply.accumulate(factors)[:count]


def _bucket(hashes: _Hashes) -> Integers:
    mixed = (hashes ^ (hashes >> np.uint64(33))) * _MIX[0]
    mixed = (mixed ^ (mixed >> np.uint64(33))) * _MIX[1]
    return (mixed >> np.uint64(64 - BITS)).astype(np.int64)
