"""Whether stated confidences can be believed, and what it costs to say more.

Reliability curve, expected calibration error (Naeini, Cooper and Hauskrecht 2015), Brier score (1950), and the risk
among the most confident answers at each coverage (El-Yaniv and Wiener 2010).
"""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from analysis.intervals import wilson

COUNT_BINS = 10

Floats = NDArray[np.float64]


def brier_score(confidence: ArrayLike, is_right: ArrayLike) -> float:
    """The mean squared distance of the confidence from what came true (0 best, 1 worst); NaN without rows."""
    stated, right = _floats(confidence), _floats(is_right)
    return float(np.mean((stated - right) ** 2)) if stated.size else float("nan")


def reliability(confidence: ArrayLike, is_right: ArrayLike, count_bins: int = COUNT_BINS) -> pd.DataFrame:
    """Bins of equal width that hold rows: bin_from, bin_to, count_rows, confidence (mean), accuracy, low, high."""
    stated, right = _floats(confidence), _floats(is_right)
    places = np.minimum((stated * count_bins).astype(np.int64), count_bins - 1)
    counts = np.bincount(places, minlength=count_bins)
    held = counts > 0
    hits = np.bincount(places, weights=right, minlength=count_bins)[held]
    sums = np.bincount(places, weights=stated, minlength=count_bins)[held]
    low, high = wilson(hits, counts[held])
    edges = np.arange(count_bins + 1) / count_bins
    return pd.DataFrame(
        {
            "bin_from": edges[:-1][held],
            "bin_to": edges[1:][held],
            "count_rows": counts[held],
            "confidence": sums / counts[held],
            "accuracy": hits / counts[held],
            "low": low,
            "high": high,
        }
    )


def calibration_error(confidence: ArrayLike, is_right: ArrayLike, count_bins: int = COUNT_BINS) -> float:
    """The mean distance of confidence and accuracy over the bins, weighted by their rows; NaN without rows."""
    bins = reliability(confidence, is_right, count_bins)
    if bins.empty:
        return float("nan")
    gaps = (bins["confidence"] - bins["accuracy"]).abs()
    return float((gaps * bins["count_rows"]).sum() / bins["count_rows"].sum())


def coverage_against_risk(confidence: ArrayLike, is_right: ArrayLike) -> pd.DataFrame:
    """If only rows of at least some confidence were answered: least_confidence, count_rows, coverage, risk.

    One row per distinct confidence, from few answers to all; risk is the share of wrong answers among those given.
    """
    stated, right = _floats(confidence), _floats(is_right)
    order = np.argsort(-stated, kind="stable")
    stated, wrong = stated[order], np.cumsum(1 - right[order])
    last = np.flatnonzero(np.diff(stated, append=-1.0) != 0)
    return pd.DataFrame(
        {
            "least_confidence": stated[last],
            "count_rows": last + 1,
            "coverage": (last + 1) / max(len(stated), 1),
            "risk": wrong[last] / (last + 1),
        }
    )


def right_at_coverage(confidence: ArrayLike, is_right: ArrayLike, coverage: float) -> tuple[int, int]:
    """Of the rows that make up this coverage, the most confident first: how many are right, and how many there are.

    Rows of one confidence count in their order.
    """
    stated, right = _floats(confidence), _floats(is_right)
    count = int(np.ceil(coverage * len(stated) - 1e-9))
    chosen = np.argsort(-stated, kind="stable")[:count]
    return int(right[chosen].sum()), count


def _floats(values: ArrayLike) -> Floats:
    return np.asarray(values, dtype=np.float64)
