"""The days of a period, none missing."""

from datetime import timedelta

import pandas as pd

from dashboards.store import View


def finished_days(view: View) -> pd.DatetimeIndex:
    """Every finished day of the period that the log covers; the day it stops in would look like a fall."""
    first = max(view.selection.from_on, view.known.first_on)
    return pd.date_range(first, min(view.selection.to_on, view.unfinished_on - timedelta(days=1)))


def by_day(view: View, values: pd.Series, days: pd.Series) -> pd.Series:
    """The values by finished day; missing where a day has none."""
    return values.set_axis(pd.DatetimeIndex(days)).reindex(finished_days(view))
