"""Whom users ask for help after a failure, and when they are answered."""

import numpy as np
from numpy.random import Generator

from pipelines.demo.arrays import HOUR, Floats, Ints, chance, draw_by, lognormal
from pipelines.demo.courses import Attempts
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
        """Contacts before the next attempt; their moment tells nothing of it. Who tries again sooner asks no more."""
        asks = np.flatnonzero(chance(rng, self._odds[failed.cause], len(crowd)))
        asked = failed.decided + (lognormal(rng, 1.0, 1.2, len(crowd)) * HOUR).astype(np.int64) + 1000
        self._contact(rng, crowd.take(asks), failed.take(asks), asked[asks], again[asks], log)
        more = asks[chance(rng, self._habits["second_question"], len(asks))]
        later = asked + (-np.log1p(-rng.random(len(crowd))) * 30 * HOUR).astype(np.int64)
        self._contact(rng, crowd.take(more), failed.take(more), later[more], again[more], log)

    def _contact(self, rng: Generator, crowd: Crowd, failed: Attempts, at: Ints, again: Ints, log: Log) -> None:
        channel = draw_by(rng, self._shares, self._is_legal[failed.cause].astype(np.int64))
        number = channel + np.uint8(self._first)
        is_asked = at < again
        asks = np.flatnonzero(is_asked)
        log.add("help.contacted", crowd.take(asks), at[asks], attempt=failed.number, channel=number[asks])
        told = np.flatnonzero(~chance(rng, self._habits["unanswered"], len(crowd)))
        hours = lognormal(rng, self._answer[channel[told]], 0.9, len(told))
        answered, is_told = at[told] + (hours * HOUR).astype(np.int64), is_asked[told]
        told, answered = told[is_told], answered[is_told]
        log.add("help.answered", crowd.take(told), answered, attempt=failed.number, channel=number[told])
