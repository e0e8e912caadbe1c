"""Funnel plots: how far rates of groups of different sizes may be from one target by chance.

Limits of a count are exact, binomial, and interpolated between whole numbers so that they run smoothly (Spiegelhalter
2005, Statistics in Medicine 24:1185, appendix A.1). Where groups differ more than chance lets them, chance alone is
the wrong yardstick: his additive model then widens the limits by the variance between groups (section 5, with z scores
winsorised so that the groups in question do not set the yardstick themselves).
"""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy import special

from analysis.distributions import Floats, two_sided_z
from analysis.intervals import ratio

INNER, OUTER = 0.95, 0.998
WINSORISED = 0.1  # of the z scores at each end are drawn in


def binomial_limits(total: ArrayLike, target: float, confidence: float) -> tuple[Floats, Floats]:
    """Low and high rate between which `confidence` of groups of that size fall, if all have the target's rate.

    NaN where the total is 0 or the target is not known.
    """
    totals = np.asarray(total, dtype=np.float64)
    tail = (1 - confidence) / 2
    low, high = (_interpolated(totals, target, part) for part in (tail, 1 - tail))
    return np.clip(low, 0.0, 1.0), np.clip(high, 0.0, 1.0)


def _interpolated(totals: Floats, target: float, probability: float) -> Floats:
    """(r - a) / n with r the least count whose probability reaches p, a how far beyond p it reaches."""
    known = totals >= 1
    sizes, share = np.where(known, totals, 1.0), np.full(totals.shape, target)
    count = np.ceil(special.bdtrik(np.full(totals.shape, probability), sizes, share) - 1e-9)
    count = np.fmax(count, 0.0)
    at, before = (_at_most(below, sizes, share) for below in (count, count - 1))
    beyond = ratio(at - probability, at - before)
    return np.where(known & ~np.isnan(share), (count - beyond) / sizes, np.nan)


def _at_most(count: Floats, total: Floats, share: Floats) -> Floats:
    """The probability of so many or fewer, by the incomplete beta function (bdtr: whole totals only)."""
    inside = np.clip(count, 0.0, total - 1)
    held = special.betainc(total - inside, inside + 1, 1 - share)
    return np.asarray(np.where(count < 0, 0.0, np.where(count >= total, 1.0, held)))


def between_groups(rates: ArrayLike, total: ArrayLike, target: float) -> tuple[float, float]:
    """How groups differ beyond chance: the dispersion (1: chance), and the variance between them (0: chance is enough).

    NaN dispersion for fewer than two groups or a target of 0, 1 or unknown.
    """
    shares, totals = (np.asarray(held, dtype=np.float64) for held in (rates, total))
    shares, totals = shares[totals > 0], totals[totals > 0]
    if len(shares) < 2 or not 0 < target < 1:
        return float("nan"), 0.0
    alone = target * (1 - target) / totals
    scores = (shares - target) / np.sqrt(alone)
    low, high = np.quantile(scores, [WINSORISED, 1 - WINSORISED])
    dispersion, count = float(np.mean(np.clip(scores, low, high) ** 2)), len(shares)
    if count * dispersion <= count - 1:
        return dispersion, 0.0
    weights = 1 / alone
    between = (count * dispersion - (count - 1)) / (weights.sum() - (weights**2).sum() / weights.sum())
    return dispersion, float(between)


def wide_limits(total: ArrayLike, target: float, between: float, confidence: float) -> tuple[Floats, Floats]:
    """The limits with the variance between groups added; never inside those of chance."""
    low, high = binomial_limits(total, target, confidence)
    reach = two_sided_z(confidence) * np.sqrt(ratio(target * (1 - target), total) + between)
    if between == 0:
        return low, high
    return np.clip(np.fmin(low, target - reach), 0, 1), np.clip(np.fmax(high, target + reach), 0, 1)


def standing(rates: ArrayLike, total: ArrayLike, target: float, between: float = 0.0) -> pd.Series:
    """Where each group stands: inside, beyond_inner (95 %), beyond_outer (99.8 %) or unknown."""
    shares, totals = (np.asarray(held, dtype=np.float64) for held in (rates, total))
    judged = [np.isnan(shares) | (totals < 1)]
    for confidence in (OUTER, INNER):
        low, high = wide_limits(totals, target, between, confidence)
        judged.append((shares < low) | (shares > high))
    return pd.Series(np.select(judged, ["unknown", "beyond_outer", "beyond_inner"], "inside"))
