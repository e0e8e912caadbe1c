"""Block by block: who is there, when they ask, how it goes. Rows go to the spill, cases to the truth."""

from collections.abc import Callable

import numpy as np
import pyarrow as pa
from numpy.random import Generator

from pipelines.demo.arrays import Ints, Rows
from pipelines.demo.before_and_after import prepare, register_anew
from pipelines.demo.blockers import Blockers
from pipelines.demo.courses import Course
from pipelines.demo.journeys import Journeys
from pipelines.demo.population import Crowd, crowd
from pipelines.demo.rows import Log
from pipelines.demo.scenario import Scenario
from pipelines.demo.traffic import Traffic
from pipelines.demo.truth import cases


class Simulation:
    """Simulates blocks of wallets, each from a seed of its own."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._traffic = Traffic(scenario)
        self._blockers = Blockers(scenario)
        self._journeys = Journeys(scenario, self._traffic)

    def blocks(self) -> list[tuple[int, int]]:
        """First wallet and number of wallets of each block."""
        size = int(self._scenario.world["block_wallets"])
        total = self._scenario.wallets
        return [(first, min(size, total - first)) for first in range(0, total, size)]

    def block(self, first: int, count: int, keep_cases: Callable[[pa.Table], None]) -> Rows:
        """The rows of one block of wallets."""
        rng = np.random.default_rng([self._scenario.seed, first])
        people = crowd(self._scenario, rng, first, count)
        log = Log(self._scenario)
        course = self.first_cases(rng, people, log)
        again, at = register_anew(self._scenario, rng, people, course, log)
        second = people.take(again)
        course_again = self._case(rng, second, at, log, 1)
        rows = log.within()
        last = _last_events(rows, first, count)
        keep_cases(cases(self._scenario, people, course, 0, last))
        keep_cases(cases(self._scenario, second, course_again, 1, last[again]))
        return rows

    def first_cases(self, rng: Generator, people: Crowd, log: Log) -> Course:
        """One case of each wallet, from its first request on."""
        return self._case(rng, people, self._traffic.first_requests(rng, people.platform), log, 0)

    def again(self, rng: Generator, people: Crowd, course: Course) -> Course:
        """Cases that went as `course` says, with the same blockers but those lifted, and luck of their own."""
        hidden = self._blockers.without_lifted(course.hidden, people)
        return self._journeys.run(rng, people, course.requested, hidden, Log(self._scenario), 0)

    def _case(self, rng: Generator, people: Crowd, asked: Ints, log: Log, number: int) -> Course:
        prepare(rng, people, asked, log)
        hidden = self._blockers.hidden(rng, people, asked)
        return self._journeys.run(rng, people, asked, hidden, log, number)


def _last_events(rows: Rows, first: int, count: int) -> Ints:
    last = np.zeros(count, dtype=np.int64)
    np.maximum.at(last, rows["wallet"] - first, rows["occurred"])
    return last
