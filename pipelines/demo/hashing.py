"""Values that follow from a number alone, so that a row says the same words wherever it is written."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from pipelines.demo.arrays import Ints

Hashes = NDArray[np.uint64]


def mix(numbers: Ints, salt: int) -> Hashes:
    """Well-mixed 64 bits for each number (splitmix64); another salt gives other bits."""
    held = numbers.astype(np.uint64) + np.uint64(salt * 0x9E3779B97F4A7C15 % (1 << 64))
    held = (held ^ (held >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    held = (held ^ (held >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return held ^ (held >> np.uint64(31))


def below(numbers: Ints, salt: int, end: int) -> Ints:
    """A number from 0 up to `end`, exclusive, for each."""
    return (mix(numbers, salt) % np.uint64(end)).astype(np.int64)


def share(numbers: Ints, salt: int) -> NDArray[np.float64]:
    """A number from 0 up to 1 for each."""
    return below(numbers, salt, 1 << 32) / float(1 << 32)


def pick(words: Sequence[str], numbers: Ints, salt: int) -> pa.Array:
    """One of the words for each number."""
    return pa.array(words, pa.string()).take(pa.array(below(numbers, salt, len(words))))


def padded(numbers: Ints, width: int) -> pa.Array:
    """Numbers as text with leading zeros."""
    return pc.utf8_lpad(pa.array(numbers).cast(pa.string()), width, "0")


def scattered(numbers: Ints, digits: int, salt: int) -> pa.Array:
    """Each number as another one of 4 to 14 digits, no two alike: identifiers that do not count up."""
    end = 10**digits
    high, low = divmod((618_033_988_749 + salt * 7_777_777_770) % end, 10_000)
    # In two halves, since the whole product would run over 63 bits.
    upper = numbers % (end // 10_000) * high % (end // 10_000) * 10_000
    return padded((upper + numbers % end * low + salt * 97) % end, digits)


def joined(*parts: pa.Array | str) -> pa.Array:
    """Texts side by side; where a part is null the whole is null."""
    return pc.binary_join_element_wise(*parts, "")


def chosen(condition: NDArray[np.bool_], text: pa.Array) -> pa.Array:
    """The text where the condition holds, else null."""
    return pc.if_else(pa.array(condition), text, pa.scalar(None, pa.string()))
