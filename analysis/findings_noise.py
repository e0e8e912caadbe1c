"""How much more than chance a slice's counts move from one week to the next, learned from the weeks before.

Attempts do not fail independently: one wallet tries again and again, one outage fails many. The counts of a slice then
move more than binomial counts do, by a factor, the dispersion (1 where attempts are independent). It is estimated from
the differences of neighbouring weeks, each in units of its binomial variance, so that a slow drift over months or one
step in a policy does not count as noise. A dozen weeks tell little about one slice, so what all slices have in common
is learned too and each slice is drawn towards it: the moderated variance of Smyth (2004), Statistical Applications in
Genetics and Molecular Biology 3:3, as quasi-likelihood tests of many counts use it (Lund and others 2012, same
journal, 11:5).
"""

from dataclasses import dataclass

import numpy as np
from scipy import special

from analysis.distributions import Floats
from analysis.intervals import ratio

LEAST_DISPERSION = 1.0  # no counts of attempts are steadier than independent ones: below is luck
# Neighbouring differences share a week: m of them tell as much as this share of m independent ones (von Neumann 1941).
INDEPENDENT = 2 / 3
# The most that what slices have in common is worth beside a slice's own weeks. Where its own tell little, slices look
# alike though some cluster far more than others do; believing it made false findings of 6 % of quiet weeks, this 2 %.
MOST_COMMON_DF = 40.0


@dataclass(frozen=True)
class Noise:
    """By slice: the dispersion (1 or more), and how many degrees of freedom it is known with."""

    dispersion: Floats
    df: Floats


def binomial_z(count: Floats, total: Floats, other_count: Floats, other_total: Floats) -> Floats:
    """The difference of two proportions in its standard errors, both taken as one (score test).

    NaN where a total is 0 or the proportion is 0 or 1 on both sides: nothing can be said.
    """
    pooled = ratio(count + other_count, total + other_total)
    variance = pooled * (1 - pooled) * (ratio(1.0, total) + ratio(1.0, other_total))
    return ratio(ratio(count, total) - ratio(other_count, other_total), np.sqrt(variance))


def noise(counts: Floats, totals: Floats) -> Noise:
    """The noise of each slice (row) from its weeks (columns, in order), both of shape slices x weeks.

    Without a pair of weeks in any slice nothing is known: dispersion NaN, 0 degrees of freedom.
    """
    own, df = own_dispersions(counts, totals)
    prior, prior_df = common(own[df > 0], df[df > 0])
    prior_df = min(prior_df, MOST_COMMON_DF)
    known = df + prior_df
    moderated = ratio(np.nan_to_num(own) * df + np.nan_to_num(prior) * prior_df, known)
    return Noise(np.maximum(moderated, LEAST_DISPERSION), known)


def own_dispersions(counts: Floats, totals: Floats) -> tuple[Floats, Floats]:
    """Each slice's mean squared difference of neighbouring weeks, and its degrees of freedom; NaN and 0 without any."""
    squares = binomial_z(counts[:, 1:], totals[:, 1:], counts[:, :-1], totals[:, :-1]) ** 2
    pairs = np.isfinite(squares).sum(axis=1)
    return ratio(np.nansum(squares, axis=1), pairs), INDEPENDENT * pairs


def common(dispersions: Floats, df: Floats) -> tuple[float, float]:
    """The dispersion that slices have in common, and the degrees of freedom it is worth beside a slice's own.

    Smyth's fit of a scaled F distribution by the moments of the logarithm. inf: the slices differ by no more than
    their estimates must. NaN and 0 for fewer than two slices, between which nothing is in common.
    """
    if len(dispersions) < 2:
        return float("nan"), 0.0
    # A dispersion of 0 (each week the same count) has no logarithm; limma's floor.
    floored = np.maximum(dispersions, 1e-5 * np.median(dispersions))
    if not np.any(floored > 0):
        return LEAST_DISPERSION, np.inf
    centred = np.log(floored) - special.digamma(df / 2) + np.log(df / 2)
    spread = np.var(centred, ddof=1) - np.mean(special.polygamma(1, df / 2))
    if spread <= 0:
        return float(np.exp(centred.mean())), np.inf
    prior_df = 2 * trigamma_inverse(float(spread))
    return float(np.exp(centred.mean() + special.digamma(prior_df / 2) - np.log(prior_df / 2))), prior_df


def trigamma_inverse(value: float) -> float:
    """Where the trigamma function is `value` (above 0), by Newton's method on its reciprocal (Smyth 2004)."""
    at = 0.5 + 1 / value
    for _ in range(50):
        trigamma = float(special.polygamma(1, at))
        step = trigamma * (1 - trigamma / value) / float(special.polygamma(2, at))
        at += step
        if abs(step) < 1e-10 * at:
            break
    return at
