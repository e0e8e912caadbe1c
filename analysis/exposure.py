"""Rates before and after a step that is taken on the way, compared without immortal time.

Time until the step counts as without it, time from then on as with it. Whoever is called "with the step" from the
start has lived through the wait for it by definition (immortal time; Suissa 2008), and their rate comes out wrong.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from analysis.distributions import Floats, two_sided_z
from analysis.intervals import CONFIDENCE


@dataclass(frozen=True)
class RateRatio:
    """A rate over another rate, with the events behind each; None: not known."""

    value: float | None
    low: float | None
    high: float | None
    events: int
    other_events: int


def time_in_bands(count: ArrayLike, total: ArrayLike, edges: ArrayLike) -> Floats:
    """The time that durations spend in each band since their start, from where they end.

    count: how many durations end in each band (last axis), total: their sum. edges: where each band begins,
    ascending, the first at 0; the last band has no end of its own. All in one unit; returns the shape of `count`.
    """
    counts, totals, starts = (np.asarray(held, dtype=np.float64) for held in (count, total, edges))
    if starts[0] != 0 or np.any(np.diff(starts) <= 0):
        raise ValueError("the bands must begin at 0 and ascend, such as 0, 1, 24")
    ended_within = totals - counts * starts
    passed_through = counts[..., ::-1].cumsum(axis=-1)[..., ::-1] - counts
    return np.asarray(ended_within + passed_through * np.append(np.diff(starts), 0.0))


def mantel_haenszel(
    events: ArrayLike,
    time: ArrayLike,
    other_events: ArrayLike,
    other_time: ArrayLike,
    confidence: float = CONFIDENCE,
    is_sparse: bool = False,
) -> RateRatio:
    """The rate ratio of events over time, with against without, held together over strata (arrays of one shape).

    Mantel and Haenszel's weights for person-time (Rothman and Boice 1979): a stratum in which one side has no time
    compares nothing and drops out. The interval is that of Greenland and Robins (1985). Where strata hold few events,
    the time at risk in them depends on these events, and that interval is too short: with is_sparse the spread that the
    strata show (the sum of their squared contributions, as in White 1980) is taken where it is larger.
    None where no stratum has both sides, or no event was seen without; the interval needs events on both sides.
    Raises ValueError for negative numbers.
    """
    one, at_risk, other, other_at_risk = (_floats(held) for held in (events, time, other_events, other_time))
    whole = at_risk + other_at_risk
    is_compared = (at_risk > 0) & (other_at_risk > 0)
    share = np.divide(at_risk, whole, out=np.zeros(whole.shape), where=is_compared)
    rest = np.where(is_compared, 1.0 - share, 0.0)
    ones, others = one * rest, other * share
    above, below = float(np.sum(ones)), float(np.sum(others))
    counts = int(one[is_compared].sum()), int(other[is_compared].sum())
    if below == 0.0:
        return RateRatio(None, None, None, *counts)
    value = above / below
    if above == 0.0:
        return RateRatio(value, None, None, *counts)
    variance = float(np.sum((one + other) * share * rest)) / (above * below)
    if is_sparse:
        variance = max(variance, float(np.sum((ones / above - others / below) ** 2)))
    factor = float(np.exp(two_sided_z(confidence) * np.sqrt(variance)))
    return RateRatio(value, value / factor, value * factor, *counts)


def _floats(numbers: ArrayLike) -> Floats:
    held = np.asarray(numbers, dtype=np.float64)
    if not np.all((held >= 0) & (held < np.inf)):
        raise ValueError("events and times at risk are 0 or more; one is negative or missing")
    return held
