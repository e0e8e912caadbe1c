"""When people ask: hours, weekdays, pay days, holidays, slow growth, and surges that are mere traffic."""

from datetime import UTC, date, datetime, timedelta
from functools import cache

import holidays
import numpy as np
from numpy.random import Generator

from pipelines.demo.arrays import DAY, HOUR, Floats, Ints, Small
from pipelines.demo.scenario import Scenario, Table


class Traffic:
    """Draws moments of first requests, and moves later ones to hours in which people are awake."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._hours: Ints = np.arange(scenario.starts_at, scenario.ends_at, HOUR)
        of_day = np.asarray(scenario.world["traffic"]["hours"], dtype=np.float64)
        self._day_edges = np.cumsum(of_day) / of_day.sum()
        self._edges = [self._cumulated(name) for name in scenario.platform_names]

    def first_requests(self, rng: Generator, platform: Small) -> Ints:
        """A moment within the log for each wallet, by its platform."""
        at = np.zeros(len(platform), dtype=np.int64)
        for number, edges in enumerate(self._edges):
            mine = np.flatnonzero(platform == number)
            hour = np.searchsorted(edges, rng.random(len(mine)), side="right")
            at[mine] = self._hours[hour] + rng.integers(0, HOUR, len(mine))
        return np.minimum(at, self._scenario.ends_at - 1)

    def awake(self, rng: Generator, earliest: Ints) -> Ints:
        """The next moment after `earliest` at an hour of the day drawn as people use their phones."""
        offset = self._scenario.offset
        hour = np.searchsorted(self._day_edges, rng.random(len(earliest)), side="right")
        in_day = hour * HOUR + rng.integers(0, HOUR, len(earliest))
        moved = (earliest + offset) // DAY * DAY + in_day - offset
        return np.where(moved < earliest, moved + DAY, moved)

    def _cumulated(self, platform: str) -> Floats:
        weights = self._by_hour() * self._surge(platform)
        cumulated: Floats = np.cumsum(weights) / weights.sum()
        return cumulated

    def _by_hour(self) -> Floats:
        traffic = self._scenario.world["traffic"]
        local = self._hours + self._scenario.offset
        day_of = (local // DAY).astype(np.int64)
        first = int(day_of[0])
        factors = np.array([_day_factor(traffic, day) for day in _days(first, int(day_of[-1]))])
        grown = 1.0 + float(traffic["growth"]) * (day_of - first) / max(1, int(day_of[-1]) - first)
        by_hour: Floats = factors[day_of - first] * np.asarray(traffic["hours"])[local % DAY // HOUR] * grown
        return by_hour

    def _surge(self, platform: str) -> Floats:
        factor = np.ones(len(self._hours))
        for surge in self._scenario.happened("surge"):
            begins, ends = self._scenario.window(surge)
            if surge["platform"] == platform:
                factor[(self._hours >= begins) & (self._hours < ends)] = surge["factor"]
        return factor


def _days(first: int, last: int) -> list[date]:
    epoch = datetime(1970, 1, 1, tzinfo=UTC).date()
    return [epoch + timedelta(days=number) for number in range(first, last + 1)]


@cache
def _holidays(year: int) -> holidays.HolidayBase:
    """Made once a year and not once a day: it takes longer than all else that is asked of a day."""
    return holidays.country_holidays("CN", years=[year])


def _day_factor(traffic: Table, day: date) -> float:
    """How busy a day is, against an ordinary one."""
    china = _holidays(day.year)
    yesterday = day - timedelta(days=1)
    if day in china:
        return float(traffic["holiday"])
    factor = traffic["weekdays"][0 if china.is_working_day(day) and day.weekday() > 4 else day.weekday()]
    if yesterday in china:
        factor *= traffic["day_after_holiday"]
    if day.day in traffic["pay_days"]:
        factor *= traffic["pay_day"]
    return float(factor)
