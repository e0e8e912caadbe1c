"""The days of a period, none missing."""

from datetime import timedelta

import pandas as pd

from dashboards import store
from dashboards.store import View


def finished_days(view: View) -> pd.DatetimeIndex:
    """Every finished day of the period that the log covers; the day it stops in would look like a fall."""
    first = max(view.selection.from_on, view.known.first_on)
    return pd.date_range(first, min(view.selection.to_on, view.unfinished_on - timedelta(days=1)))


def shown_days(view: View, days: pd.DataFrame, column: str) -> pd.DataFrame:
    """The rows of the period's own days, without those of the days it is compared with."""
    return store.within(days, column, view.selection).reset_index(drop=True)


def daily_counts(view: View) -> pd.DataFrame:
    """Failed and decided attempts by day."""
    return shown_days(view, view.ask(store.failure_rate_daily, compared=view.compared), "requested_on")


def by_day(view: View, values: pd.Series, days: pd.Series) -> pd.Series:
    """The values by finished day; missing where a day has none."""
    return values.set_axis(pd.DatetimeIndex(days)).reindex(finished_days(view))
