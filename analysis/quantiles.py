"""Quantiles and distributions of what is fully seen, each row standing for one or for several alike.

What may still grow (days of a freeze that holds) belongs to analysis.survival instead.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy import special

from analysis.distributions import Floats
from analysis.intervals import CONFIDENCE


@dataclass(frozen=True)
class SampleQuantile:
    """A quantile with its interval, in the unit of the values; None: no value, or too few to bound it there."""

    value: float | None
    low: float | None
    high: float | None


def distribution(values: ArrayLike, counts: ArrayLike | None = None) -> pd.DataFrame:
    """The empirical distribution: one row per distinct value, ascending: value, count, share (of values up to it).

    counts: how many alike each value stands for, whole and 0 or more. Missing values are left out. Raises ValueError
    for a negative count.
    """
    known, weights = _known(values, counts)
    distinct, places = np.unique(known, return_inverse=True)
    count = np.bincount(places, weights=weights, minlength=len(distinct)).astype(np.int64)
    held = count > 0
    share = np.cumsum(count[held]) / max(int(count.sum()), 1)
    return pd.DataFrame({"value": distinct[held], "count": count[held], "share": share})


def sample_quantile(
    values: ArrayLike, q: float, counts: ArrayLike | None = None, confidence: float = CONFIDENCE
) -> SampleQuantile:
    """The smallest value that at least a share q of the values do not exceed (type 1 of Hyndman and Fan 1996).

    Its interval reaches from one value of the sample to another, by the binomial distribution: at least as confident
    as asked, whatever the distribution (Conover 1999, chapter 3.2). An end is None where too few values bound it.
    """
    if not 0.0 < q < 1.0:
        raise ValueError(f"q is {q}; it must be between 0 and 1, such as 0.5 for the median")
    found = distribution(values, counts)
    if found.empty:
        return SampleQuantile(None, None, None)
    reached = found["count"].cumsum().to_numpy()
    ordered, total = found["value"].to_numpy(), int(reached[-1])
    at = max(int(np.ceil(total * q - 1e-9)), 1)
    low, high = _places(total, q, confidence)
    return SampleQuantile(*(_value_at(ordered, reached, place) for place in (at, low, high)))


def share_of_largest(values: ArrayLike, top: float) -> float:
    """The part of the sum that the largest share `top` of the values hold (rounded up to whole values); NaN for 0."""
    ordered = np.sort(_known(values, None)[0])[::-1]
    total = float(ordered.sum())
    return float(ordered[: int(np.ceil(len(ordered) * top))].sum() / total) if total > 0 else float("nan")


def _known(values: ArrayLike, counts: ArrayLike | None) -> tuple[Floats, Floats]:
    given = np.asarray(values, dtype=np.float64)
    weights = np.ones(given.shape) if counts is None else np.asarray(counts, dtype=np.float64)
    if np.any(weights < 0):
        raise ValueError("a count is negative; it says how many alike a value stands for")
    is_known = ~np.isnan(given)
    return given[is_known], weights[is_known]


def _places(total: int, q: float, confidence: float) -> tuple[int, int]:
    """Places in the ordered sample, from 1, that hold the quantile between them; 0 or total + 1: there is none."""
    tail = (1 - confidence) / 2
    below = special.bdtr(np.arange(total + 1, dtype=np.float64), total, q)  # the chance of so many or fewer
    low = int(np.searchsorted(below, tail, side="right"))  # the greatest with P(fewer than it) <= tail
    high = int(np.searchsorted(below, 1 - tail, side="left")) + 1
    return low, high


def _value_at(ordered: Floats, reached: Floats, place: int) -> float | None:
    if not 1 <= place <= reached[-1]:
        return None
    return float(ordered[np.searchsorted(reached, place)])
