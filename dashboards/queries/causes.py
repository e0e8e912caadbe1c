"""Why terminations fail: failures by cause category and sub-cause."""

import pandas as pd

from dashboards.queries.compose import ask
from dashboards.queries.selection import Selection
from warehouse import Snapshot


def failures_by_category_daily(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """One row per day and category: requested_on, cause_category, count_failures."""
    return ask(snapshot, "failures_by_category_daily", selection)


def failures_by_category_hourly(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """One row per hour and category: requested_at_local, cause_category, count_failures."""
    return ask(snapshot, "failures_by_category_hourly", selection)


def failures_by_cause(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """One row per platform and sub-cause: platform, cause_category, cause, count_failures."""
    return ask(snapshot, "failures_by_cause", selection)


def decided_by_platform(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """One row per platform: platform, count_decided."""
    return ask(snapshot, "decided_by_platform", selection)
