"""Counts become the slices that are compared: each in the days told of, in the days before, and week by week."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from analysis.distributions import Floats
from analysis.findings import COUNTS, Weeks
from dashboards.queries.findings_windows import Windows

ANY = ""  # all platforms
WHOLE = "whole"
RATE, CASE_RATE = "failure_rate", "case_rate"
RESOLVED = ("resolved_1", "resolved_3", "resolved_7", "resolved_14")
SLICE = ["measure", "kind", "value", "platform"]
# The most telling first: of slices that hold the same failures, the first is told.
KINDS = (WHOLE, "platform", "cause", "category", "version", "bank", "region", "channel", "os", "signature")
IN_CAUSES = ("category", "cause", "signature")  # they part the failures: any decided attempt could be one of theirs


@dataclass(frozen=True)
class Slices:
    """Slices (`names`: the columns SLICE) with counts of totals by number of window (Windows.spans)."""

    names: pd.DataFrame
    counts: Floats
    totals: Floats

    @classmethod
    def joined(cls, parts: Sequence["Slices"]) -> "Slices":
        """Those of several measures; one with fewer weeks of history lacks the oldest: 0 of 0, which says nothing."""
        width = max(part.counts.shape[1] for part in parts)
        wide = [
            [np.pad(each, ((0, 0), (0, width - each.shape[1]))) for each in (one.counts, one.totals)] for one in parts
        ]
        names = pd.concat([part.names for part in parts], ignore_index=True)
        return cls(names, *(np.concatenate(each) for each in zip(*wide, strict=True)))

    def chosen(self, which: np.ndarray) -> "Slices":
        """These alone, in this order."""
        return Slices(self.names.iloc[which].reset_index(drop=True), self.counts[which], self.totals[which])

    def compared(self) -> pd.DataFrame:
        """What analysis.findings compares."""
        sides = (self.counts[:, 0], self.totals[:, 0], self.counts[:, 1], self.totals[:, 1])
        return self.names.assign(**dict(zip(COUNTS, sides, strict=True))).astype(dict.fromkeys(COUNTS, "int64"))

    def weeks(self) -> Weeks:
        """The history, oldest first."""
        return Weeks(self.counts[:, :1:-1], self.totals[:, :1:-1])


def attempt_slices(rows: pd.DataFrame, count_spans: int) -> Slices:
    """The rows of finding_counts.sql; of the whole, the categories and the causes also the parts on each platform."""
    causes = rows[rows["kind"] == "cause"]
    failed = causes[causes["cause_category"].notna()]
    parts = [
        causes.assign(kind=WHOLE, value=ANY),
        failed.assign(value=failed["cause_category"], kind="category"),
        failed,
    ]
    on_all = [*parts, rows[rows["kind"] != "cause"], causes.assign(kind="platform", value=causes["platform"])]
    every = pd.concat([*parts, *(part.assign(platform=ANY) for part in on_all)], ignore_index=True)
    names, codes = coded(every[["kind", "value", "platform"]])
    counts, totals = (
        by_span(every, codes, len(names), name, count_spans) for name in ("count_failures", "count_decided")
    )
    return Slices(names.assign(measure=RATE), counts, out_of_all(names, totals))


def coded(keys: pd.DataFrame) -> tuple[pd.DataFrame, np.ndarray]:
    """The distinct keys, and which of them each row has."""
    codes = keys.groupby(list(keys), sort=False).ngroup().to_numpy()
    return keys.drop_duplicates().reset_index(drop=True), codes


def by_span(rows: pd.DataFrame, codes: np.ndarray, count: int, column: str, count_spans: int) -> Floats:
    """The sums by slice and window: 0 the current, 1 the previous, from 2 on the weeks before."""
    sums = np.zeros((count, count_spans))
    values, week = rows[column].to_numpy(), rows["week"].to_numpy(dtype=np.float64, na_value=-1)
    is_previous = rows["is_previous"].to_numpy(dtype=bool)
    known = week >= 0
    span = np.where(week > 0, week + 1, 0).astype(np.int64)
    np.add.at(sums, (codes[known], span[known]), values[known])
    np.add.at(sums, (codes[is_previous], 1), values[is_previous])
    return sums


def out_of_all(names: pd.DataFrame, totals: Floats) -> Floats:
    """The totals; what is parted by cause is out of all decided attempts, on its platform where it has one."""
    wholes = names[names["kind"] == WHOLE].reset_index().set_index("platform")["index"]
    is_in_causes = names["kind"].isin(IN_CAUSES).to_numpy()
    found = totals.copy()
    found[is_in_causes] = totals[names.loc[is_in_causes, "platform"].map(wholes).to_numpy()]
    return found


def is_own(slices: Slices) -> np.ndarray:
    """Which are compared: those over all platforms, and causes on each where there are several."""
    names = slices.names
    is_several = (names["kind"] == "platform").sum() > 1
    on_all = (names["platform"] == ANY) & ((names["kind"] != "platform") | is_several)
    return (on_all | ((names["kind"] == "cause") & is_several)).to_numpy()


def case_slices(rows: pd.DataFrame, held: dict[str, Windows]) -> Slices:
    """The rows of finding_cases.sql, each measure in its windows; one time to resolution, which about half meet."""
    is_platform = rows["kind"] == "platform"
    is_several = rows.loc[is_platform, "value"].nunique() > 1
    kept = [rows[is_platform].assign(kind=WHOLE, value=ANY), rows[~is_platform | is_several]]
    every = pd.concat(kept, ignore_index=True)
    found = {name: case_slice(every, name, each) for name, each in held.items()}
    left_out = {name for name in RESOLVED if name in found} - {about_half(found)}
    return Slices.joined([each for name, each in found.items() if name not in left_out])


def case_slice(every: pd.DataFrame, measure: str, held: Windows) -> Slices:
    """One measure: how many cases meet it, of those that failed; failing itself is of all cases, not told by cause."""
    rows = every[every["kind"] != "cause"] if measure == CASE_RATE else every
    names, codes = coded(rows[["kind", "value"]])
    of = "cases" if measure == CASE_RATE else CASE_RATE
    first = held.first_on
    days = (rows["first_requested_on"] - pd.Timestamp(first)).dt.days.to_numpy()
    counts, totals = (in_windows(rows[name].to_numpy(), codes, days, len(names), held, first) for name in (measure, of))
    return Slices(names.assign(platform=ANY, measure=measure), counts, totals)


def in_windows(
    values: np.ndarray, codes: np.ndarray, days: np.ndarray, count: int, held: Windows, first: date
) -> Floats:
    """The sums by slice and window, of rows by day."""
    last = (held.current[1] - first).days
    is_inside = (days >= 0) & (days <= last)
    daily = np.zeros((count, last + 2))  # a day without anything before the first
    np.add.at(daily, (codes[is_inside], days[is_inside] + 1), values[is_inside])
    until = daily.cumsum(axis=1)
    ends = [((begin - first).days, (end - first).days + 1) for begin, end in held.spans]
    return np.stack([until[:, end] - until[:, begin] for begin, end in ends], axis=1)


def about_half(found: dict[str, Slices]) -> str | None:
    """The time within which about half of the cases were resolved before; of equals the shortest, known soonest."""
    shares = {}
    for name in (name for name in RESOLVED if name in found):
        is_whole = (found[name].names["kind"] == WHOLE).to_numpy()
        of = found[name].totals[is_whole, 1:].sum()
        if of:
            shares[name] = abs(found[name].counts[is_whole, 1:].sum() / of - 0.5)
    return min(shares, key=lambda name: shares[name], default=None)


def in_order(slices: Slices) -> Slices:
    """The most telling kinds first."""
    place = slices.names["kind"].map(KINDS.index).to_numpy(dtype=np.int64)
    return slices.chosen(np.argsort(place, kind="stable"))
