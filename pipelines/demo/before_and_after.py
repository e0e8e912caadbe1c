"""What lies around a case: getting ready before the first request, registering anew after the end."""

import numpy as np
from numpy.random import Generator

from pipelines.demo.arrays import DAY, HOUR, MINUTE, Flags, Ints, chance, lognormal
from pipelines.demo.courses import DONE, Course
from pipelines.demo.population import Crowd
from pipelines.demo.rows import Log
from pipelines.demo.scenario import Scenario

EARLIEST = 29 * DAY  # preparation of the last 30 days belongs to a case


def prepare(rng: Generator, crowd: Crowd, first: Ints, log: Log) -> None:
    """Conditions viewed (up to three times), documents readied, support asked, before the first request."""
    viewed = np.flatnonzero(crowd.viewed)
    for more in (1.0, 0.75, 0.65):
        viewed = viewed[chance(rng, more, len(viewed))]
        _log(rng, "preparation.conditions_viewed", crowd, viewed, first, 5.0, log)
    _log(rng, "preparation.documents_ready", crowd, np.flatnonzero(crowd.documents), first, 1.0, log)
    _log(rng, "preparation.support_contacted", crowd, np.flatnonzero(crowd.contacted), first, 20.0, log)


def _log(
    rng: Generator, event_type: str, crowd: Crowd, who: Ints, first: Ints, hours: float, log: Log
) -> None:
    before = np.minimum(lognormal(rng, hours, 1.6, len(who)) * HOUR + 4000, EARLIEST).astype(np.int64)
    log.add(event_type, crowd.take(who), first[who] - before)


def register_anew(
    scenario: Scenario, rng: Generator, crowd: Crowd, course: Course, log: Log
) -> tuple[Ints, Ints]:
    """Some come back after the end. Returns who asks for a second termination, and when."""
    habits = scenario.behaviour["afterwards"]
    done = np.flatnonzero(course.end_kind == DONE)
    who = done[chance(rng, habits["reregistered"], len(done))]
    days = np.minimum(lognormal(rng, habits["median_days"], 0.9, len(who)), 80.0)
    asked = course.ended[who] + (days * DAY).astype(np.int64)
    log.add("reregistration.requested", crowd.take(who), asked)
    answered = asked + (lognormal(rng, 20.0, 1.0, len(who)) * MINUTE).astype(np.int64) + 2000
    accepted = chance(rng, habits["accepted"], len(who))
    _answer(rng, habits, crowd.take(who), answered, accepted, log)
    again = np.flatnonzero(accepted & chance(rng, scenario.behaviour["habits"]["reopened"], len(who)))
    pause = (rng.uniform(8, 70, len(again)) * DAY).astype(np.int64)
    return who[again], answered[again] + pause


def _answer(
    rng: Generator, habits: dict[str, float], crowd: Crowd, at: Ints, accepted: Flags, log: Log
) -> None:
    kinds = {
        "reregistration.accepted": accepted,
        "reregistration.rejected": ~accepted,
        "reregistration.data_reused": accepted & chance(rng, habits["data_reused"], len(crowd)),
        "reregistration.credit_flagged": chance(rng, habits["credit_flagged"], len(crowd)),
    }
    for late, (event_type, hit) in enumerate(kinds.items()):
        who = np.flatnonzero(hit)
        log.add(event_type, crowd.take(who), at[who] + late * 1500)
