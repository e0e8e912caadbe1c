"""From the first request to the end: attempt by attempt, until nothing is in the way or the user gives up."""

import numpy as np
from numpy.random import Generator

from pipelines.demo.arrays import Ints, Small
from pipelines.demo.attempts import Trial
from pipelines.demo.consequences import Consequences
from pipelines.demo.courses import DONE, GIVEN_UP, NEVER, TAKEN_BACK, Attempts, Course
from pipelines.demo.faults import Faults
from pipelines.demo.help import Help
from pipelines.demo.population import Crowd
from pipelines.demo.reactions import Reactions
from pipelines.demo.rows import FAILED, SUCCEEDED, WITHDRAWN, Log
from pipelines.demo.scenario import Scenario
from pipelines.demo.traffic import Traffic

MOST_ATTEMPTS = 15


class Journeys:
    """Runs all cases of a crowd at once."""

    def __init__(self, scenario: Scenario, traffic: Traffic) -> None:
        self._scenario = scenario
        faults = Faults(scenario)
        self._trial = Trial(scenario, faults)
        self._reactions = Reactions(scenario, traffic, faults.passing)
        self._help = Help(scenario)

    def run(self, rng: Generator, crowd: Crowd, first: Ints, hidden: Small, log: Log, case: int) -> Course:
        """Write the events of one case of each wallet to the log, and say how it went."""
        course, consequences = Course.begin(hidden, first), Consequences(self._scenario, crowd)
        who, at = np.arange(len(crowd)), first
        for number in range(MOST_ATTEMPTS):
            tried = self._trial.attempt(rng, crowd.take(who), who, at, course, log, case * 16 + number)
            failed = self._settle(course, tried)
            consequences.note(rng, failed, log)
            who, at = self._go_on(rng, crowd, course, failed, log)
            if not len(who):
                break
        consequences.finish(rng, course, log)
        return course

    def _settle(self, course: Course, tried: Attempts) -> Attempts:
        """Count what came to pass before the log ends; returns the failures."""
        known = tried.decided <= self._scenario.ends_at
        course.attempts[tried.who] += tried.requested <= self._scenario.ends_at
        for outcome, kind in ((SUCCEEDED, DONE), (WITHDRAWN, TAKEN_BACK)):
            ends = known & (tried.outcome == outcome)
            course.end(tried.who[ends], kind, tried.decided[ends])
        failed = tried.take(np.flatnonzero(known & (tried.outcome == FAILED)))
        course.failures[failed.who] += 1
        course.first_failed[failed.who] = np.minimum(course.first_failed[failed.who], failed.decided)
        return failed

    def _go_on(
        self, rng: Generator, crowd: Crowd, course: Course, failed: Attempts, log: Log
    ) -> tuple[Ints, Ints]:
        """Who tries again within the log, and when."""
        those = crowd.take(failed.who)
        reaction = self._reactions.after(rng, those, failed, log)
        self._help.ask(rng, those, failed, reaction.again, log)
        course.solved[failed.who] += reaction.mended
        gave_up = reaction.again == NEVER
        course.end(failed.who[gave_up], GIVEN_UP, failed.decided[gave_up])
        on = ~gave_up & (reaction.again <= self._scenario.ends_at)
        return failed.who[on], reaction.again[on]
