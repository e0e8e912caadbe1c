"""Quasi-Poisson baselines of many series at once, each fitted to its own past and to nothing else.

The model is the one of Farrington et al. (1996) and Noufaily et al. (2013): log mean = constant + trend +
season (+ log exposure), variance = dispersion * mean, past outbreaks down-weighted by their Anscombe
residuals. Ours differs in that seasons are harmonics held by a prior, so that low counts stay smooth.
"""

from dataclasses import dataclass

import numpy as np

from analysis.spike_rhythms import Floats

FIRST_STEPS = 6
NEXT_STEPS = 1
LARGEST_STEP = 3.0
OUTLYING = 2.58  # the threshold of Noufaily et al.: beyond it a past interval loses weight
LEAST_EXCESS = 3.0
LEAST_MEAN = 1e-9
LOST = 1.06  # so much too small is the over-dispersion where outliers weigh less: skewed counts lose their extremes
FITTED = 6.0  # degrees of freedom the fit takes; the prior leaves the harmonics less than one each


@dataclass(frozen=True)
class Fit:
    """coefficients: series x terms; covariance: series x terms x terms; dispersion: series."""

    coefficients: Floats
    covariance: Floats
    dispersion: Floats


def fit(
    observed: Floats,
    exposure: Floats,
    weights: Floats,
    terms: Floats,
    precision: Floats,
    last: Fit | None = None,
) -> Fit:
    """Baselines of `observed` (series x intervals) on `terms` (intervals x terms); weight 0 leaves out.

    `last` is the fit of a slightly shorter past: starting there, one Newton step is enough.
    """
    centre = _log_rate(observed, exposure, weights, terms.shape[1])
    coefficients = centre if last is None else last.coefficients
    pairs = _pairs(terms)
    for _ in range(FIRST_STEPS if last is None else NEXT_STEPS):
        mean = mean_of(coefficients, exposure, terms)
        robust = weights * outlier_weights(observed, mean, _dispersion(observed, mean, weights))
        slope = (robust * (observed - mean)) @ terms - precision * (coefficients - centre)
        information = _information(robust * mean, pairs, precision)
        step = np.linalg.solve(information, slope[:, :, None])[:, :, 0]
        coefficients = coefficients + np.clip(step, -LARGEST_STEP, LARGEST_STEP)
    dispersion = _dispersion(observed, mean_of(coefficients, exposure, terms), robust)
    return Fit(coefficients, np.linalg.inv(information) * dispersion[:, None, None], dispersion)


def mean_of(coefficients: Floats, exposure: Floats, terms: Floats) -> Floats:
    """Expected counts, series x intervals."""
    rate: Floats = np.exp(np.clip(coefficients @ terms.T, -30, 30))
    return np.maximum(rate * exposure, LEAST_MEAN)


def unsureness(found: Fit, terms: Floats) -> Floats:
    """Standard error of the log mean, series x intervals; at most 1, beyond which it says nothing more."""
    variance = np.einsum("tj,sjk,tk->st", terms, found.covariance, terms, optimize=True)
    error: Floats = np.sqrt(np.clip(variance, 0.0, 1.0))
    return error


def outlier_weights(observed: Floats, mean: Floats, dispersion: Floats) -> Floats:
    """1 for ordinary intervals, less the further above the mean: by the square of the Anscombe residual.

    An excess of less than LEAST_EXCESS counts is ordinary: where the mean is .01, every single failure is
    "unlikely", and a baseline that leaves those out knows no failures at all.
    """
    weights = np.ones_like(mean)
    series, at = np.nonzero(observed - mean >= LEAST_EXCESS)
    root = np.cbrt(mean[series, at])
    excess = np.square(np.cbrt(observed[series, at])) - root * root
    residual = 1.5 * excess / np.sqrt(root * dispersion[series])
    weights[series, at] = np.square(OUTLYING / np.maximum(residual, OUTLYING))
    return weights


def _log_rate(observed: Floats, exposure: Floats, weights: Floats, count_terms: int) -> Floats:
    """Where the prior holds the coefficients: the constant at the overall rate, all others at none."""
    coefficients = np.zeros((len(observed), count_terms))
    counted = (observed * weights).sum(axis=1) + 0.5
    coefficients[:, 0] = np.log(counted / ((exposure * weights).sum(axis=1) + 0.5))
    return coefficients


def _pairs(terms: Floats) -> Floats:
    """Products of every two terms, each pair once: all information is then one matrix product."""
    first, second = np.triu_indices(terms.shape[1])
    products: Floats = terms[:, first] * terms[:, second]
    return products


def _information(weights: Floats, pairs: Floats, precision: Floats) -> Floats:
    first, second = np.triu_indices(len(precision))
    information = np.zeros((len(weights), len(precision), len(precision)))
    information[:, first, second] = information[:, second, first] = weights @ pairs
    return information + np.diag(precision)


def _dispersion(observed: Floats, mean: Floats, weights: Floats) -> Floats:
    """Weighted Pearson statistic a degree of freedom, never below the Poisson's 1.

    LOST was measured on negative binomial series of the 28 scenarios of Noufaily et al. (2013): without it
    the share of false alarms is up to a third above what is stated.
    """
    pearson = (weights * np.square(observed - mean) / mean).sum(axis=1)
    counted = weights.sum(axis=1)
    beyond_poisson = pearson / np.maximum(counted - FITTED, 1.0) - 1.0
    return np.asarray(1.0 + LOST * np.maximum(beyond_poisson, 0.0))
