"""Technical faults: spikes with what they did, the hours they were judged by, and where faults gather."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import pandas as pd

from dashboards.queries.compose import Statement, ask, statement
from dashboards.queries.selection import Selection
from warehouse import Snapshot

BEFORE, AFTER = timedelta(days=3), timedelta(days=2)
NEWEST = timedelta(days=14)
MOST_MESSAGES = 8
HOUR = timedelta(hours=1)
Spike = Mapping[Any, Any]


def spikes_known(snapshot: Snapshot) -> pd.DataFrame:
    """One row per spike of the whole log, whatever the period: what is open now is open under every filter."""
    return ask(snapshot, "spikes_known")


def judged_hours_of(snapshot: Snapshot, series: str, first_at: datetime, until_at: datetime) -> pd.DataFrame:
    """One row per judged hour: at_local, observed, exposure, expected, upper, p_value, is_spike."""
    return ask(snapshot, "judged_hours_of", series=series, first_at=first_at, until_at=until_at)


def hours_around(spike: Spike, as_of: datetime) -> dict[str, Any]:
    """The hours of a spike's series that are kept, as `judged_hours_of` asks for them."""
    last = last_of(spike, as_of)
    until_at = min(last + AFTER, as_of + HOUR)
    return {"series": spike["series"], "first_at": instant(spike["started_at"] - BEFORE), "until_at": instant(until_at)}


def faults_expected_hourly(snapshot: Snapshot, platforms: tuple[str, ...]) -> pd.DataFrame:
    """One row per hour of the newest two weeks: at_local, count_failures, expected, is_spike."""
    return ask(snapshot, "faults_expected_hourly", **newest(snapshot, platforms))


def faults_expected_statement(snapshot: Snapshot, platforms: tuple[str, ...]) -> Statement:
    return statement(snapshot, "faults_expected_hourly", None, **newest(snapshot, platforms))


def newest(snapshot: Snapshot, platforms: tuple[str, ...]) -> dict[str, Any]:
    return {"first_at": snapshot.as_of - NEWEST, "platforms": list(platforms)}


def inside(spike: Spike, as_of: datetime) -> dict[str, Any]:
    """The bounds and the series of a spike, as its queries ask for them: whole hours, its last one inside."""
    last = last_of(spike, as_of)
    return {
        "platform": spike["platform"],
        "cause": None if pd.isna(spike["cause"]) else spike["cause"],
        "code": None if pd.isna(spike["error_code"]) else spike["error_code"],
        "first_at": instant(pd.Timestamp(spike["started_at"]).floor("h")),
        "until_at": instant(pd.Timestamp(last).floor("h") + HOUR),
    }


def spike_signatures(snapshot: Snapshot, **bounds: Any) -> pd.DataFrame:
    """One row per signature of the failures in a spike, with is_new."""
    return ask(snapshot, "spike_signatures", **bounds)


def spike_messages(snapshot: Snapshot, **bounds: Any) -> pd.DataFrame:
    """The newest failures in a spike: requested_at_local, error_code, message (masked), component, bank, case_id."""
    return ask(snapshot, "spike_messages", most=MOST_MESSAGES, **bounds)


def spike_money(snapshot: Snapshot, **bounds: Any) -> pd.DataFrame:
    """One row per currency: count_cases, count_frozen, frozen_amount."""
    return ask(snapshot, "spike_money", **bounds)


def faults_by_dimension(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """One row per dimension and value: count_failures (technical faults), count_decided."""
    return ask(snapshot, "faults_by_dimension", selection)


def faults_by_hour_of_week(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """One row per error_code, weekday (Monday = 1) and hour: count_failures."""
    return ask(snapshot, "faults_by_hour_of_week", selection)


def similar(spikes: pd.DataFrame, spike: Spike) -> pd.DataFrame:
    """Earlier spikes that resemble this one, the most alike first, with `likeness`.

    Of the cause (or code) 2, of the platform 1, and 1 for each value of the slice that both have.
    """
    earlier = spikes[spikes["started_at"] < spike["started_at"]]
    kind = "cause" if isinstance(spike["cause"], str) else "error_code"
    slices = set(spike["explained_by"])
    alike = 2 * (earlier[kind] == spike[kind]) + (earlier["platform"] == spike["platform"])
    shared = [len(slices & set(values)) for values in earlier["explained_by"]]
    found = earlier.assign(likeness=alike + shared)
    return found[found["likeness"] >= 2].sort_values(["likeness", "started_at"], ascending=False)


def last_of(spike: Spike, as_of: datetime) -> datetime:
    """When it ended; while it is open, the newest event."""
    ended_at: Any = spike["ended_at"]
    return as_of if pd.isna(ended_at) else instant(ended_at)


def instant(at: Any) -> datetime:
    return pd.Timestamp(at).to_pydatetime()


def series_watched(snapshot: Snapshot, platforms: tuple[str, ...]) -> pd.DataFrame:
    """One row: count_series, count_judged in their newest hour, newest_at_local."""
    return ask(snapshot, "series_watched", platforms=list(platforms))
