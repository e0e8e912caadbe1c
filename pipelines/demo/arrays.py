"""The array types the simulator passes around, and drawing from shares."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Small = NDArray[np.uint8]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Rows = NDArray[np.void]

HOUR = 3_600_000  # milliseconds
DAY = 24 * HOUR
MINUTE = 60_000


def draw(rng: Generator, shares: Sequence[float] | Floats, count: int) -> Small:
    """`count` positions, each drawn with the share that stands there; shares need not add up to 1."""
    edges = np.cumsum(np.asarray(shares, dtype=np.float64))
    drawn: Small = np.searchsorted(edges / edges[-1], rng.random(count), side="right").astype(np.uint8)
    return drawn


def draw_by(rng: Generator, shares: Floats, row: Small | Ints) -> Small:
    """One position for each entry of `row`, drawn with the shares (rows x positions) of that row."""
    edges = np.cumsum(shares, axis=1)
    edges /= edges[:, -1:]
    drawn: Small = (rng.random(len(row))[:, None] >= edges[row]).sum(axis=1).astype(np.uint8)
    return drawn


def lognormal(rng: Generator, median: float | Floats, spread: float | Floats, count: int) -> Floats:
    """`count` positive numbers around a median; `spread` is the deviation of the logarithm."""
    drawn: Floats = np.exp(rng.normal(0.0, 1.0, count) * spread) * median
    return drawn


def chance(rng: Generator, odds: float | Floats, count: int) -> Flags:
    """`count` yes or no answers."""
    drawn: Flags = rng.random(count) < odds
    return drawn


def table(names: Sequence[str], rows: Sequence[Mapping[str, Any]], default: float = 0.0) -> Floats:
    """rows x names as numbers; what a row does not state is `default`."""
    return np.array([[float(row.get(name, default)) for name in names] for row in rows])
