"""Upper tails of over-dispersed counts, exact also where counts are few."""

import numpy as np
from scipy.special import betainc, gammaln

from analysis.spike_rhythms import Floats

LARGEST_SHAPE = 1e7  # beyond it the negative binomial is the Poisson to the digits we have
LEAST_SHAPE = 1e-12  # below it the mean is nothing and the variance all: a quotient of two zeros
TINY = 1e-300


def tail(observed: Floats, mean: Floats, variance: Floats) -> Floats:
    """P(Y >= observed) for a negative binomial Y of this mean and variance (Poisson where variance = mean).

    The tail is the regularised incomplete beta function I_x(observed, shape) at x = mean / (mean + shape).
    """
    some = observed > 0.5
    result = np.ones_like(mean)
    count, average = observed[some], mean[some]
    shape = _shape(average, variance[some])
    result[some] = betainc(count, shape, average / (average + shape))
    return result


def mid_tail(observed: Floats, mean: Floats, variance: Floats) -> Floats:
    """P(Y > observed) + half P(Y = observed): uniform on average even where counts are few."""
    shape = _shape(mean, variance)
    log_chance = -shape * np.log1p(mean / shape)
    some = observed > 0.5
    count, size, share = observed[some], shape[some], (mean / (mean + shape))[some]
    log_ways = gammaln(count + size) - gammaln(size) - gammaln(count + 1)
    log_chance[some] += log_ways + count * np.log(share)
    return tail(observed, mean, variance) - np.exp(log_chance) / 2


def _shape(mean: Floats, variance: Floats) -> Floats:
    shape = np.square(mean) / np.maximum(variance - mean, TINY)
    return np.asarray(np.clip(shape, LEAST_SHAPE, LARGEST_SHAPE))


def upper_count(level: float, mean: Floats, variance: Floats) -> Floats:
    """The largest count that is not unusual: the smallest c with P(Y > c) <= level."""
    low = np.full(mean.shape, -1.0)
    high = np.ceil(mean + (6 + 8 * -np.log10(level)) * np.sqrt(variance) + 10)
    while (open_ := high - low > 1).any():
        middle = np.floor((low + high) / 2)[open_]
        is_usual = tail(middle + 1, mean[open_], variance[open_]) <= level
        high[open_] = np.where(is_usual, middle, high[open_])
        low[open_] = np.where(is_usual, low[open_], middle)
    return np.asarray(high, dtype=np.float64)
