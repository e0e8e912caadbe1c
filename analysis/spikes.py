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
from analysis.spike_rhythms import HOUR, WEEK, Floats, Rhythm, rhythm_of
from analysis.spike_tails import upper_count

LEVEL = 0.01
LEAST_EPOCH = 1e8  # numbers below it are no seconds since 1970
MOST_HOLES = 100  # times as many intervals as instants: then these are no regular intervals
TOGETHER = 4096  # series judged at once: memory stays bounded however many there are
NEEDED = ("series", "at", "observed")
ANSWERS = ("expected", "upper", "p_value")


@dataclass(frozen=True)
class Grid:
    """Series x intervals without holes: `row` and `column` say where each row of the input lies.

    exposure: NaN where it, or what was observed, is not known.
    """

    observed: Floats
    exposure: Floats
    row: npt.NDArray[np.intp]
    column: npt.NDArray[np.intp]
    rhythm: Rhythm
    is_rate: bool


def detect(counts: pd.DataFrame, level: float = LEVEL) -> pd.DataFrame:
    """The rows of `counts`, in their order, with expected, upper, p_value and is_spike.

    counts: series, at (instants on a regular interval, in UTC or with their zone: local hours without one come
    twice on the night clocks go back; or numbers: epoch seconds or milliseconds, or weeks), observed (counts
    >= 0) and optionally exposure (attempts). A missing interval counts as zero observed; with exposure it counts
    as no traffic and is not judged; nor is one whose count is missing (NaN), or a row without an instant. Rows
    of the same series and interval are judged by their sum. A gap in all series that is longer than a baseline
    looks back parts the rows into two histories.
    expected: from the past of the series alone. upper: the largest count that is not unusual at `level`.
    p_value: the chance of so much in the interval, or in one of the trailing windows that end there.
    is_spike: a discovery at the false discovery rate `level` among the series of the interval. All are NaN,
    and is_spike False, where the history is too short or nothing was attempted: not judged is not "no
    spike". With exposure, both must be unusual: the count for its exposure, and the count
    itself. Raises ValueError for missing columns, negative counts, or instants on no regular interval.
    """
    _check(counts)
    found = {name: np.full(len(counts), np.nan) for name in ANSWERS} | {"is_spike": np.zeros(len(counts), np.bool_)}
    seconds = _seconds(counts["at"])
    step = _step(seconds)
    for rows in _histories(seconds, rhythm_of(step).memory * step):
        for name, values in _answers(_grid(counts.iloc[rows], seconds[rows], step), level).items():
            found[name][rows] = values
    return counts.assign(**found)


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


def _seconds(at: "pd.Series[Any]") -> Floats:
    """Since the epoch, NaN where missing. Small numbers are numbers of weeks, as surveillance series have them."""
    if not pd.api.types.is_numeric_dtype(at):
        instants = pd.DatetimeIndex(at).as_unit("us")
        return np.where(instants.isna(), np.nan, instants.asi8 / 1e6)
    numbers = _numbers(at)
    largest = np.nanmax(np.abs(numbers), initial=0.0)
    if largest < LEAST_EPOCH:
        return numbers * WEEK
    return numbers / 1000.0 if largest >= LEAST_EPOCH * 1000 else numbers


def _numbers(values: "pd.Series[Any]") -> Floats:
    """NaN for what is missing or infinite."""
    numbers: Floats = values.to_numpy(dtype=np.float64, na_value=np.nan)
    return np.where(np.isfinite(numbers), numbers, np.nan)


def _step(seconds: Floats) -> float:
    distinct = np.unique(seconds[~np.isnan(seconds)])
    return float(np.median(np.diff(distinct))) if len(distinct) > 1 else HOUR


def _histories(seconds: Floats, longest_gap: float) -> list[npt.NDArray[np.intp]]:
    """The rows, parted where nothing is heard of any series for longer: a clock that jumps by decades costs nothing."""
    order = np.argsort(seconds, kind="stable")[: int(np.sum(~np.isnan(seconds)))]
    breaks = np.flatnonzero(np.diff(seconds[order]) > longest_gap) + 1
    return [rows for rows in np.split(order, breaks) if len(rows)]


def _grid(counts: pd.DataFrame, seconds: Floats, step: float) -> Grid:
    column = np.rint((seconds - seconds.min()) / step).astype(np.intp)
    if column.max() > MOST_HOLES * (len(np.unique(seconds)) + WEEK / HOUR):
        raise ValueError("at is on no regular interval. Suggestion: count by the hour, and give its beginning.")
    row, _ = pd.factorize(counts["series"], use_na_sentinel=False)
    shape = (int(row.max()) + 1, int(column.max()) + 1)
    is_rate = "exposure" in counts.columns
    observed = _numbers(counts["observed"])
    exposure = _numbers(counts["exposure"]) if is_rate else np.ones_like(observed)
    is_known = ~np.isnan(observed + exposure)
    tried = _filled(np.where(is_known, exposure, np.nan), row, column, shape)
    if not is_rate:
        tried = np.where(np.isnan(tried), np.nan, 1.0)
    return Grid(_filled(np.nan_to_num(observed), row, column, shape), tried, row, column, rhythm_of(step), is_rate)


def _filled(
    values: Floats, row: npt.NDArray[np.intp], column: npt.NDArray[np.intp], shape: tuple[int, int]
) -> Floats:
    grid = np.zeros(shape)
    np.add.at(grid, (row, column), values)
    return grid


def _answers(grid: Grid, level: float) -> dict[str, npt.NDArray[Any]]:
    """For each row of the input, by name."""
    starts = range(0, len(grid.observed), TOGETHER)
    parts = [_judged(grid, slice(start, start + TOGETHER), level) for start in starts]
    judged = Judged(*(np.concatenate(each) for each in zip(*(vars(part).values() for part in parts), strict=True)))
    found = {
        "expected": judged.expected,
        "upper": _upper(judged, level),
        "p_value": judged.p_value,
        "is_spike": discoveries(judged.p_value, level),
    }
    return {name: values[grid.row, grid.column] for name, values in found.items()}


def _judged(grid: Grid, series: slice, level: float) -> Judged:
    """By rate where exposure is known; of the series unusual by rate, also by the plain count.

    The larger of the two p-values is that of "both are unusual".
    """
    tried = grid.exposure[series]
    plain = np.where(np.isnan(tried), 0.0, 1.0)
    observed = grid.observed[series] * plain
    if not grid.is_rate:
        return judge(observed, plain, grid.rhythm)
    by_rate = judge(observed, np.maximum(np.nan_to_num(tried), observed), grid.rhythm)
    is_asked = np.nanmin(by_rate.p_value, axis=1, initial=1.0) <= level
    if is_asked.any():
        by_count = judge(observed[is_asked], plain[is_asked], grid.rhythm).p_value
        by_rate.p_value[is_asked] = np.maximum(by_rate.p_value[is_asked], by_count)
    return by_rate


def _upper(judged: Judged, level: float) -> Floats:
    upper = np.full(judged.expected.shape, np.nan)
    known = ~np.isnan(judged.expected)
    upper[known] = upper_count(level, judged.expected[known], judged.variance[known])
    return upper
