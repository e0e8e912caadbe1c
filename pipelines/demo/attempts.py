"""One attempt: what it fails on, how long the decision takes, what the refusal names."""

import numpy as np
from numpy.random import Generator

from pipelines.demo.arrays import MINUTE, Flags, Floats, Ints, Small, chance, draw_by, lognormal, table
from pipelines.demo.courses import Attempts, Course
from pipelines.demo.faults import Faults
from pipelines.demo.population import Crowd
from pipelines.demo.rows import FAILED, NO_AMOUNT, REQUESTED, SUCCEEDED, WITHDRAWN, Log
from pipelines.demo.scenario import Scenario


class Trial:
    """Makes attempts and writes them to the log."""

    def __init__(self, scenario: Scenario, faults: Faults) -> None:
        self._habits = scenario.behaviour["habits"]
        self._faults = faults
        self._decide = scenario.trait("decide_minutes")
        self._money = scenario.trait("amount")
        self._residual = scenario.cause("pp_residual_below_minimum")
        is_fault = np.array([category["id"] == "technical_fault" for category in scenario.categories])
        self._sayable: Small = np.where(is_fault, 0, np.arange(len(scenario.causes))).astype(np.uint8)
        self._success = scenario.by_platform("success_minutes")
        self._minimum = scenario.by_platform("minimum")
        names = scenario.dimension("component")
        self._components: Floats = table(names, [platform["components"] for platform in scenario.platforms])

    def attempt(
        self, rng: Generator, crowd: Crowd, who: Ints, at: Ints, course: Course, log: Log, number: int
    ) -> Attempts:
        """An attempt of each wallet in `crowd`, which stands at the places `who` of the course."""
        component = draw_by(rng, self._components, crowd.platform)
        fault, incident = self._faults.strike(rng, crowd, at, log.version(crowd, at), component)
        cause = np.where(fault > 0, fault, course.next_blocker(who)).astype(np.uint8)
        decided = at + self._delay(rng, crowd, cause)
        outcome = np.where(cause > 0, FAILED, SUCCEEDED).astype(np.uint8)
        outcome[self._taken_back(rng, decided - at)] = WITHDRAWN
        vague = (outcome == FAILED) & chance(rng, self._habits["vague"], len(who))
        named = self._named(rng, course, who, (fault == 0) & (outcome == FAILED) & ~vague)
        amount = self._amount(rng, crowd, cause, outcome)
        tried = Attempts(who, number, at, decided, cause, incident, outcome, component, vague, named, amount)
        _write(crowd, course, tried, log)
        return tried

    def _delay(self, rng: Generator, crowd: Crowd, cause: Small) -> Ints:
        median = np.where(cause > 0, self._decide[cause], self._success[crowd.platform])
        minutes = np.clip(lognormal(rng, median, 0.7, len(crowd)), 0.06, 20_000.0)
        return (minutes * MINUTE).astype(np.int64)

    def _taken_back(self, rng: Generator, delay: Ints) -> Flags:
        odds = np.where(delay > 60 * MINUTE, self._habits["withdraws_slow"], self._habits["withdraws"])
        return chance(rng, odds, len(delay))

    def _named(self, rng: Generator, course: Course, who: Ints, failed: Flags) -> Small:
        """Further blockers the message names: the next one, and sometimes the one after; never a fault."""
        says = failed & chance(rng, self._habits["names_more"], len(who))
        says_all = says & chance(rng, 0.3, len(who))
        second = np.where(says, self._sayable[course.next_blocker(who, 1)], 0)
        third = np.where(says_all & (second > 0), self._sayable[course.next_blocker(who, 2)], 0)
        return np.column_stack([second, third]).astype(np.uint8)

    def _amount(self, rng: Generator, crowd: Crowd, cause: Small, outcome: Small) -> Ints:
        """Hundredths: what is paid out, or the money the refusal is about."""
        median = self._money[cause]
        named = np.maximum(lognormal(rng, median, 1.3, len(crowd)) * 100, 1)
        below = (rng.random(len(crowd)) * 0.98 + 0.01) * self._minimum[crowd.platform] * 100
        named = np.where(cause == self._residual, np.maximum(below, 1), named)
        failed = np.where((outcome == FAILED) & (median > 0), named, NO_AMOUNT)
        return np.where(outcome == SUCCEEDED, crowd.balance, failed).astype(np.int64)


def _write(crowd: Crowd, course: Course, tried: Attempts, log: Log) -> None:
    shared = {"attempt": tried.number, "component": tried.component}
    log.add(REQUESTED, crowd, tried.requested, paired=tried.decided, **shared)
    failed = tried.outcome == FAILED
    log.add(
        tried.outcome,
        crowd,
        tried.decided,
        **shared,
        paired=tried.requested,
        amount=tried.amount,
        cause=np.where(failed, tried.cause, 0),
        incident=np.where(failed, tried.incident, 0),
        named=tried.named,
        is_vague=tried.is_vague,
        hidden=np.where(failed[:, None], course.left(tried.who), 0),
    )
