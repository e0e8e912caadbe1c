"""What changed by more than noise: findings, as rows; words are the pages' part."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from analysis.change import FAILURES, overall_change
from analysis.findings import COUNTS, judged, threshold
from analysis.findings_told import overlapping, told
from dashboards.queries.compose import Statement, ask, statement
from dashboards.queries.findings_leaves import gathered, held_leaves, leaves_of
from dashboards.queries.findings_slices import (
    ANY,
    CASE_RATE,
    RATE,
    SLICE,
    WHOLE,
    Slices,
    attempt_slices,
    case_slices,
    in_order,
    is_own,
)
from dashboards.queries.findings_windows import FOLLOWED_DAYS, Days, Windows, day_parameters, windows
from dashboards.queries.selection import FAILURE_FILTERS, Selection
from warehouse import Snapshot

CELL = dict(
    zip(COUNTS, ("failures_current", "attempts_current", "failures_previous", "attempts_previous"), strict=True)
)
PARTED = (WHOLE, "category", "cause")  # by platform
LEAST_WEEKS = 2  # of history: with fewer nothing is known of noise
Held = dict[str, Windows]


@dataclass(frozen=True)
class Found:
    """The findings, and what they were found among: slices tested, weeks of history (below LEAST_WEEKS: none tested).

    `rows`, most people first: measure, kind, value, platform (missing: all), from_on, to_on, previous_from_on,
    previous_to_on; what analysis.findings.judged gives; count_people: wallets, or cases, more or fewer than before;
    count_wallets that failed in the slice (of attempts alone); rate_part and mix_part of the difference over platforms;
    gathered_kind, gathered_value: where nearly all of the change sits (gathered_share; usually gathered_usual of all).
    """

    rows: pd.DataFrame
    count_tested: int = 0
    count_weeks: int = 0

    @classmethod
    def none(cls, count_weeks: int = 0) -> "Found":
        """Nothing was tested."""
        return cls(pd.DataFrame(columns=SLICE), 0, count_weeks)


def findings(snapshot: Snapshot, selection: Selection, days: Days, first_on: date, finished_on: date) -> Found:
    """What changed in `days` against the same weekdays before, under a selection's filters.

    first_on, finished_on: the first and the last whole day of the log.
    """
    known = {name: windows(days, name, first_on, finished_on) for name in FOLLOWED_DAYS}
    held = {name: each for name, each in known.items() if each}
    count_weeks = len(held[RATE].weeks) if RATE in held else 0
    if count_weeks < LEAST_WEEKS:
        return Found.none(count_weeks)
    counts = finding_counts(snapshot, selection, held[RATE])
    if counts.empty:
        return Found.none(count_weeks)
    attempts = attempt_slices(counts, len(held[RATE].spans))
    cases = cases_of(snapshot, selection, held)
    slices = in_order(Slices.joined([attempts.chosen(np.flatnonzero(is_own(attempts))), *cases]))
    found = judged(slices.compared(), slices.weeks())
    leaves = leaves_of(snapshot, selection, held[RATE], found)
    chosen = without_overlap(found, leaves)
    parted = chosen.assign(**parts_of(attempts, chosen), **gathered(leaves, chosen), **days_of(chosen, held))
    rows = with_people(snapshot, selection, held[RATE], parted)
    platforms = [None if platform == ANY else platform for platform in rows["platform"]]
    named = rows.assign(platform=pd.Series(platforms, rows.index, dtype=object))
    return Found(named, int(found["p_value"].notna().sum()), count_weeks)


def finding_counts(snapshot: Snapshot, selection: Selection, held: Windows) -> pd.DataFrame:
    """Attempts by week, kind, value and platform."""
    ready = counts_statement(snapshot, selection, held)
    return snapshot.query(ready.sql, ready.parameters)


def findings_statement(
    snapshot: Snapshot, selection: Selection, days: Days, first_on: date, finished_on: date
) -> Statement | None:
    """What the counts of attempts are asked with; None where the log does not reach back far enough."""
    held = windows(days, RATE, first_on, finished_on)
    return counts_statement(snapshot, selection, held) if held else None


def counts_statement(snapshot: Snapshot, selection: Selection, held: Windows) -> Statement:
    return statement(snapshot, "finding_counts", covering(selection, [held]), **day_parameters(held))


def covering(selection: Selection, held: Iterable[Windows]) -> Selection:
    """The selection over all days that the windows hold."""
    first, last = min(each.first_on for each in held), max(each.current[1] for each in held)
    return replace(selection, from_on=first, to_on=last)


def cases_of(snapshot: Snapshot, selection: Selection, held: Held) -> list[Slices]:
    """Slices of cases. A cause filter leaves only cases that failed, so that how many failed is not asked."""
    of_attempts = {RATE, CASE_RATE} if selection.chosen(FAILURE_FILTERS) else {RATE}
    asked = {name: each for name, each in held.items() if name not in of_attempts}
    rows = ask(snapshot, "finding_cases", covering(selection, list(asked.values()))) if asked else pd.DataFrame()
    return [] if rows.empty else [case_slices(rows, asked)]


def without_overlap(found: pd.DataFrame, leaves: pd.DataFrame) -> pd.DataFrame:
    """The findings, none of them told twice; a case rate alone where no failure rate tells the same."""
    limit = threshold(found["p_value"].to_numpy())
    by_measure = dict(list(found[found["is_finding"]].groupby("measure", sort=False)))
    if RATE in by_measure:
        by_measure.pop(CASE_RATE, None)
    kept = [found[:0]]
    for name, rows in by_measure.items():
        held = held_leaves(leaves, rows) if name == RATE else overlapping(rows)
        kept.append(rows.iloc[told(rows, held, limit)])
    return pd.concat(kept, ignore_index=True)


def parts_of(slices: Slices, rows: pd.DataFrame) -> dict[str, list[float]]:
    """How much of the difference of the whole, a category or a cause is rate on the platforms, how much their mix."""
    is_over_all = (rows["measure"] == RATE) & (rows["platform"] == ANY) & rows["kind"].isin(PARTED)
    records = zip(is_over_all, rows.to_dict("records"), strict=True)
    parts = [split(slices, row) if is_split else {} for is_split, row in records]
    return {name: [part.get(name, np.nan) for part in parts] for name in ("rate_part", "mix_part")}


def split(slices: Slices, row: dict) -> dict[str, float]:
    """Over all platforms: on one without such a failure its attempts count all the same."""
    table = slices.compared().rename(columns=CELL)
    table = table[table["platform"] != ANY].set_index("platform")
    cells = table[table["kind"] == WHOLE].assign(stratum="all")
    is_slice = (table["kind"] == row["kind"]) & (table["value"] == row["value"])
    for name in FAILURES:
        cells[name] = table.loc[is_slice, name].reindex(cells.index, fill_value=0)
    change = overall_change(cells.reset_index(names="segment"))
    return {name: float(change[name]) for name in ("rate_part", "mix_part")}


def days_of(rows: pd.DataFrame, held: Held) -> dict[str, list[date]]:
    """First and last day, now and before, of each finding."""
    spans = [(*held[name].current, *held[name].previous) for name in rows["measure"]]
    columns = ("from_on", "to_on", "previous_from_on", "previous_to_on")
    return {name: [span[place] for span in spans] for place, name in enumerate(columns)}


def with_people(snapshot: Snapshot, selection: Selection, held: Windows, rows: pd.DataFrame) -> pd.DataFrame:
    """The findings with the wallets of those of attempts, by how many people more or fewer they are about."""
    is_rate = rows["measure"] == RATE
    wallets = wallets_of(snapshot, selection, held, rows[is_rate]) if is_rate.any() else pd.Series(dtype=float)
    counted = rows.assign(count_wallets=wallets.reindex(rows.index))
    each = (counted["count_wallets"] / counted["count_current"].where(counted["count_current"] > 0)).where(is_rate, 1.0)
    people = (counted["excess"] * each.fillna(1.0)).abs()  # without a failure now: as many as there were failures
    return counted.assign(count_people=people).sort_values("count_people", ascending=False, ignore_index=True)


def wallets_of(snapshot: Snapshot, selection: Selection, held: Windows, rows: pd.DataFrame) -> pd.Series:
    """How many wallets failed in each slice in the days told of."""
    now, _ = held.compared(selection)
    asked: dict[str, Any] = {
        "slices": [int(place) for place in rows.index],
        "slice_kinds": rows["kind"].tolist(),
        "slice_values": rows["value"].tolist(),
        "slice_platforms": [name or None for name in rows["platform"]],
    }
    found = ask(snapshot, "finding_wallets", now, **asked).set_index("slice")["count_wallets"]
    return found.reindex(rows.index, fill_value=0).astype(float)
