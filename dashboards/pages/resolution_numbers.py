"""What the resolution page counts: curves of durations by group, and what they say, made once for all its cards."""

from typing import Any

import numpy as np
import pandas as pd

from analysis.survival import (
    LogRank,
    Quantile,
    aalen_johansen,
    kaplan_meier,
    logrank,
    median,
    quantile,
    restricted_mean,
)
from dashboards import store
from dashboards.store import Selection, Snapshot, View
from dashboards.text import is_missing

ALL = ""  # the group of all cases together
RESOLVED, OPEN = "succeeded", "open"
SMALL = 30  # fewer cases are marked
HORIZONS = (1, 3, 7, 15, 30)  # days by which the ends are told; the mean counts no case longer than one of them
LONGEST_DRAWN = 60.0  # days
HOURS_A_DAY = 24.0
GRID_POINTS = 240  # what a drawn curve is read at; a step it skips is narrower than a pixel or two


def group_name(view: View, by: str, value: str) -> str:
    """What the reader calls a group; `value` is what the query gave, or ALL."""
    if value == ALL:
        return view.say("resolution.all")
    if is_missing(value):
        return view.say("resolution.not_logged")
    return value if by in ("platform", "month") else view.label(value)


def curve_of(durations: pd.DataFrame, column: str = "hours") -> pd.DataFrame:
    """Kaplan and Meier's curve of counted durations; what did not end by success is censored."""
    return kaplan_meier(durations[column], durations["end_kind"] == RESOLVED, weights=durations["count_cases"])


def longest_days(durations: pd.DataFrame) -> float:
    """The longest that any case was seen."""
    return float(durations["hours"].max()) / HOURS_A_DAY


def mean_days(durations: pd.DataFrame) -> int:
    """How long the mean looks: the longest of the horizons that the cases were seen for, at least a day."""
    return max((days for days in HORIZONS if days <= longest_days(durations)), default=HORIZONS[0])


def drawn_days(durations: pd.DataFrame) -> float:
    """How far the curves are drawn; an hour where all ended at once."""
    return max(min(longest_days(durations), LONGEST_DRAWN), 1 / HOURS_A_DAY)


def by_group(durations: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The rows of each group, the largest first; a group the log does not name has the key NaN."""
    sizes = durations.groupby("group_value", dropna=False)["count_cases"].sum()
    order = sizes.sort_values(ascending=False, kind="stable").index
    groups = durations["group_value"]
    return {value: durations[groups.isna() if pd.isna(value) else groups == value] for value in order}


@store.held
def resolution_groups(now: Snapshot, selection: Selection, by: str) -> pd.DataFrame:
    """One row for all cases and one per group, the largest first: group_value, count_cases, count_succeeded,
    count_open; in hours the median, the ninth (of ten) and the mean (of mean_days at most), in days the working
    median, each with its limits _low and _high; missing where not known.
    """
    calendar = store.resolution_durations(now, selection, by=by)
    working = store.resolution_working_days(now, selection, by=by)
    clocked = {ALL: working} | by_group(working)
    told = {ALL: calendar} | by_group(calendar)
    days = mean_days(calendar)
    rows = [summary(value, rows, clocked[value], days) for value, rows in told.items()]
    return pd.DataFrame(rows)


def summary(value: str, durations: pd.DataFrame, working: pd.DataFrame, days: int) -> dict[str, Any]:
    """One row of resolution_groups."""
    curve = curve_of(durations)
    mean = restricted_mean(curve, days * HOURS_A_DAY)
    figures = {
        "median": median(curve),
        "ninth": quantile(curve, 0.9),
        "mean": Quantile(mean.time, mean.low, mean.high),
        "working": median(curve_of(working, "working_days")),
    }
    limits = {f"{name}{end}": number(one) for name, figure in figures.items() for end, one in ends(figure).items()}
    counts = durations.groupby("end_kind")["count_cases"].sum()
    return {
        "group_value": value,
        "count_cases": int(counts.sum()),
        "count_succeeded": int(counts.get(RESOLVED, 0)),
        "count_open": int(counts.get(OPEN, 0)),
        **limits,
    }


def ends(figure: Quantile) -> dict[str, float | None]:
    return {"": figure.time, "_low": figure.low, "_high": figure.high}


def number(value: float | None) -> float:
    return np.nan if value is None else value


@store.held
def resolution_curves(now: Snapshot, selection: Selection, by: str, to_day: float) -> pd.DataFrame:
    """One row per group and moment of a grid up to `to_day`: group_value, day, survival, lower, upper, at_risk."""
    durations = store.resolution_durations(now, selection, by=by)
    grid = np.linspace(0.0, to_day, GRID_POINTS + 1)
    curves = [read_at(curve_of(rows), grid).assign(group_value=value) for value, rows in by_group(durations).items()]
    return pd.concat(curves, ignore_index=True)


def read_at(curve: pd.DataFrame, days: np.ndarray) -> pd.DataFrame:
    """The curve at each of some days, and how many were then still at risk; missing after its last time."""
    hours, time = days * HOURS_A_DAY, curve["time"].to_numpy()
    place = np.searchsorted(time, hours, side="right") - 1
    ends = ("survival", "lower", "upper")
    known = {name: np.concatenate([[1.0], curve[name].to_numpy()])[place + 1] for name in ends}
    left = np.append(curve["at_risk"].to_numpy(), 0)[np.searchsorted(time, hours, side="left")]
    read = pd.DataFrame({"day": days, **known, "at_risk": left})
    is_over = (hours > time[-1]) & (curve["survival"].iloc[-1] > 0.0)
    read.loc[is_over, ["survival", "lower", "upper"]] = np.nan
    return read


@store.held
def resolution_ends(now: Snapshot, selection: Selection, by: str) -> pd.DataFrame:
    """Aalen and Johansen's curves of all cases by how they ended; time in days."""
    durations = store.resolution_durations(now, selection, by=by)
    counted = durations.groupby(["end_kind", "hours"], as_index=False)["count_cases"].sum()
    kinds = counted["end_kind"].where(counted["end_kind"] != OPEN, None)
    return aalen_johansen(counted["hours"] / HOURS_A_DAY, kinds, weights=counted["count_cases"])


@store.held
def groups_compared(now: Snapshot, selection: Selection, by: str) -> LogRank:
    """Whether the groups are resolved equally fast; groups too small to be told apart are left out."""
    groups = by_group(store.resolution_durations(now, selection, by=by))
    told = [rows for rows in groups.values() if rows["count_cases"].sum() >= SMALL]
    if not told:
        return logrank([], [], [])
    rows = pd.concat([one.assign(group=str(place)) for place, one in enumerate(told)])
    return logrank(rows["hours"], rows["end_kind"] == RESOLVED, rows["group"], weights=rows["count_cases"])
