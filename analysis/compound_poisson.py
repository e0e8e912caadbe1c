"""Rates of what comes in lumps: documents per case, interest per case, money per freeze.

A case brings several events, or a sum, so events are no Poisson count of their own; the cases are. The total is then a
sum of weighted Poisson counts, whose interval Fay and Feuer (1997) give, Statistics in Medicine 16:791.
"""

import numpy as np
from numpy.typing import ArrayLike

from analysis.distributions import Floats, gamma_quantile, two_sided_z
from analysis.intervals import CONFIDENCE, rate_ratio, ratio


def compound_interval(
    total: ArrayLike, squares: ArrayLike, largest: ArrayLike, exposure: ArrayLike = 1.0, confidence: float = CONFIDENCE
) -> tuple[Floats, Floats]:
    """The gamma interval of total / exposure, where lumps (cases) come as a Poisson process.

    total, squares, largest: the sum over the lumps of their sizes, the sum of the squared sizes, and the largest size.
    Where every size is 1 this is the exact interval of a Poisson rate (Garwood 1936). Without a lump the upper end is
    that of lumps of the size `largest`. NaN where the exposure is 0 or a size is missing. Raises ValueError for
    negative input.
    """
    given = (np.asarray(one, dtype=np.float64) for one in (total, squares, largest, exposure))
    y, v, w, time = np.broadcast_arrays(*given)
    if np.any(y < 0) or np.any(v < 0) or np.any(w < 0):
        raise ValueError("a total, a square or a largest size is negative; sizes of lumps are 0 or more")
    two_sided_z(confidence)  # refuses a confidence outside (0, 1)
    tail = (1 - confidence) / 2
    low, high = _gamma(y, v, tail), _gamma(y + w, v + w**2, 1 - tail)
    return ratio(low, time), ratio(high, time)


def compound_ratio(
    total: float, squares: float, exposure: float, other_total: float, other_squares: float, other_exposure: float
) -> tuple[Floats, Floats]:
    """The interval of (total / exposure) / (other_total / other_exposure), symmetric on the log scale.

    The variance of the log is squares / total^2 for each: that of a Poisson count of total^2 / squares lumps.
    NaN where a total or an exposure is 0.
    """
    size, other_size = ratio(squares, total), ratio(other_squares, other_total)
    return rate_ratio(
        ratio(total, size), ratio(exposure, size), ratio(other_total, other_size), ratio(other_exposure, other_size)
    )


def _gamma(total: Floats, squares: Floats, probability: float) -> Floats:
    """The quantile of the gamma distribution with this mean and variance; 0 where the mean is 0, NaN where missing."""
    scale = ratio(squares, total)
    shape = np.where(total > 0, ratio(total, scale), 1.0)
    return np.asarray(np.where(total > 0, gamma_quantile(shape, probability) * scale, total * 0.0))
