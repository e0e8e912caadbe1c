"""What stands around the numbers: spikes, operations, freshness, filter options, labels."""

import pandas as pd

from dashboards.queries.compose import ask
from dashboards.queries.selection import Selection
from warehouse import Snapshot


def spikes_in_period(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """One row per spike that lasted into the period, the newest first."""
    return ask(snapshot, "spikes_in_period", selection)


def operations_in_period(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """One row per operation: occurred_at_local, platform, kind, label."""
    return ask(snapshot, "operations_in_period", selection)


def freshness(snapshot: Snapshot) -> pd.DataFrame:
    """One row per platform: last_event_at, first_event_at, count_events, usual_gap_hours, is_quiet."""
    return ask(snapshot, "freshness")


def dimension_values(snapshot: Snapshot) -> pd.DataFrame:
    """One row per dimension and value, the most failing first: dimension, value, count_failures."""
    return ask(snapshot, "dimension_values")


def labels(snapshot: Snapshot) -> pd.DataFrame:
    """One row per id of the taxonomy: id, label_en, label_zh, cause_category (of a sub-cause), position."""
    return ask(snapshot, "labels")
