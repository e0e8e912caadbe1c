"""N-grams as numbers: the same whatever stands beside a text, and the hash that the formula says."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.ngrams import BITS, CHARACTERS, WORDS, buckets

P, NEXT, LOW = 0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93, (1 << 64) - 1
TEXTS = st.lists(st.text(alphabet="ab 余额#.ァ한🙂\u202e", max_size=12), min_size=1, max_size=5)


def mixed(number: int) -> int:
    """The finaliser of MurmurHash3, in whole numbers of any size."""
    number = ((number ^ (number >> 33)) * 0xFF51AFD7ED558CCD) & LOW
    number = ((number ^ (number >> 33)) * 0xC4CEB9FE1A85EC53) & LOW
    return number >> (64 - BITS)


def hashed(text: str) -> int:
    return sum(ord(letter) * pow(P, place, 1 << 64) for place, letter in enumerate(text)) & LOW


def of_one(text: str) -> list[int]:
    return sorted(buckets([text])[1].tolist())


def test_every_n_gram_by_hand() -> None:
    # " 余 a " in runs of 2 to 5 characters; the words are 余 and a
    padded = " 余 a "
    runs = [padded[at : at + size] for size in CHARACTERS for at in range(len(padded) - size + 1)]
    words = [hashed(word) * NEXT & LOW for word in ("余", "a")]
    pair = (words[0] * NEXT + words[1]) & LOW
    assert WORDS == (1, 2)
    assert of_one("余 a") == sorted(mixed(number) for number in [*map(hashed, runs), *words, pair])


def test_a_chinese_character_is_a_word() -> None:
    # " 余额 ": 3 + 2 + 1 runs of 2 to 4 characters, two words, one pair of them
    assert len(of_one("余额")) == 9
    assert len(of_one("ab")) == 7  # the same runs, one word, no pair


@given(TEXTS)
def test_a_text_is_the_same_among_others(texts: list[str]) -> None:
    rows, found = buckets(texts)
    assert np.all(np.diff(rows) >= 0)
    for place, text in enumerate(texts):
        assert sorted(found[rows == place].tolist()) == of_one(text)


@pytest.mark.parametrize("texts", [[], [""], ["\n"], ["\ud800"], ["\x00\x1f"], ["a" * 4000]])
def test_odd_texts_are_counted_too(texts: list[str]) -> None:
    rows, found = buckets(texts)
    assert len(rows) == len(found)
    assert set(rows.tolist()) <= set(range(len(texts)))
