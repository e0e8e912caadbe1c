"""What lifting a rule truly saves: the same wallets with the same other blockers go through it without the rule."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from pipelines.demo.arrays import DAY, Flags, Floats, Ints, Rows
from pipelines.demo.courses import DONE, GIVEN_UP, NEVER, Course
from pipelines.demo.population import Crowd, crowd
from pipelines.demo.rows import Log
from pipelines.demo.scenario import Scenario
from pipelines.demo.simulation import Simulation
from pipelines.demo.truth import SILENCE

REPEATS = 100  # what chance does to one repetition is no part of the saving


@dataclass(frozen=True)
class Saving:
    """What is saved among the first cases that a rule stood in the way of; days from the request to the end."""

    count_cases: int
    failures_spared: float
    cases_more: float
    days_saved: float


@dataclass(frozen=True)
class FirstCases:
    """A simulated world as far as its first cases go: who, how it went, and every row of the log."""

    scenario: Scenario
    crowd: Crowd
    course: Course
    rows: Rows

    @classmethod
    def of(cls, scenario: Scenario) -> "FirstCases":
        """Simulate a world of one block of wallets."""
        rng = np.random.default_rng([scenario.seed, 0])
        people, log = crowd(scenario, rng, 0, scenario.wallets), Log(scenario)
        course = Simulation(scenario).first_cases(rng, people, log)
        return cls(scenario, people, course, log.within())

    def saving(self, rules: Iterable[tuple[str, str]], repeats: int = REPEATS) -> Saving:
        """What lifting rules (platform and cause) saves, on average over repetitions with and without them."""
        lifted = replace(self.scenario, lifted=frozenset(rules))
        hit = np.flatnonzero(lifted.is_lifted[self.crowd.platform[:, None], self.course.hidden].any(axis=1))
        held, spared = (self._repeated(world, hit, repeats) for world in (self.scenario, lifted))
        failures, resolved, days = held - spared
        return Saving(len(hit), float(failures), float(-resolved), float(days))

    def _repeated(self, scenario: Scenario, which: Ints, repeats: int) -> Floats:
        """Mean failures, resolved cases and days of some of the wallets; all repetitions run at once, side by side."""
        every = np.tile(which, repeats)
        generator = np.random.default_rng([scenario.seed, 1 << 43])
        course = Simulation(scenario).again(generator, self.crowd.take(every), self.course.take(every))
        days = (self.ended(course)[0] - course.requested).sum() / DAY
        return np.array([course.failures.sum(), (course.end_kind == DONE).sum(), days]) / repeats

    def ended(self, course: Course) -> tuple[Ints, Flags]:
        """When each case ends by the contract, the newest event for open ones; and which are open."""
        silent = self.scenario.ends_at - course.ended > SILENCE
        is_open = (course.ended == NEVER) | ((course.end_kind == GIVEN_UP) & ~silent)
        return np.where(is_open, self.scenario.ends_at, course.ended), is_open
