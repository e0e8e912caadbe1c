"""What is due: literal incidents against what was told before."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from test_alert_messages import INCIDENT

from pipelines.alerting.due import due
from pipelines.alerting.incidents import Incident, Judged
from warehouse.alerts import Entry

AS_OF = datetime(2026, 11, 20)
HOURS = timedelta(hours=1)


def told(kind: str, number: int = 1, entry: str = "intended", incident_id: str = "a1") -> Entry:
    started_at = INCIDENT.started_at
    return Entry(entry, AS_OF, AS_OF, incident_id, number, kind, "spikes", INCIDENT.segment, started_at)  # type: ignore[arg-type]


def found(incident: Incident | None, *entries: Entry) -> list[tuple[str, str, int]]:
    judged = Judged((), (incident,) if incident else ())
    return [(one.told, one.incident_id, one.number) for one in due(judged, entries, AS_OF)]


OPEN = INCIDENT
ENDED = replace(INCIDENT, ended_at=AS_OF - 3 * HOURS)


@pytest.mark.parametrize(
    ("incident", "entries", "expected"),
    [
        (OPEN, [], [("firing", "a1", 1)]),
        (OPEN, [told("firing")], []),
        (OPEN, [told("firing", entry="held")], [("firing", "a1", 1)]),  # held back is not told
        (ENDED, [told("firing")], [("over", "a1", 2)]),
        (ENDED, [told("firing"), told("over", 2)], []),
        (OPEN, [told("firing"), told("over", 2)], [("firing", "a1", 3)]),  # armed anew
        (ENDED, [], [("past", "a1", 1)]),
        (replace(INCIDENT, ended_at=AS_OF - 25 * HOURS), [], []),
        (replace(OPEN, last_at=AS_OF - 25 * HOURS), [], []),  # its log fell silent long ago
        (replace(OPEN, last_at=AS_OF - 25 * HOURS), [told("firing")], []),  # told before, and not seen to be over
        (None, [told("firing")], [("gone", "a1", 2)]),
        (None, [told("firing"), told("gone", 2)], []),
        (None, [told("firing"), told("gone", 2, "dropped")], []),
    ],
)
def test_due(incident: Incident | None, entries: list[Entry], expected: list[tuple[str, str, int]]) -> None:
    assert found(incident, *entries) == expected


def test_an_incident_under_another_id_is_the_one_that_was_told() -> None:
    moved = replace(OPEN, incident_id="b2", started_at=OPEN.started_at - HOURS)
    assert found(moved, told("firing")) == []
    elsewhere = replace(moved, segment="q · tf_a")
    assert found(elsewhere, told("firing")) == [("firing", "b2", 1), ("gone", "a1", 2)]
