"""Rates that carry their numerator, their denominator and their interval."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.intervals import CONFIDENCE, ratio, wilson

SMALL_DENOMINATOR = 30  # below it a rate is shown and marked, but not ranked


@dataclass(frozen=True)
class Rate:
    """A proportion (0 to 1) with its Wilson interval; value, low, high: None where the denominator is 0."""

    numerator: int
    denominator: int
    value: float | None
    low: float | None
    high: float | None

    @classmethod
    def of(cls, numerator: int, denominator: int, confidence: float = CONFIDENCE) -> "Rate":
        """The rate of two counts. Raises ValueError if the numerator is negative or above the denominator."""
        low, high = wilson(numerator, denominator, confidence)
        if denominator == 0:
            return cls(numerator, denominator, None, None, None)
        return cls(numerator, denominator, numerator / denominator, float(low), float(high))

    @property
    def is_small(self) -> bool:
        """Whether the denominator is too small to rank this rate among others."""
        return self.denominator < SMALL_DENOMINATOR


def with_rates(
    frame: pd.DataFrame, numerator: str, denominator: str, confidence: float = CONFIDENCE
) -> pd.DataFrame:
    """The frame with the columns rate, low, high (0 to 1; NaN where the denominator is 0) and is_small.

    `numerator` and `denominator` name two columns of counts. The index and the order of rows stay.
    """
    counts = frame[numerator].to_numpy(dtype=np.float64, na_value=np.nan)
    totals = frame[denominator].to_numpy(dtype=np.float64, na_value=np.nan)
    low, high = wilson(counts, totals, confidence)
    is_small = ~(totals >= SMALL_DENOMINATOR)  # so that a missing denominator is small too
    return frame.assign(rate=ratio(counts, totals), low=low, high=high, is_small=is_small)
