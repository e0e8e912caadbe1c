"""Upper tails of over-dispersed counts, exact also where counts are few. numpy alone."""

import numpy as np

from analysis.spike_rhythms import Floats

MOST_TERMS = 400
LARGEST_SHAPE = 1e7  # beyond it the negative binomial is the Poisson to the digits we have
TINY = 1e-300


def tail(observed: Floats, mean: Floats, variance: Floats) -> Floats:
    """P(Y >= observed) for a negative binomial Y of this mean and variance (Poisson where variance = mean).

    The tail is the regularised incomplete beta function I_x(observed, shape) at x = mean / (mean + shape).
    """
    some = observed > 0.5
    result = np.ones_like(mean)
    count, average = observed[some], mean[some]
    shape = _shape(average, variance[some])
    result[some] = np.clip(_incomplete_beta(count, shape, average / (average + shape)), 0.0, 1.0)
    return result


def mid_tail(observed: Floats, mean: Floats, variance: Floats) -> Floats:
    """P(Y > observed) + half P(Y = observed): uniform on average even where counts are few."""
    shape = _shape(mean, variance)
    log_chance = -shape * np.log1p(mean / shape)
    some = observed > 0.5
    count, size, share = observed[some], shape[some], (mean / (mean + shape))[some]
    log_ways = log_gamma(count + size) - log_gamma(size) - log_gamma(count + 1)
    log_chance[some] += log_ways + count * np.log(share)
    return tail(observed, mean, variance) - np.exp(log_chance) / 2


def _shape(mean: Floats, variance: Floats) -> Floats:
    shape: Floats = np.minimum(np.square(mean) / np.maximum(variance - mean, TINY), LARGEST_SHAPE)
    return shape


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


def log_gamma(x: Floats) -> Floats:
    """Natural logarithm of the gamma function for x > 0: Stirling's series after a shift by eight."""
    shifted = x + 8
    product = x.copy()
    for k in range(1, 8):
        product = product * (x + k)
    square = shifted * shifted
    series = (1 / 12 - (1 / 360 - (1 / 1260 - 1 / (1680 * square)) / square) / square) / shifted
    main = (shifted - 0.5) * np.log(shifted) - shifted + 0.5 * np.log(2 * np.pi)
    result: Floats = main + series - np.log(product)
    return result


def _incomplete_beta(a: Floats, b: Floats, x: Floats) -> Floats:
    """I_x(a, b), by the continued fraction on the side where it converges fast."""
    is_far = x > (a + 1) / (a + b + 2)
    first, second = np.where(is_far, b, a), np.where(is_far, a, b)
    at = np.where(is_far, 1 - x, x)
    power = first * np.log(np.maximum(at, TINY)) + second * np.log1p(-at)
    front = np.exp(power + log_gamma(a + b) - log_gamma(a) - log_gamma(b)) / first
    near = front * _fraction(first, second, at)
    result: Floats = np.where(is_far, 1 - near, near)
    return result


def _fraction(a: Floats, b: Floats, x: Floats) -> Floats:
    """The continued fraction of the incomplete beta function, by Lentz's method, until all stand still."""
    c = np.ones_like(x)
    d = 1 / _not_zero(1 - (a + b) * x / (a + 1))
    value = d.copy()
    for m in range(1, MOST_TERMS):
        for numerator in _numerators(a, b, x, m):
            d = 1 / _not_zero(1 + numerator * d)
            c = _not_zero(1 + numerator / c)
            value = value * c * d
        if np.all(np.abs(c * d - 1) < 1e-12):
            break
    return value


def _numerators(a: Floats, b: Floats, x: Floats, m: int) -> tuple[Floats, Floats]:
    even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
    odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
    return even, odd


def _not_zero(value: Floats) -> Floats:
    return np.where(np.abs(value) < TINY, TINY, value)
