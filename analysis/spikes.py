"""Spikes in series of counts: which intervals hold more than their own past, and chance, would give.

Intervals are judged by `analysis.spike_judging`; here series become a grid, false discoveries are
controlled over all series of an interval (Benjamini and Hochberg 1995), and the answer goes back to the
rows it belongs to.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.spike_judging import Judged, judge
from analysis.spike_rhythms import WEEK, Floats, Rhythm, rhythm_of
from analysis.spike_tails import upper_count

LEVEL = 0.01
LEAST_EPOCH = 1e8  # numbers below it are no seconds since 1970
NEEDED = ("series", "at", "observed")


@dataclass(frozen=True)
class Grid:
    """Series x intervals without holes: `row` and `column` say where each row of the input lies."""

    observed: Floats
    exposure: Floats | None
    row: npt.NDArray[np.intp]
    column: npt.NDArray[np.intp]
    rhythm: Rhythm


def detect(counts: pd.DataFrame, level: float = LEVEL) -> pd.DataFrame:
    """The rows of `counts`, in their order, with expected, upper, p_value and is_spike.

    counts: series, at (instants on a regular interval; or numbers: epoch seconds or milliseconds, or weeks),
    observed (counts >= 0) and optionally exposure (attempts). A missing interval counts as zero observed;
    with exposure it counts as no traffic and is not judged. Rows of the same series and interval are judged
    by their sum.
    expected: from the past of the series alone. upper: the largest count that is not unusual at `level`.
    p_value: the chance of so much in the interval, or in one of the trailing windows that end there.
    is_spike: a discovery at the false discovery rate `level` among the series of the interval. All are NaN,
    and is_spike False, where the history is too short or nothing was attempted: not judged is not "no
    spike". With exposure, both must be unusual: the count for its exposure, and the count
    itself. Raises ValueError for missing columns or negative counts.
    """
    _check(counts)
    if counts.empty:
        return counts.assign(expected=0.0, upper=0.0, p_value=0.0, is_spike=False)
    grid = _grid(counts)
    judged = _judged(grid, level)
    found = {
        "expected": judged.expected,
        "upper": _upper(judged, level),
        "p_value": judged.p_value,
        "is_spike": discoveries(judged.p_value, level),
    }
    return counts.assign(**{name: values[grid.row, grid.column] for name, values in found.items()})


def discoveries(p_value: Floats, level: float) -> npt.NDArray[np.bool_]:
    """Benjamini and Hochberg's discoveries in each column of series x intervals; NaN is not counted."""
    ordered = np.sort(p_value, axis=0)
    counted = np.sum(~np.isnan(p_value), axis=0)
    rank = np.arange(1, len(p_value) + 1)[:, None]
    passes = ordered <= level * rank / np.maximum(counted, 1)
    threshold = np.where(passes, ordered, -1.0).max(axis=0)
    return np.asarray(p_value <= threshold)


def _check(counts: pd.DataFrame) -> None:
    if missing := [name for name in NEEDED if name not in counts.columns]:
        raise ValueError(f"counts lack the columns {', '.join(missing)}. Suggestion: rename or add them.")
    if (counts["observed"] < 0).any() or ("exposure" in counts.columns and (counts["exposure"] < 0).any()):
        raise ValueError("observed and exposure must not be negative.")


def _grid(counts: pd.DataFrame) -> Grid:
    seconds = _seconds(counts["at"])
    distinct = np.unique(seconds)
    step = float(np.median(np.diff(distinct))) if len(distinct) > 1 else 3600.0
    column = np.floor((seconds - distinct[0]) / step + 1e-6).astype(np.intp)
    row, _ = pd.factorize(counts["series"], sort=True, use_na_sentinel=False)
    shape = (int(row.max()) + 1, int(column.max()) + 1)
    exposure = _filled(counts["exposure"], row, column, shape) if "exposure" in counts.columns else None
    return Grid(_filled(counts["observed"], row, column, shape), exposure, row, column, rhythm_of(step))


def _seconds(at: "pd.Series[Any]") -> Floats:
    """Since the epoch. Small numbers are numbers of weeks, as surveillance series have them."""
    if not pd.api.types.is_numeric_dtype(at):
        return np.asarray(pd.DatetimeIndex(at).as_unit("us").asi8 / 1e6)
    numbers = at.to_numpy(dtype=np.float64)
    if np.max(np.abs(numbers)) < LEAST_EPOCH:
        return numbers * WEEK
    return numbers / 1000.0 if np.max(np.abs(numbers)) >= LEAST_EPOCH * 1000 else numbers


def _filled(
    values: "pd.Series[float]",
    row: npt.NDArray[np.intp],
    column: npt.NDArray[np.intp],
    shape: tuple[int, int],
) -> Floats:
    grid = np.zeros(shape)
    np.add.at(grid, (row, column), np.nan_to_num(values.to_numpy(dtype=np.float64, na_value=np.nan)))
    return grid


def _judged(grid: Grid, level: float) -> Judged:
    """By rate where exposure is known; of the series unusual by rate, also by the plain count.

    The larger of the two p-values is that of "both are unusual".
    """
    plain = np.ones_like(grid.observed)
    if grid.exposure is None:
        return judge(grid.observed, plain, grid.rhythm)
    by_rate = judge(grid.observed, np.maximum(grid.exposure, grid.observed), grid.rhythm)
    is_asked = np.nanmin(by_rate.p_value, axis=1, initial=1.0) <= level
    if is_asked.any():
        by_count = judge(grid.observed[is_asked], plain[is_asked], grid.rhythm).p_value
        by_rate.p_value[is_asked] = np.maximum(by_rate.p_value[is_asked], by_count)
    return by_rate


def _upper(judged: Judged, level: float) -> Floats:
    upper = np.full(judged.expected.shape, np.nan)
    known = ~np.isnan(judged.expected)
    upper[known] = upper_count(level, judged.expected[known], judged.variance[known])
    return upper
