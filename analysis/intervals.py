"""Confidence intervals of proportions, rates, their differences and ratios.

All take numbers or arrays (also pandas Series, by position) and return (low, high) of the same shape:
numbers for numbers, arrays for arrays. What cannot be known is NaN.
"""

import numpy as np
from numpy.typing import ArrayLike

from analysis.distributions import Floats, gamma_quantile, two_sided_z

CONFIDENCE = 0.95


def ratio(numerator: ArrayLike, denominator: ArrayLike) -> Floats:
    """numerator / denominator; NaN where the denominator is 0 or missing."""
    above, below = np.broadcast_arrays(_floats(numerator), _floats(denominator))
    known = below > 0
    return np.asarray(np.divide(above, below, out=np.full(above.shape, np.nan), where=known))[()]


def wilson(count: ArrayLike, total: ArrayLike, confidence: float = CONFIDENCE) -> tuple[Floats, Floats]:
    """The score interval of a proportion (Wilson 1927). NaN where the total is 0.

    Raises ValueError where a count is negative or above its total.
    """
    count, total = np.broadcast_arrays(_floats(count), _floats(total))
    if np.any(count < 0) or np.any(count > total):
        raise ValueError("a count is negative or above its total; a proportion counts a part of the total")
    z2 = two_sided_z(confidence) ** 2
    share = ratio(count, total)
    centre = ratio(count + z2 / 2, np.where(total > 0, total + z2, 0))
    half = np.sqrt(z2 * (count * (1 - share) + z2 / 4)) / (total + z2)
    # Exact at the ends, where rounding would leave 1e-17 or 1 - 1e-16.
    low = np.where(count == 0, 0 * centre, centre - half)
    high = np.where(count == total, 1 + 0 * centre, centre + half)
    return low[()], high[()]


def newcombe_difference(
    count: ArrayLike,
    total: ArrayLike,
    other_count: ArrayLike,
    other_total: ArrayLike,
    confidence: float = CONFIDENCE,
) -> tuple[Floats, Floats]:
    """The interval of count / total - other_count / other_total, two independent proportions.

    The hybrid score interval, number 10 of Newcombe (1998), Statistics in Medicine 17:873.
    NaN where a total is 0.
    """
    share, other_share = ratio(count, total), ratio(other_count, other_total)
    low, high = wilson(count, total, confidence)
    other_low, other_high = wilson(other_count, other_total, confidence)
    difference = share - other_share
    below = np.hypot(share - low, other_high - other_share)
    above = np.hypot(high - share, other_share - other_low)
    return difference - below, difference + above


def poisson_exact(
    count: ArrayLike, exposure: ArrayLike = 1.0, confidence: float = CONFIDENCE
) -> tuple[Floats, Floats]:
    """The exact interval of a Poisson rate, count / exposure (Garwood 1936).

    For events counted over an exposure: per failure, per wallet, per day. Not for sums of money or of days,
    whose spread no count tells. NaN where the exposure is 0. Raises ValueError for a negative count.
    """
    counts = _floats(count)
    if np.any(counts < 0):
        raise ValueError("a count is negative; a Poisson rate counts events")
    distinct, positions = np.unique(counts, return_inverse=True)
    two_sided_z(confidence)  # refuses a confidence outside (0, 1)
    tail = (1 - confidence) / 2
    lows = np.where(distinct == 0, 0.0, gamma_quantile(np.maximum(distinct, 1.0), tail))
    highs = gamma_quantile(distinct + 1.0, 1 - tail)
    at = positions.reshape(counts.shape)
    return ratio(lows[at], exposure), ratio(highs[at], exposure)


def rate_ratio(
    count: ArrayLike,
    exposure: ArrayLike,
    other_count: ArrayLike,
    other_exposure: ArrayLike,
    confidence: float = CONFIDENCE,
) -> tuple[Floats, Floats]:
    """The interval of (count / exposure) / (other_count / other_exposure), symmetric on the log scale.

    The variance of the log is 1 / count + 1 / other_count: Poisson counts, on the wide side for proportions.
    NaN where either count or exposure is 0: the log of such a ratio has no variance.
    """
    estimate = ratio(ratio(count, exposure), ratio(other_count, other_exposure))
    spread = np.sqrt(ratio(1.0, count) + ratio(1.0, other_count))
    factor = np.exp(two_sided_z(confidence) * spread)
    return ratio(estimate, factor), estimate * factor


def _floats(numbers: ArrayLike) -> Floats:
    return np.asarray(numbers, dtype=np.float64)
