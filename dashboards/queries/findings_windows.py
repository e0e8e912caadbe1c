"""The windows of days that findings are looked for in: those told of, the same weekdays before, and their history."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from dashboards.queries.periods import Compared
from dashboards.queries.selection import Selection

WEEK = 7
WEEKS_OF_HISTORY = 13
SILENCE_DAYS = 90  # after which a case is abandoned (docs/contract)
# How many days after its first request what became of a case is known, whatever happens later: it failed within 2 days,
# and was resolved within so many days of that, or left alone after 14 days and silent since.
FOLLOWED_DAYS = {
    "failure_rate": 0,
    "case_rate": 2,
    "resolved_1": 3,
    "resolved_3": 5,
    "resolved_7": 9,
    "resolved_14": 16,
    "given_up": 14 + SILENCE_DAYS,
}
Days = tuple[date, date]


@dataclass(frozen=True)
class Windows:
    """First and last days: `current`, `previous` (as many, the same weekdays), `weeks` of history, newest first."""

    current: Days
    previous: Days
    weeks: tuple[Days, ...]

    @property
    def spans(self) -> list[Days]:
        """All of them by their number: 0 the current one, 1 the previous, from 2 on the history."""
        return [self.current, self.previous, *self.weeks]

    @property
    def first_on(self) -> date:
        """The first day of all of them."""
        return min(span[0] for span in self.spans)

    def compared(self, selection: Selection) -> Compared:
        """The selection in the current and in the previous days."""
        now, before = (replace(selection, from_on=first, to_on=last) for first, last in (self.current, self.previous))
        return now, before


def last_week(finished_on: date) -> Days:
    """Monday and Sunday of the newest week of which this is the last day, or a later one."""
    sunday = finished_on - timedelta(days=(finished_on.weekday() + 1) % WEEK)
    return sunday - timedelta(days=WEEK - 1), sunday


def windows(days: Days, measure: str, first_on: date, finished_on: date) -> Windows | None:
    """The windows of a measure for the days told of; None where the log does not hold the days before.

    What is known only days later is told of the newest days, whole weeks back, of which it is known.
    """
    late = days[1] + timedelta(days=FOLLOWED_DAYS[measure]) - finished_on
    current = back(days, WEEK * -(-max(late.days, 0) // WEEK))
    count = (current[1] - current[0]).days + 1
    previous = back(current, -(-count // WEEK) * WEEK)
    block = (current[0], current[0] + timedelta(days=min(count, WEEK) - 1))
    weeks = (back(block, WEEK * number) for number in range(1, WEEKS_OF_HISTORY + 1))
    known = tuple(span for span in weeks if span[0] >= first_on)
    return Windows(current, previous, known) if previous[0] >= first_on else None


def back(days: Days, count: int) -> Days:
    """The same number of days so many days earlier."""
    return days[0] - timedelta(days=count), days[1] - timedelta(days=count)


def day_parameters(held: Windows) -> dict[str, Any]:
    """By day, from the first on: the number of its week (0: told of; missing: between), and whether compared with."""
    count = (held.current[1] - held.first_on).days + 1
    days = [held.first_on + timedelta(days=place) for place in range(count)]
    numbered = [held.current, *held.weeks]
    weeks = [next((number for number, span in enumerate(numbered) if span[0] <= day <= span[1]), None) for day in days]
    first, last = held.previous
    return {"week_of_day": weeks, "is_previous_day": [first <= day <= last for day in days]}
