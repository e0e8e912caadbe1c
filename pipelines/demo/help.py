"""Whom users ask for help after a failure, and when they are answered."""

import numpy as np
from numpy.random import Generator

from pipelines.demo.arrays import HOUR, Floats, Ints, chance, draw_by, lognormal
from pipelines.demo.courses import NEVER, Attempts
from pipelines.demo.population import Crowd
from pipelines.demo.rows import Log
from pipelines.demo.scenario import Scenario


class Help:
    """Draws help contacts; the channel of a help event is a help channel."""

    def __init__(self, scenario: Scenario) -> None:
        self._habits = scenario.behaviour["habits"]
        self._odds = scenario.trait("help")
        self._is_legal = np.array([category["id"] == "legal_regulatory" for category in scenario.categories])
        held = list(scenario.behaviour["help"].values())
        usual, legal = (
            [one["share"] for one in held],
            [one.get("legal_share", one["share"]) for one in held],
        )
        self._shares: Floats = np.array([usual, legal])
        self._answer = np.array([one["answer_hours"] for one in held])
        self._first = scenario.dimension("channel").index(next(iter(scenario.behaviour["help"])))

    def ask(self, rng: Generator, crowd: Crowd, failed: Attempts, again: Ints, log: Log) -> None:
        """Contacts before the next attempt, or within some days where there is none."""
        asks = np.flatnonzero(chance(rng, self._odds[failed.cause], len(crowd)))
        until = np.where(again == NEVER, failed.decided + 72 * HOUR, again)
        wait = np.minimum(lognormal(rng, 2.0, 1.2, len(crowd)) * HOUR, (until - failed.decided) * 0.5)
        asked = failed.decided + wait.astype(np.int64) + 1000
        self._contact(rng, crowd.take(asks), failed.take(asks), asked[asks], log)
        more = asks[chance(rng, self._habits["second_question"], len(asks))]
        later = asked + ((until - asked) * rng.random(len(crowd)) * 0.9).astype(np.int64)
        self._contact(rng, crowd.take(more), failed.take(more), later[more], log)

    def _contact(self, rng: Generator, crowd: Crowd, failed: Attempts, at: Ints, log: Log) -> None:
        channel = draw_by(rng, self._shares, self._is_legal[failed.cause].astype(np.int64))
        number = channel + np.uint8(self._first)
        log.add("help.contacted", crowd, at, attempt=failed.number, channel=number)
        told = np.flatnonzero(~chance(rng, self._habits["unanswered"], len(crowd)))
        hours = lognormal(rng, self._answer[channel[told]], 0.9, len(told))
        answered = at[told] + (hours * HOUR).astype(np.int64)
        log.add("help.answered", crowd.take(told), answered, attempt=failed.number, channel=number[told])
