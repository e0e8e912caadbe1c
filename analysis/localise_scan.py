"""Every slice of one to three dimensions, scored by how much better its own rate tells what was observed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.spike_rhythms import Floats

MOST_DIMENSIONS = 3
LEAST_EXPECTED = 1e-6
PARSIMONY = 0.9  # what a further dimension must beat: noise favours the narrower slice
Codes = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Slice:
    """One element: its values, the rows inside, the log-likelihood gained less the price of its values."""

    element: dict[str, Any]
    inside: npt.NDArray[np.bool_]
    gain: float


@dataclass(frozen=True)
class Cuboid:
    """A set of dimensions; `group` numbers each row's combination of values, -1 where one is missing."""

    names: tuple[str, ...]
    group: Codes
    first_row: Codes


@dataclass(frozen=True)
class Scan:
    """All cuboids of the leaves, made once and scored again after each element is explained away."""

    leaves: pd.DataFrame
    cuboids: list[Cuboid]
    price: dict[str, float]
    sign: float

    def best(self, counted: Floats, usual: Floats, count_slices: int) -> list[Slice]:
        """The slices that gain most, best first; only such as gain more than they cost."""
        noise = _noise(counted, usual)
        tops = (self._tops(cuboid, counted, usual, noise, count_slices) for cuboid in self.cuboids)
        found = [one for each in tops for one in each]
        found.sort(key=lambda one: (-one[0], len(one[1].names)))
        return [self._slice(*one) for one in found[:count_slices]]

    def _tops(
        self, cuboid: Cuboid, counted: Floats, usual: Floats, noise: float, count_slices: int
    ) -> Iterator[tuple[float, Cuboid, int]]:
        known, size = cuboid.group >= 0, len(cuboid.first_row)
        inside = np.bincount(cuboid.group[known], counted[known], size).astype(np.float64)
        mean = np.bincount(cuboid.group[known], usual[known], size).astype(np.float64)
        gains = gain(inside, mean, self.sign) / noise - sum(self.price[name] for name in cuboid.names)
        gains = gains * PARSIMONY ** (len(cuboid.names) - 1)
        for group in np.argsort(-gains, kind="stable")[:count_slices]:
            if gains[group] > 0:
                yield float(gains[group]), cuboid, int(group)

    def _slice(self, gained: float, cuboid: Cuboid, group: int) -> Slice:
        row = self.leaves.iloc[cuboid.first_row[group]]
        return Slice({name: row[name] for name in cuboid.names}, cuboid.group == group, gained)


def scan_of(leaves: pd.DataFrame, dimensions: Sequence[str], is_excess: bool) -> Scan:
    """The cuboids of up to three dimensions. A value's price grows with the values it was picked from."""
    codes = {name: pd.factorize(leaves[name])[0].astype(np.int64) for name in dimensions}
    names = [name for name in dimensions if codes[name].max(initial=-1) > 0]
    price = {name: 0.5 + np.log(codes[name].max() + 1) for name in names}
    sets = [chosen for size in range(1, MOST_DIMENSIONS + 1) for chosen in combinations(names, size)]
    return Scan(leaves, [_cuboid(chosen, codes) for chosen in sets], price, 1.0 if is_excess else -1.0)


def gain(counted: Floats, usual: Floats, sign: float) -> Floats:
    """Poisson log-likelihood gained by a rate of its own, where it deviates to `sign`."""
    mean = np.maximum(usual, LEAST_EXPECTED)
    found = counted * np.log(np.maximum(counted, LEAST_EXPECTED) / mean) - (counted - mean)
    return np.where(sign * (counted - usual) > 0, found, 0.0)


def _noise(counted: Floats, usual: Floats) -> float:
    """How much more than Poisson counts ordinary leaves vary: median of squared residuals, at least 1."""
    big = usual > 1
    if not big.any():
        return 1.0
    squared = np.square(counted[big] - usual[big]) / usual[big]
    return max(1.0, float(np.median(squared)) / 0.455)  # 0.455: median of the chi-square with one degree


def _cuboid(names: tuple[str, ...], codes: dict[str, Codes]) -> Cuboid:
    mixed, is_known = np.zeros_like(codes[names[0]]), np.ones(len(codes[names[0]]), dtype=np.bool_)
    for name in names:
        mixed = mixed * (codes[name].max() + 1) + codes[name]
        is_known &= codes[name] >= 0
    group = np.full(len(mixed), -1, dtype=np.int64)
    _, first, group[is_known] = np.unique(mixed[is_known], return_index=True, return_inverse=True)
    return Cuboid(names, group, np.flatnonzero(is_known)[first])
