"""Why terminations fail: failures by cause category over time."""

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
