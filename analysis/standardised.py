"""Success with and without something, at the same mix of strata (cause, platform, wait)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from analysis.distributions import Floats, two_sided_z
from analysis.intervals import CONFIDENCE, ratio


@dataclass(frozen=True)
class Standardised:
    """Two shares at one mix of strata, and their difference (0 to 1; None: not known).

    count of total, other_count of other_total: as counted, in the strata that have both; left_out: those with it in
    strata where nobody is without.
    """

    count: int
    total: int
    other_count: int
    other_total: int
    left_out: int
    share: float | None
    other_share: float | None
    difference: float | None
    low: float | None
    high: float | None


def standardised_difference(
    count: ArrayLike,
    total: ArrayLike,
    other_count: ArrayLike,
    other_total: ArrayLike,
    confidence: float = CONFIDENCE,
) -> Standardised:
    """The share count / total less that of the others, both at one mix of strata (arrays of one shape).

    A stratum weighs n m / (n + m), with n of the one and m of the other: Mantel and Haenszel's weights (1959), by
    which a stratum counts as far as it compares. The variance is Sato's (1989), sound for few large strata as for many
    sparse ones. An association: it holds the strata equal and nothing else. Raises ValueError where a count is
    negative or above its total.
    """
    ones, totals, others, other_totals = (
        np.asarray(held, dtype=np.float64) for held in (count, total, other_count, other_total)
    )
    if any(np.any((part < 0) | (part > whole)) for part, whole in ((ones, totals), (others, other_totals))):
        raise ValueError("a count is negative or above its total; a share counts a part of the total")
    both = (totals > 0) & (other_totals > 0)
    one, all_one, other, all_other = ones[both], totals[both], others[both], other_totals[both]
    left_out = int(totals[~both].sum())
    counts = int(one.sum()), int(all_one.sum()), int(other.sum()), int(all_other.sum()), left_out
    if not both.any():
        return Standardised(*counts, None, None, None, None, None)
    weights = all_one * all_other / (all_one + all_other)
    share = float(np.average(ratio(one, all_one), weights=weights))
    other_share = float(np.average(ratio(other, all_other), weights=weights))
    difference = share - other_share
    variance = _variance(one, all_one, other, all_other, difference) / weights.sum() ** 2
    reach = two_sided_z(confidence) * np.sqrt(variance)
    low, high = max(difference - reach, -1.0), min(difference + reach, 1.0)
    return Standardised(*counts, share, other_share, difference, float(low), float(high))


def _variance(count: Floats, total: Floats, other_count: Floats, other_total: Floats, difference: float) -> float:
    """Sato's variance of the weighted sum of differences, at their common value."""
    whole = total + other_total
    lean = total**2 * other_count - other_total**2 * count + total * other_total * (other_total - total) / 2
    crossed = count * (other_total - other_count) + other_count * (total - count)
    return max(difference * float(np.sum(lean / whole**2)) + float(np.sum(crossed / whole)) / 2, 0.0)
