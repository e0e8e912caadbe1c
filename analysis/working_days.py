"""The working-day clock: a calendar that knows public holidays and the weekends that are worked for them."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from functools import lru_cache

import holidays
import numpy as np
import pandas as pd

COUNTRY = "CN"


@lru_cache(maxsize=16)
def working_calendar(from_on: date, to_on: date, country: str = COUNTRY) -> pd.DataFrame:
    """One row per day, both ends included: day_on (datetime64), is_working, working_days_before (since from_on).

    With the holidays that the country's government has published; for years it has not, those that recur, without
    the weekends that are worked to make up for them. Raises ValueError for a period that ends before it begins.
    """
    if to_on < from_on:
        raise ValueError(f"the calendar ends on {to_on}, before it begins on {from_on}")
    known = holidays.country_holidays(country, years=range(from_on.year, to_on.year + 1))
    days = [from_on + timedelta(days=number) for number in range((to_on - from_on).days + 1)]
    is_working = np.array([known.is_working_day(day) for day in days])
    before = np.cumsum(is_working) - is_working
    return pd.DataFrame({"day_on": pd.to_datetime(days), "is_working": is_working, "working_days_before": before})


def working_days_since(calendar: pd.DataFrame, at: Iterable[datetime]) -> list[float]:
    """How many working days have passed from the calendar's begin to each instant, parts of a day included.

    A working day passes evenly over its 24 hours, so the clock of two instants differs by the time between them as
    far as it lies on working days. Raises ValueError for an instant outside the calendar.
    """
    instants = pd.DatetimeIndex(list(at))
    places = (instants.normalize() - calendar["day_on"].iloc[0]).days.to_numpy()
    if np.any((places < 0) | (places >= len(calendar))):
        raise ValueError("an instant is outside the calendar; give the calendar more days")
    part = (instants - instants.normalize()) / pd.Timedelta(days=1)
    days = calendar.iloc[places]
    clock = days["working_days_before"].to_numpy() + days["is_working"].to_numpy() * part.to_numpy()
    return [float(value) for value in clock]


def after_working_days(calendar: pd.DataFrame, clock: float) -> datetime:
    """The instant at which the clock of working_days_since first reads `clock`.

    Raises ValueError where the calendar ends before that.
    """
    ends = calendar["working_days_before"] + calendar["is_working"]
    place = int(np.searchsorted(ends.to_numpy(), clock))
    if place == len(calendar):
        raise ValueError("the calendar ends before so many working days; give it more days")
    row = calendar.iloc[place]
    midnight = datetime.combine(row["day_on"].date(), time())
    return midnight + timedelta(days=max(float(clock - row["working_days_before"]), 0.0))
