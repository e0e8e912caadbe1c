"""After a failure: giving up, trying again at once, or mending what was named and coming back."""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from pipelines.demo.arrays import DAY, HOUR, MINUTE, Flags, Ints, Small, chance, lognormal
from pipelines.demo.courses import NEVER, Attempts
from pipelines.demo.population import Crowd
from pipelines.demo.rows import Log
from pipelines.demo.scenario import Scenario
from pipelines.demo.traffic import Traffic

SOON = 3 * HOUR  # who waits longer comes back at an hour that suits


@dataclass(frozen=True)
class Reaction:
    """When each wallet asks again (NEVER where it gives up), and how many of its blockers are mended."""

    again: Ints
    mended: Ints


class Reactions:
    """Draws what users do after failed attempts."""

    def __init__(self, scenario: Scenario, traffic: Traffic, passing: Ints) -> None:
        self._traffic = traffic
        self._patience = scenario.by_platform("patience")
        self._is_passing = np.isin(np.arange(len(scenario.causes)), passing)
        self._is_passing[scenario.cause(scenario.behaviour["night"]["cause"])] = True
        self._longest = int(scenario.behaviour["habits"]["longest_pause_days"]) * DAY
        self._trait = {
            name: scenario.trait(name)
            for name in ("fix_hours", "spread", "fix_chance", "blind", "gives_up", "measure")
        }
        self._surges = [
            (
                scenario.platform_names.index(surge["platform"]),
                *scenario.window(surge),
                float(surge["hurries"]),
            )
            for surge in scenario.happened("surge")
        ]
        self._measures = [category["countermeasure"] for category in scenario.categories]

    def after(self, rng: Generator, crowd: Crowd, failed: Attempts, log: Log) -> Reaction:
        """React to failed attempts; `crowd` is parallel to them. Countermeasures go to the log."""
        count, cause = len(crowd), failed.cause
        passing = self._is_passing[cause]
        blind = ~passing & chance(rng, self._trait["blind"][cause], count)
        mending = ~passing & ~blind
        works = mending & chance(rng, self._trait["fix_chance"][cause], count)
        pause = np.where(blind, self._soon(rng, count), self._mending(rng, cause, passing))
        fixed = self._at_an_hour(rng, failed.decided, pause)
        again = self._hurried(
            rng, crowd, failed, np.where(mending, fixed + self._soon(rng, count) // 4, fixed)
        )
        gives_up = self._gives_up(rng, crowd, failed)
        self._measure(rng, crowd, failed, fixed, mending & ~gives_up, log)
        mended = np.where(works & ~gives_up, 1 + (failed.named > 0).sum(axis=1), 0)
        return Reaction(np.where(gives_up, NEVER, again), mended.astype(np.int64))

    def _hurried(self, rng: Generator, crowd: Crowd, failed: Attempts, again: Ints) -> Ints:
        """A surge brings people back early too: new requests alone would fail less than usual."""
        for platform, begins, ends, share in self._surges:
            earliest = np.maximum(failed.decided + MINUTE, begins)
            hurries = (crowd.platform == platform) & (earliest < ends) & (again > ends)
            hurries &= chance(rng, share, len(crowd))
            between = earliest + (rng.random(len(crowd)) * np.maximum(ends - earliest, 1)).astype(np.int64)
            again = np.where(hurries, between, again)
        return again

    def _soon(self, rng: Generator, count: int) -> Ints:
        return (lognormal(rng, 0.7, 1.3, count) * HOUR).astype(np.int64) + 20_000

    def _mending(self, rng: Generator, cause: Small, passing: Flags) -> Ints:
        hours = lognormal(rng, self._trait["fix_hours"][cause], self._trait["spread"][cause], len(cause))
        at_once = passing & chance(rng, 0.35, len(cause))
        hours = np.where(at_once, lognormal(rng, 0.12, 0.9, len(cause)), hours)
        return np.clip(hours * HOUR, 30_000, self._longest).astype(np.int64)

    def _at_an_hour(self, rng: Generator, since: Ints, pause: Ints) -> Ints:
        earliest = since + pause
        return np.where(pause > SOON, self._traffic.awake(rng, earliest), earliest)

    def _gives_up(self, rng: Generator, crowd: Crowd, failed: Attempts) -> Flags:
        weary = 1.0 + 0.12 * (failed.number % 16)
        odds = self._trait["gives_up"][failed.cause] * weary / self._patience[crowd.platform]
        return chance(rng, odds, len(crowd))

    def _measure(
        self, rng: Generator, crowd: Crowd, failed: Attempts, fixed: Ints, mending: Flags, log: Log
    ) -> None:
        told = mending & chance(rng, self._trait["measure"][failed.cause], len(crowd))
        for measure in dict.fromkeys(self._measures[1:]):
            causes = [cause for cause, held in enumerate(self._measures) if held == measure]
            chosen = np.flatnonzero(told & np.isin(failed.cause, causes))
            log.add(measure, crowd.take(chosen), fixed[chosen], attempt=failed.number)
