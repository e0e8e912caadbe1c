"""What failures cost: frozen money, interest, credit records, papers asked for again, lawyers."""

import numpy as np
from numpy.random import Generator

from pipelines.demo.arrays import DAY, HOUR, Flags, Ints, chance, lognormal
from pipelines.demo.courses import DONE, GIVEN_UP, NEVER, Attempts, Course
from pipelines.demo.population import Crowd
from pipelines.demo.rows import NO_AMOUNT, Log
from pipelines.demo.scenario import Scenario

LONGEST = 85 * DAY  # between two events of a case; a longer silence would end it
INTEREST_WEEKS = 6


class Consequences:
    """Follows one crowd through its cases; what has an end is written when the end is known."""

    def __init__(self, scenario: Scenario, crowd: Crowd) -> None:
        self._crowd = crowd
        names = ("frozen", "interest", "credit", "legal", "documents", "review")
        self._odds = {name: scenario.trait(name) for name in names}
        self._since = {name: np.full(len(crowd), NEVER) for name in ("frozen", "interest", "credit", "legal")}
        self._amount = np.full(len(crowd), NO_AMOUNT, dtype=np.int64)

    def note(self, rng: Generator, failed: Attempts, log: Log) -> None:
        """What these failures bring about."""
        for name in ("frozen", "interest", "credit", "legal"):
            hit = self._hit(rng, name, failed) & (self._since[name][failed.who] == NEVER)
            self._since[name][failed.who[hit]] = failed.decided[hit] + self._delay(rng, name, int(hit.sum()))
        about = np.maximum(failed.amount, self._crowd.balance[failed.who])
        self._amount[failed.who] = np.maximum(self._amount[failed.who], about)
        asked = self._write(rng, "documents", "consequence.documents_requested", failed, log)
        again = self._hit(rng, "review", failed) & (asked | (failed.number % 16 > 0))
        self._log("consequence.review_repeated", failed, again, 20.0, rng, log)

    def finish(self, rng: Generator, course: Course, log: Log) -> None:
        """Write freezes, interest, credit records and legal actions with their ends."""
        self._frozen(rng, course, log)
        self._interest(course, log)
        self._until_later(rng, course, log, "credit", "credit_reported", "credit_restored", 20.0)
        self._until_later(rng, course, log, "legal", "legal_action_opened", "legal_action_closed", 6.0)

    def _hit(self, rng: Generator, name: str, failed: Attempts) -> Flags:
        return chance(rng, self._odds[name][failed.cause], len(failed.who))

    def _delay(self, rng: Generator, name: str, count: int) -> Ints:
        days = {"frozen": 0.05, "interest": 7.0, "credit": 10.0, "legal": 9.0}[name]
        return np.minimum(lognormal(rng, days, 0.5, count) * DAY, LONGEST).astype(np.int64)

    def _write(self, rng: Generator, name: str, event_type: str, failed: Attempts, log: Log) -> Flags:
        hit = self._hit(rng, name, failed)
        self._log(event_type, failed, hit, 2.0, rng, log)
        return hit

    def _log(
        self, event_type: str, failed: Attempts, hit: Flags, hours: float, rng: Generator, log: Log
    ) -> None:
        who = failed.who[hit]
        at = failed.decided[hit] + (lognormal(rng, hours, 0.8, len(who)) * HOUR).astype(np.int64)
        log.add(event_type, self._crowd.take(who), at, attempt=failed.number)

    def _frozen(self, rng: Generator, course: Course, log: Log) -> None:
        since = self._since["frozen"]
        who = np.flatnonzero(since < _over(course))
        self._add("consequence.funds_frozen", who, since[who], log, self._amount[who])
        done = course.end_kind[who] == DONE
        later = (lognormal(rng, 12.0, 0.8, len(who)) * HOUR).astype(np.int64)
        freed = np.where(done, course.ended[who], since[who] + 20 * DAY) + np.minimum(later, LONGEST)
        released = done | chance(rng, 0.3, len(who))
        self._add(
            "consequence.funds_released", who[released], freed[released], log, self._amount[who[released]]
        )

    def _interest(self, course: Course, log: Log) -> None:
        """Once a week while the case lasts."""
        since = self._since["interest"]
        for week in range(INTEREST_WEEKS):
            who = np.flatnonzero(since < _over(course) - week * 7 * DAY)
            amount = np.maximum(self._amount[who] * 7 // 2000, 1)
            self._add("consequence.interest_accrued", who, since[who] + week * 7 * DAY, log, amount)

    def _until_later(
        self, rng: Generator, course: Course, log: Log, name: str, opens: str, closes: str, days: float
    ) -> None:
        since = self._since[name]
        who = np.flatnonzero(since < _over(course))
        self._add(f"consequence.{opens}", who, since[who], log)
        done = who[(course.end_kind[who] == DONE) & chance(rng, 0.8, len(who))]
        later = np.minimum(lognormal(rng, days, 0.6, len(done)) * DAY, LONGEST).astype(np.int64)
        self._add(f"consequence.{closes}", done, course.ended[done] + later, log)

    def _add(self, event_type: str, who: Ints, at: Ints, log: Log, amount: Ints | int = NO_AMOUNT) -> None:
        log.add(event_type, self._crowd.take(who), at, amount=amount)


def _over(course: Course) -> Ints:
    """When a case is over for those who pursue it: the user giving up does not end a debt."""
    return np.where(course.end_kind == GIVEN_UP, NEVER, course.ended)
