"""Counts by group, platform and day on both sides of a date: what comparisons before and after are made of."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.distributions import Floats

DAYS_OF_A_WEEK = 7


@dataclass(frozen=True)
class Panel:
    """Failures of decided attempts (or of cases): groups x platforms x days; `is_after` says each day's side."""

    groups: tuple[str, ...]
    platforms: tuple[str, ...]
    is_after: NDArray[np.bool_]
    failures: Floats
    decided: Floats

    @cached_property
    def sides(self) -> tuple["Panel", "Panel"]:
        """The days before and the days after."""
        return self._on(~self.is_after), self._on(self.is_after)

    def place(self, platform: str) -> int:
        """Where a platform stands. Raises ValueError for one that the panel does not hold."""
        return self.platforms.index(platform)

    def early_and_late(self) -> "Panel | None":
        """The first and the last whole weeks before the date, equally many, as two sides; None below two weeks.

        Of an odd number of weeks the one in the middle is left out.
        """
        before, _ = self.sides
        days = len(before.is_after) // DAYS_OF_A_WEEK // 2 * DAYS_OF_A_WEEK
        if days == 0:
            return None
        places = np.arange(len(before.is_after))
        late = places >= len(places) - days
        return replace(before, is_after=late)._on((places < days) | late)

    def _on(self, days: NDArray[np.bool_]) -> "Panel":
        return replace(
            self,
            is_after=self.is_after[days],
            failures=self.failures[..., days],
            decided=self.decided[..., days],
        )


def equal_weeks(changed_at: pd.Timestamp, first_on: date, last_on: date, most: int) -> tuple[date, date, int] | None:
    """Day before which and day from which is counted, and how many whole weeks fit on both sides; None below one.

    changed_at is local. The day of a change belongs to neither side, unless the change comes with midnight. first_on
    and last_on are the first and the last finished day of the log; `most` is how many weeks are wanted.
    """
    day = changed_at.date()
    is_midnight = changed_at == changed_at.normalize()
    after_on = day if is_midnight else day + timedelta(days=1)
    weeks = min(most, (day - first_on).days // DAYS_OF_A_WEEK, ((last_on - after_on).days + 1) // DAYS_OF_A_WEEK)
    return (day, after_on, weeks) if weeks >= 1 else None


def panel(
    rows: pd.DataFrame, before: Sequence[date], after: Sequence[date], totals: pd.DataFrame | None = None
) -> Panel:
    """The panel of rows group, platform, on, count_failures, count_decided; days without a row count 0.

    Where groups share their denominators (causes: any attempt can fail by any), `totals` holds platform, on,
    count_decided instead, and `rows` need none. Days of rows that are in neither list are left out.
    """
    days = [pd.Timestamp(day) for day in (*before, *after)]
    shared = rows if totals is None else totals
    groups = tuple(sorted(rows["group"].unique()))
    platforms = tuple(sorted(shared["platform"].unique()))
    failures = _cube(rows, groups, platforms, days, "count_failures")
    if totals is None:
        decided = _cube(rows, groups, platforms, days, "count_decided")
    else:
        every = _cube(totals.assign(group=""), ("",), platforms, days, "count_decided")
        decided = np.repeat(every, len(groups), axis=0)
    is_after = np.arange(len(days)) >= len(before)
    return Panel(groups, platforms, is_after, failures, decided)


def _cube(
    rows: pd.DataFrame, groups: Sequence[str], platforms: Sequence[str], days: Sequence[pd.Timestamp], count: str
) -> Floats:
    """The sums of a count, by place in the three lists."""
    listed: dict[str, pd.Index] = {"group": pd.Index(groups), "platform": pd.Index(platforms)}
    listed["on"] = pd.DatetimeIndex(list(days))
    places = [index.get_indexer(pd.Index(rows[name])) for name, index in listed.items()]
    known = np.all([place >= 0 for place in places], axis=0)
    cube = np.zeros((len(groups), len(platforms), len(days)))
    np.add.at(cube, tuple(place[known] for place in places), rows[count].to_numpy(dtype=np.float64)[known])
    return cube
