"""Intervals of any statistic by resampling whole clusters (Davison and Hinkley 1997, chapters 3.8 and 5.3)."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from analysis.intervals import CONFIDENCE

RESAMPLES = 500
SEED = 20261125


def cluster_interval(
    statistic: Callable[[NDArray[np.int64]], float],
    clusters: Sequence[object],
    confidence: float = CONFIDENCE,
    resamples: int = RESAMPLES,
) -> tuple[float, float]:
    """The percentile interval of a statistic of rows: clusters are drawn with replacement, each with all its rows.

    statistic: of the places of rows, which may come several times. clusters: the cluster of each row. NaN for fewer
    than two clusters. The same rows give the same interval: the generator is seeded.
    """
    names, codes = np.unique(np.asarray([str(name) for name in clusters]), return_inverse=True)
    if len(names) < 2:
        return float("nan"), float("nan")
    members = [np.flatnonzero(codes == code) for code in range(len(names))]
    generator = np.random.default_rng(SEED)
    draws = generator.integers(0, len(names), size=(resamples, len(names)))
    found = [statistic(np.concatenate([members[code] for code in draw])) for draw in draws]
    low, high = np.quantile(found, [(1 - confidence) / 2, (1 + confidence) / 2])
    return float(low), float(high)
