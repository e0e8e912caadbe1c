"""What the leaves of an incident would have shown, learned from the rows before it."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.spike_rhythms import Floats

FIRMNESS = 20.0  # expected counts' worth of trust in the overall rate, where a value has little history


def with_expected(
    frame: pd.DataFrame, dimensions: Sequence[str], observed: str, exposure: str | None
) -> pd.DataFrame:
    """The rows of the newest `at`, with `expected`. Raises ValueError without a column `at`.

    By rate: the overall rate before, times the ratio of each value of each dimension to it, shrunk towards
    1 where little is known; a leaf's own history is mostly too short. By count: the mean count per instant
    before.
    """
    if "at" not in frame.columns:
        raise ValueError("frame has no column at, and expected is not named. Suggestion: give one of them.")
    is_now = frame["at"] == frame["at"].max()
    now: pd.DataFrame = frame[is_now]
    before: pd.DataFrame = frame[~is_now]
    if before.empty or not exposure:
        return now.assign(expected=_mean_count(now, before, dimensions, observed))
    return now.assign(expected=_by_rate(now, before, dimensions, observed, exposure))


def _mean_count(now: pd.DataFrame, before: pd.DataFrame, dimensions: Sequence[str], observed: str) -> Floats:
    sums = before.groupby(list(dimensions), dropna=False)[observed].sum() / max(before["at"].nunique(), 1)
    means = sums.rename("mean").reset_index()
    found = now[list(dimensions)].merge(means, how="left", on=list(dimensions))["mean"]
    result: Floats = np.nan_to_num(found.to_numpy(dtype=np.float64))
    return result


def _by_rate(
    now: pd.DataFrame, before: pd.DataFrame, dimensions: Sequence[str], observed: str, exposure: str
) -> Floats:
    overall = (before[observed].sum() + 0.5) / (before[exposure].sum() + 1.0)
    rate = np.full(len(now), overall)
    for name in dimensions:
        sums = before.groupby(name)[[observed, exposure]].sum()
        ratio = (sums[observed] + FIRMNESS) / (sums[exposure] * overall + FIRMNESS)
        rate = rate * now[name].map(ratio).fillna(1.0).to_numpy(dtype=np.float64)
    result: Floats = np.minimum(rate, 1.0) * now[exposure].to_numpy(dtype=np.float64)
    return result
