"""Which of overlapping findings are told, so that no change is told twice.

When a bank fails, so do its cause, its signature, their category and the whole. The slice that fits the change best has
the least p value: a wider one dilutes it, a narrower one holds a part of it (as in analysis.localise). It is told
first; another is told only where the larger part of its change lies outside what is told already, in the same
direction, and that part is still a discovery.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.distributions import Floats
from analysis.findings import LEAST_EXCESS, tail
from analysis.intervals import ratio

Mask = NDArray[np.bool_]
LEAST_LEFT = 0.5  # of a slice's change: less is told already
LEAST_GATHERED = 0.8  # of a change: what holds so much of it is where it sits ...
MOST_USUAL = 0.5  # ... unless it holds half of everything anyway


@dataclass(frozen=True)
class Gathering:
    """A value that holds `share` of a change where it usually holds `usual` of all counts."""

    dimension: str
    value: str
    share: float
    usual: float


@dataclass(frozen=True)
class Leaves:
    """Counts that are parted no further, now and before, and which of them (columns) each slice (row) holds."""

    members: Mask
    current: Floats
    previous: Floats


def told(found: pd.DataFrame, leaves: Leaves, limit: float) -> list[int]:
    """The positions of the findings to be told, the best fitting first.

    found: findings as analysis.findings.judged gives them, in the order of preference among equals. limit: the
    largest p value that is a discovery.
    """
    chosen: list[int] = []
    excess = found["excess"].to_numpy(dtype=np.float64)
    growth = ratio(found["total_current"], found["total_previous"])
    t, df = found["t"].to_numpy(dtype=np.float64), found["df"].to_numpy(dtype=np.float64)
    for place in _best_first(found):
        same = [one for one in chosen if excess[one] * excess[place] > 0]
        covered = np.asarray(leaves.members[same].any(axis=0))
        left = _left(leaves, place, covered, float(growth[place])) if same else float(excess[place])
        share = left / excess[place]
        is_left = share >= LEAST_LEFT and abs(left) >= LEAST_EXCESS
        if not same or (is_left and tail(t[place] * share, df[place]) <= limit):
            chosen.append(place)
    return chosen


def _best_first(found: pd.DataFrame) -> list[int]:
    """By p value; where that is too small to be told from 0, by t. Sorting is stable."""
    order = pd.DataFrame({"p": found["p_value"].to_numpy(), "t": -np.abs(found["t"].to_numpy())})
    return [int(place) for place in order.sort_values(["p", "t"], kind="stable").index]


def _left(leaves: Leaves, place: int, covered: Mask, growth: float) -> float:
    """The excess of a slice in the leaves that no told slice holds."""
    outside = leaves.members[place] & ~covered
    return float(leaves.current[outside].sum() - growth * leaves.previous[outside].sum())


def overlapping(found: pd.DataFrame) -> Leaves:
    """Leaves for slices whose overlap is not known: any two may hold the same counts, so one a direction is told."""
    everywhere = np.ones((len(found), 1), dtype=bool)
    return Leaves(everywhere, np.zeros(1), np.zeros(1))


def gathering(inside: pd.DataFrame, every: pd.DataFrame, dimensions: list[str], growth: float) -> Gathering | None:
    """The value of one of the dimensions in which nearly all of a slice's change sits; None where there is none.

    inside, every: the leaves of the slice, and of all; dimensions as columns, count_current, count_previous.
    """
    change = inside["count_current"] - growth * inside["count_previous"]
    found = [
        Gathering(name, str(value), float(part / change.sum()), float(usual))
        for name in dimensions
        for value, part in change.groupby(inside[name]).sum().items()
        for usual in [every["count_previous"][every[name] == value].sum() / max(every["count_previous"].sum(), 1)]
    ]
    narrow = [one for one in found if one.share >= LEAST_GATHERED and one.usual <= MOST_USUAL]
    return max(narrow, key=lambda one: one.share - one.usual, default=None)
