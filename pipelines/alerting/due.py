"""What is to be told now: what the log shows against what was told before."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from pipelines.alerting.incidents import Incident, Judged
from warehouse.alerts import Entry

# An incident that ended longer ago is history: a first run over an old log tells none of it. So is one that was over
# the bar longer ago, when its log fell silent.
LATE = timedelta(hours=24)


@dataclass(frozen=True)
class Due:
    """One telling. incident is None where the log does not show it any more (`gone`); `before` is its last telling."""

    told: str
    incident_id: str
    number: int
    rule: str
    segment: str
    started_at: datetime
    incident: Incident | None = None
    before: Entry | None = None


def due(judged: Judged, entries: Sequence[Entry], as_of: datetime) -> Iterator[Due]:
    """What is due, by the start of the incidents, then what is gone.

    An incident is told when it fires and when it is over; one that began and ended since the last look, once. One that
    fires again after its end is armed anew.
    """
    last = last_told(entries)
    shown = adopted(judged.incidents, last.values())
    for one in shown:
        before = last.get(one.incident_id)
        told = _told(one, before, as_of)
        if told:
            number = before.number + 1 if before else 1
            yield Due(told, one.incident_id, number, one.rule, one.segment, one.started_at, one, before)
    for entry in last.values():
        if entry.told == "firing" and entry.incident_id not in {one.incident_id for one in shown}:
            yield _gone(entry)


def last_told(entries: Iterable[Entry]) -> dict[str, Entry]:
    """Each incident's last telling, also one that was given up."""
    return {one.incident_id: one for one in entries if one.kind == "intended" or _is_given_up(one)}


def adopted(incidents: Sequence[Incident], told: Iterable[Entry]) -> list[Incident]:
    """The incidents under the ids they were told by: a late row may move a start and must not make a second one."""
    known = {one.incident_id for one in incidents}
    waiting = [entry for entry in told if entry.told == "firing" and entry.incident_id not in known]
    found = []
    for one in incidents:
        match = next((entry for entry in waiting if _is_same(one, entry)), None)
        if match:
            waiting.remove(match)
        found.append(replace(one, incident_id=match.incident_id) if match else one)
    return found



def _is_given_up(entry: Entry) -> bool:
    return entry.kind == "dropped" and not entry.channel


def _told(one: Incident, before: Entry | None, as_of: datetime) -> str | None:
    is_firing = before is not None and before.told == "firing"
    if one.ended_at is None:
        return None if is_firing or as_of - one.last_at > LATE else "firing"
    if is_firing:
        return "over"
    return "past" if before is None and as_of - one.ended_at <= LATE else None


def _is_same(one: Incident, entry: Entry) -> bool:
    is_of_it = (one.rule, one.segment) == (entry.rule, entry.segment)
    return is_of_it and one.started_at <= entry.as_of and (one.ended_at or entry.started_at) >= entry.started_at


def _gone(entry: Entry) -> Due:
    return Due("gone", entry.incident_id, entry.number + 1, entry.rule, entry.segment, entry.started_at, None, entry)
