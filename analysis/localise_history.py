"""What the leaves of an incident would have shown, learned from the rows before it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.spike_rhythms import Floats

FIRMNESS = 20.0  # expected counts' worth of trust in the overall rate, where a value has little history
OWN_FIRMNESS = 5.0  # and in what its values foretell, where a leaf has little of its own
Codes = npt.NDArray[np.int64]


@dataclass(frozen=True)
class History:
    """Numbers of the values of each row, dimension by dimension, and of their combination: its leaf."""

    is_now: npt.NDArray[np.bool_]
    values: list[Codes]
    leaf: Codes

    def sums_now(self, codes: Codes, numbers: Floats) -> Floats:
        """For each row of now, the sum of `numbers` over the rows before that have the same code."""
        before = ~self.is_now
        sums = np.bincount(codes[before], numbers[before], int(codes.max(initial=0)) + 1)
        return np.asarray(sums[codes[self.is_now]], dtype=np.float64)


def with_expected(
    frame: pd.DataFrame, dimensions: Sequence[str], observed: str, exposure: str | None
) -> pd.DataFrame:
    """The rows of the newest instant, with `expected`; none where no rows are older. Raises ValueError
    where no column tells instants apart.

    That is the column `at`, or the only column that is none of the others.

    By rate: the leaf's own rate before, shrunk towards what its values foretell (the overall rate, times the
    ratio of each value of each dimension to it). By count: the same, where each leaf had one chance at every
    instant before.
    """
    at = frame[_instants(frame, [*dimensions, observed, exposure])]
    newest, is_known = at.max(), ~np.isnan(numbers_of(frame, observed))
    frame, at = frame[is_known], at[is_known]
    is_now = (at == newest).to_numpy(dtype=np.bool_)
    history = _history(frame, dimensions, is_now)
    counted = numbers_of(frame, observed)
    if exposure:
        expected = _by_rate(history, counted, np.nan_to_num(numbers_of(frame, exposure)))
    else:
        expected = _mean_count(history, counted, max(at[~is_now].nunique(), 1))
    now: pd.DataFrame = frame[is_now & bool((~is_now).any())]
    return now.assign(expected=expected)


def _instants(frame: pd.DataFrame, taken: Sequence[str | None]) -> str:
    left = [name for name in frame.columns if name not in taken]
    if "at" in left or len(left) == 1:
        return "at" if "at" in left else str(left[0])
    raise ValueError("frame has no column at, and expected is not named. Suggestion: give one of them.")


def _history(frame: pd.DataFrame, dimensions: Sequence[str], is_now: npt.NDArray[np.bool_]) -> History:
    """A missing value is a value here: it foretells as much as another."""
    values = [pd.factorize(frame[name], use_na_sentinel=False)[0].astype(np.int64) for name in dimensions]
    leaf = np.zeros(len(frame), dtype=np.int64)
    for codes in values:
        leaf = pd.factorize(leaf * (int(codes.max(initial=0)) + 1) + codes)[0].astype(np.int64)
    return History(is_now, values, leaf)


def numbers_of(frame: pd.DataFrame, name: str) -> Floats:
    """A column, NaN for what is missing or infinite."""
    numbers: Floats = frame[name].to_numpy(dtype=np.float64, na_value=np.nan)
    return np.where(np.isfinite(numbers), numbers, np.nan)


def _mean_count(history: History, counted: Floats, count_instants: int) -> Floats:
    total = max(float(counted[~history.is_now].sum()), 1e-9)
    foretold = np.full(int(history.is_now.sum()), total / count_instants)
    for codes in history.values:
        foretold = foretold * history.sums_now(codes, counted) / total
    trust = OWN_FIRMNESS * count_instants / total
    return np.asarray((history.sums_now(history.leaf, counted) + foretold * trust) / (count_instants + trust))


def _by_rate(history: History, counted: Floats, attempts: Floats) -> Floats:
    before = ~history.is_now
    overall = (counted[before].sum() + 0.5) / (attempts[before].sum() + 1.0)
    rate = np.full(int(history.is_now.sum()), overall)
    for codes in history.values:
        usual = history.sums_now(codes, attempts) * overall
        rate = rate * (history.sums_now(codes, counted) + FIRMNESS) / (usual + FIRMNESS)
    foretold = np.minimum(rate, 1.0)
    own, tried = (history.sums_now(history.leaf, numbers) for numbers in (counted, attempts))
    shrunk = (own + OWN_FIRMNESS) / (tried + OWN_FIRMNESS / foretold)
    return np.asarray(np.minimum(shrunk, 1.0) * attempts[history.is_now])
