"""How long cases with a failure last, counted by duration: curves are made of the counts, not of the cases."""

from typing import Any

import pandas as pd

from analysis.working_days import working_calendar
from dashboards.queries.compose import ask
from dashboards.queries.selection import Selection
from warehouse import Snapshot

GROUPINGS = ("category", "cause", "platform", "channel", "month")
AHEAD_DAYS = 550  # a promise of a working year, made on the newest day, ends before that


def resolution_durations(snapshot: Snapshot, selection: Selection, by: str) -> pd.DataFrame:
    """One row per group, end kind and duration: group_value (missing: not logged), end_kind, hours, count_cases.

    `by` is one of GROUPINGS. Durations are rounded to steps that are at most 0.4 % wide, so a curve of them is off by
    0.2 % at most. The rows are in no order.
    """
    return ask(snapshot, "resolution_durations", selection, by=by)


def resolution_working_days(snapshot: Snapshot, selection: Selection, by: str) -> pd.DataFrame:
    """The same on the working-day clock: group_value, end_kind, working_days (steps of 0.01), count_cases."""
    return ask(snapshot, "resolution_working_days", selection, by=by, **calendar_values(snapshot, selection))


def time_held(snapshot: Snapshot, selection: Selection, by: str) -> pd.DataFrame:
    """One row per group: group_value, count_cases, and the hours that user, platform, third_party, unknown held."""
    return ask(snapshot, "time_held", selection, by=by)


def calendar(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """The working days from the selection's first to well beyond the newest event; working_calendar's columns."""
    first_on = pd.Timestamp(selection.from_on).date()
    return working_calendar(first_on, (pd.Timestamp(snapshot.as_of) + pd.Timedelta(days=AHEAD_DAYS)).date())


def calendar_values(snapshot: Snapshot, selection: Selection) -> dict[str, Any]:
    """The calendar as the named parameters of the files that join it."""
    days = calendar(snapshot, selection)
    return {
        "calendar_on": [day.date() for day in days["day_on"]],
        "calendar_working": days["is_working"].tolist(),
        "calendar_before": days["working_days_before"].tolist(),
    }
