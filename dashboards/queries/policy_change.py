"""What a change of policy is looked at with: the changes of the log, and counts by day around one of them."""

from datetime import date

import pandas as pd

from dashboards.queries.compose import ask
from dashboards.queries.selection import Selection
from warehouse import Snapshot

NONE = ""  # no cause: succeeded, or left out by a filter


def changes_listed(snapshot: Snapshot) -> pd.DataFrame:
    """One row per release, configuration or policy change, the newest first: event_id, occurred_at_local, ..."""
    return ask(snapshot, "changes_listed")


def decided_on(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """One row per platform and day: on, count_failures, count_decided."""
    rows = _by_cause(snapshot, selection)
    failed = rows["count_attempts"].where(rows["group"] != NONE, 0)
    summed = rows.assign(count_failures=failed).groupby(["platform", "on"], as_index=False)
    counts = summed[["count_failures", "count_attempts"]].sum()
    return counts.rename(columns={"count_attempts": "count_decided"})


def failures_on(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """One row per sub-cause (`group`), platform and day on which it failed: on, count_failures."""
    rows = _by_cause(snapshot, selection)
    return rows[rows["group"] != NONE].rename(columns={"count_attempts": "count_failures"})


def segments_on(snapshot: Snapshot, selection: Selection, segment: str) -> pd.DataFrame:
    """One row per value of a dimension (`group`), platform and day, of attempts that state one."""
    rows = ask(snapshot, "failures_by_segment_on", selection, segment=segment)
    return _named(rows, value="group", requested_on="on")


def cases_on(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """One row per platform and day of the first request: on, count_failures (cases with one), count_decided (all)."""
    keys, every = ["first_requested_on", "platform"], selection.population()
    rows = ask(snapshot, "failed_cases_on", every)
    if every != selection:
        failed = ask(snapshot, "failed_cases_on", selection)[[*keys, "count_failed_cases"]]
        rows = rows.drop(columns="count_failed_cases").merge(failed, how="left", on=keys)
        rows["count_failed_cases"] = rows["count_failed_cases"].fillna(0)
    return _named(rows, first_requested_on="on", count_failed_cases="count_failures", count_cases="count_decided")


def repeats_on(snapshot: Snapshot, selection: Selection, changed_on: date, one_in: int) -> pd.DataFrame:
    """One row per platform and side of a day: how wallets came back on other days, of one wallet in `one_in`."""
    return ask(snapshot, "repeats_by_platform", selection, changed_on=changed_on, one_in=one_in)


def _by_cause(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    rows = _named(ask(snapshot, "failures_by_cause_on", selection), cause="group", requested_on="on")
    return rows.assign(group=rows["group"].fillna(NONE))


def _named(rows: pd.DataFrame, **names: str) -> pd.DataFrame:
    return rows.rename(columns=names)
