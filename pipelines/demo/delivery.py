"""How rows arrive: which file each goes to, late ones in a later file, some of them twice."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from pipelines.demo.arrays import DAY, Flags, Floats, Ints, Rows, chance
from pipelines.demo.rows import FAILED, ORIGINAL, REPEATED, REQUESTED, SENT_AGAIN, SUCCEEDED, WITHDRAWN
from pipelines.demo.scenario import Scenario

ATTEMPTS_PLATFORM = "egret"  # the one whose attempts come as a table of attempts
STEPS = (REQUESTED, FAILED, SUCCEEDED, WITHDRAWN)


@dataclass(frozen=True)
class Months:
    """The local calendar months of the log, as names like 2026-05 and as numbers since 1970."""

    first: int
    last: int
    offset: int

    @classmethod
    def of(cls, scenario: Scenario) -> "Months":
        first, last = (
            _month(np.array([at]), scenario.offset)[0] for at in (scenario.starts_at, scenario.ends_at)
        )
        return cls(int(first), int(last), scenario.offset)

    def __len__(self) -> int:
        return self.last - self.first + 1

    def names(self) -> list[str]:
        return [f"{1970 + month // 12}-{month % 12 + 1:02d}" for month in range(self.first, self.last + 1)]

    def position(self, at: Ints) -> Ints:
        """The month of each moment, counted from the first one of the log."""
        return _month(at, self.offset) - self.first


def _month(at: Ints, offset: int) -> Ints:
    return (at + offset).astype("datetime64[ms]").astype("datetime64[M]").astype(np.int64)


class Delivery:
    """Numbers rows, and decides when and how often each arrives and in which lane (see lanes.py)."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._habits = scenario.world["delivery"]
        self._attempts = scenario.platform_names.index(ATTEMPTS_PLATFORM)
        self.months = Months.of(scenario)
        self.attempts_lane = len(scenario.platforms)
        self._count = 0

    def deliver(self, rng: Generator, rows: Rows) -> tuple[Rows, Ints]:
        """The rows as they arrive and the file (lane x months + month) of each."""
        rows = self._with_attempts(self._numbered(rows))
        self._delay(rng, rows)
        rows = np.concatenate([rows, *self._copies(rng, rows)])
        month = self.months.position(rows["arrived"])
        return rows, self._lane(rows) * len(self.months) + month

    def _numbered(self, rows: Rows) -> Rows:
        rows["number"] = np.arange(self._count, self._count + len(rows))
        rows["arrived"] = rows["occurred"]
        self._count += len(rows)
        return rows

    def _is_attempt(self, rows: Rows) -> Flags:
        is_step: Flags = np.isin(rows["type"], STEPS) & (rows["platform"] == self._attempts)
        return is_step

    def _with_attempts(self, rows: Rows) -> Rows:
        """In a table of attempts a request has a row of its own only where it is open at a month's end."""
        requests = self._is_attempt(rows) & (rows["type"] == REQUESTED)
        position = self.months.position
        crosses = position(rows["paired"]) > position(rows["occurred"])
        kept: Rows = rows[~requests | crosses | (rows["paired"] > self._scenario.ends_at)]
        return kept

    def _delay(self, rng: Generator, rows: Rows) -> None:
        late = np.flatnonzero(chance(rng, self._habits["late"], len(rows)) & ~self._is_attempt(rows))
        late = late[rows["wallet"][late] >= 0]
        days = _between(rng, self._habits["late_days"], len(late))
        rows["arrived"][late] = np.minimum(
            rows["occurred"][late] + (days * DAY).astype(np.int64), self._scenario.ends_at
        )

    def _copies(self, rng: Generator, rows: Rows) -> list[Rows]:
        repeated = rows[chance(rng, self._habits["repeated"], len(rows))]
        repeated["copy"] = REPEATED
        again = rows[chance(rng, self._habits["sent_again"], len(rows))]
        again["copy"] = SENT_AGAIN
        days = _between(rng, self._habits["sent_again_days"], len(again))
        again["arrived"] = np.minimum(
            again["arrived"] + (days * DAY).astype(np.int64), self._scenario.ends_at
        )
        return [repeated, again]

    def _lane(self, rows: Rows) -> Ints:
        platform = rows["platform"].astype(np.int64)
        return np.where(self._is_attempt(rows), self.attempts_lane, platform)


def _between(rng: Generator, bounds: Sequence[float], count: int) -> Floats:
    low, high = bounds
    return rng.uniform(low, high, count)


def is_late(rows: Rows, months: Months) -> Flags:
    """Rows in a later file than the month in which they happened."""
    late: Flags = (months.position(rows["arrived"]) > months.position(rows["occurred"])) & (
        rows["copy"] == ORIGINAL
    )
    return late
