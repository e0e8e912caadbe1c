"""Every slice of one to three dimensions, scored by how much better a rate of its own tells what was counted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.spike_rhythms import Floats

MOST_DIMENSIONS = 3
LEAST_EXPECTED = 1e-9
LEAST_RATIO = 0.05
UNEVEN = 4.5  # so many times less than the most raised leaf may another be raised, and still be of the same slice
Codes = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Slice:
    """One element: its values, the rows inside, the log-likelihood gained less the price of its values."""

    element: dict[str, Any]
    inside: Mask
    gain: float


@dataclass(frozen=True)
class Cuboid:
    """A set of dimensions; `group` numbers each row's combination of values, the last number is for missing ones."""

    names: tuple[str, ...]
    group: Codes
    first_row: Codes
    price: float

    def sums(self, values: Floats) -> Floats:
        """Of each combination of values that is whole."""
        return np.asarray(np.bincount(self.group, values, len(self.first_row) + 1)[:-1], dtype=np.float64)


@dataclass(frozen=True)
class Scan:
    """All cuboids of the leaves, made once and scored again for what is left after each element."""

    leaves: pd.DataFrame
    cuboids: list[Cuboid]
    sign: float

    def best(self, counted: Floats, usual: Floats, count_slices: int) -> list[Slice]:
        """The slices that gain most, best first; only such as gain more than they cost.

        Two passes. The first finds the slice, and its ratio of counted to usual, that gains most with a ratio
        of its own. The second scores all slices at the root of that ratio, or at its UNEVENth part where
        that is more: a leaf raised beyond that speaks for a slice and any other against it. So a wider slice wins
        whose leaves are all raised though not all alike, and loses where some of them are not raised at all.
        """
        ratio = self._ratio(counted, usual)
        if ratio is None:
            return []
        middle = float(max(np.sqrt(max(ratio, LEAST_RATIO)), ratio / UNEVEN))
        speaks = counted * np.log(middle) - usual * (middle - 1.0)
        found = [one for cuboid in self.cuboids for one in _tops(cuboid, speaks, count_slices)]
        found.sort(key=lambda one: (-one[0], len(one[1].names), one[1].names))
        return [self._slice(*one) for one in found[:count_slices]]

    def _ratio(self, counted: Floats, usual: Floats) -> float | None:
        most, ratio = 0.0, None
        for cuboid in self.cuboids:
            inside, mean = cuboid.sums(counted), np.maximum(cuboid.sums(usual), LEAST_EXPECTED)
            gains = gain(inside, mean, self.sign) - cuboid.price
            top = int(np.argmax(gains)) if len(gains) else 0
            if len(gains) and gains[top] > most:
                most, ratio = float(gains[top]), float(inside[top] / mean[top])
        return ratio

    def _slice(self, gained: float, cuboid: Cuboid, group: int) -> Slice:
        """Values are taken column by column: a whole row of numbers comes as floats, and 2000 would be 2000.0."""
        row = int(cuboid.first_row[group])
        element = {name: self.leaves[name].iloc[row] for name in cuboid.names}
        return Slice(element, cuboid.group == group, gained)


def scan_of(leaves: pd.DataFrame, dimensions: Sequence[str], sign: float) -> Scan:
    """The cuboids of up to three dimensions. A value's price grows with the values it was picked from.

    sign: 1.0 to look for an excess, -1.0 for what is lacking.
    """
    codes = {name: pd.factorize(leaves[name])[0].astype(np.int64) for name in dimensions}
    names = [name for name in dimensions if codes[name].max(initial=-1) > 0]
    sets = [chosen for size in range(1, MOST_DIMENSIONS + 1) for chosen in combinations(names, size)]
    return Scan(leaves, [_cuboid(chosen, codes) for chosen in sets], sign)


def gain(counted: Floats, usual: Floats, sign: float) -> Floats:
    """Poisson log-likelihood gained by a rate of its own, where it deviates to `sign` (Kulldorff 1997)."""
    found = counted * np.log(np.maximum(counted, LEAST_EXPECTED) / usual) - (counted - usual)
    return np.where(sign * (counted - usual) > 0, found, 0.0)


def _tops(cuboid: Cuboid, speaks: Floats, count_slices: int) -> Iterator[tuple[float, Cuboid, int]]:
    gains = cuboid.sums(speaks) - cuboid.price
    for group in np.argsort(-gains, kind="stable")[:count_slices]:
        if gains[group] > 0:
            yield float(gains[group]), cuboid, int(group)


def _cuboid(names: tuple[str, ...], codes: dict[str, Codes]) -> Cuboid:
    """Combinations are numbered by hashing: sorting 50,000 rows costs six times as much."""
    mixed, is_known = np.zeros_like(codes[names[0]]), np.ones(len(codes[names[0]]), dtype=np.bool_)
    for name in names:
        mixed = mixed * (codes[name].max() + 1) + codes[name]
        is_known &= codes[name] >= 0
    found, distinct = pd.factorize(mixed[is_known])
    group = np.full(len(mixed), len(distinct), dtype=np.int64)
    group[is_known] = found
    first_row = np.full(len(distinct) + 1, len(mixed), dtype=np.int64)
    np.minimum.at(first_row, group, np.arange(len(mixed)))
    price = sum(0.5 + float(np.log(codes[name].max() + 1)) for name in names)
    return Cuboid(names, group, first_row[:-1], price)
