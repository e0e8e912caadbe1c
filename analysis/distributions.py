"""The distributions that intervals and tests need: normal, chi-square, gamma; from scipy, in our words."""

import numpy as np
from numpy.typing import NDArray
from scipy import special

Floats = NDArray[np.float64]


def two_sided_z(confidence: float) -> float:
    """How many standard errors reach to each side at this confidence (inside 0 to 1): 1.96 at 0.95."""
    if not 0.0 < confidence < 1.0:
        raise ValueError(f"confidence is {confidence}; it must be between 0 and 1, such as 0.95")
    return float(special.ndtri((1.0 + confidence) / 2.0))


def chi_square_tail(value: float, df: int) -> float:
    """The probability that chi-square with `df` degrees of freedom (1 or more) exceeds `value` (0 or more)."""
    return float(special.chdtrc(df, value))


def gamma_quantile(shape: Floats, probability: float) -> Floats:
    """Where the gamma distribution of unit scale reaches `probability`, for each shape above 0."""
    return np.asarray(special.gammaincinv(shape, probability))
