"""The distributions that intervals and tests need: normal, chi-square, gamma. scipy is no dependency."""

import math
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

SERIES_UP_TO = 1_000  # a series has some ten roots of the shape terms; beyond, the start is good to 5e-6
NEWTON_STEPS = 50  # far more than any case seen needs: a guard against going round for ever
CONVERGED = 1e-9  # Newton doubles the digits: the next step would be below rounding
ROUNDING = 1e-16


def two_sided_z(confidence: float) -> float:
    """How many standard errors reach to each side at this confidence (inside 0 to 1): 1.96 at 0.95."""
    if not 0.0 < confidence < 1.0:
        raise ValueError(f"confidence is {confidence}; it must be between 0 and 1, such as 0.95")
    return NormalDist().inv_cdf((1.0 + confidence) / 2.0)


def chi_square_tail(value: float, df: int) -> float:
    """The probability that chi-square with `df` degrees of freedom (1 or more) exceeds `value` (0 or more).

    A finite sum, since df is whole: Q(a + 1, h) = Q(a, h) + h^a exp(-h) / gamma(a + 1), with h = value / 2.
    """
    half = value / 2.0
    if half <= 0.0:
        return 1.0
    shape = 0.5 if df % 2 else 1.0
    tail = math.erfc(math.sqrt(half)) if df % 2 else math.exp(-half)
    while shape < df / 2.0:
        tail += math.exp(shape * math.log(half) - half - math.lgamma(shape + 1.0))
        shape += 1.0
    return tail


def gamma_quantile(shape: Floats, probability: float) -> Floats:
    """Where the gamma distribution of unit scale reaches `probability`, for each shape (1 or more)."""
    start = _wilson_hilferty(shape, probability)
    return np.where(shape <= SERIES_UP_TO, _newton(np.minimum(shape, SERIES_UP_TO), probability), start)


def _wilson_hilferty(shape: Floats, probability: float) -> Floats:
    """The cube root of a gamma variable is nearly normal (Wilson and Hilferty 1931)."""
    z = NormalDist().inv_cdf(probability)
    cube_root = 1.0 - 1.0 / (9.0 * shape) + z / (3.0 * np.sqrt(shape))
    return np.asarray(shape * np.maximum(cube_root, 0.1) ** 3)


def _newton(shape: Floats, probability: float) -> Floats:
    log_gamma = np.vectorize(math.lgamma, otypes=[float])(shape)
    value = _wilson_hilferty(shape, probability)
    for _ in range(NEWTON_STEPS):
        density = np.exp((shape - 1.0) * np.log(value) - value - log_gamma)
        step = (density * value * _series(shape, value) - probability) / density
        value = np.maximum(value - step, value / 4.0)  # a step may not leave the positive numbers
        if np.all(np.abs(step) <= CONVERGED * value):
            break
    return value


def _series(shape: Floats, value: Floats) -> Floats:
    """P(shape, value) / (value * density): the sum of value^n / (shape (shape + 1) ... (shape + n))."""
    term = 1.0 / shape
    total, n = term, 0
    while np.any(term > ROUNDING * total):
        n += 1
        term = term * value / (shape + n)
        total = total + term
    return total
