"""All rules over one snapshot: nothing of it depends on what was told before, or on a clock."""

from pathlib import Path
from typing import Any

import pandas as pd

from pipelines.alerting.incidents import Incident, Judged, Segment
from pipelines.alerting.rate_rules import rate_rule
from pipelines.alerting.rules import SEGMENTS, Rule, Rules
from pipelines.alerting.spike_rules import Spike, spike_incidents, spike_segments
from warehouse import Snapshot

SQL = Path(__file__).parents[1] / "sql" / "alerts"


def judge(rules: Rules, snapshot: Snapshot) -> Judged:
    """The state of every rule's segments, and all incidents of the log by their start."""
    log = _Log(snapshot)
    segments: list[Segment] = []
    incidents: list[Incident] = []
    for rule in rules.rules:
        states, found = _judge(rule, log)
        segments += states
        incidents += found
    incidents.sort(key=lambda one: (one.started_at, one.rule, one.segment))
    return Judged(tuple(segments), tuple(incidents))


def asked(snapshot: Snapshot, name: str, values: dict[str, Any] | None = None) -> pd.DataFrame:
    """What one of our SELECTs answers; words as categories, since they are compared for every segment."""
    found = snapshot.query((SQL / f"{name}.sql").read_text("utf-8"), values)
    return found.astype(dict.fromkeys([word for word in SEGMENTS if word in found], "category"))


class _Log:
    """What the rules are judged by, each asked once."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.as_of = snapshot.as_of
        listed = snapshot.arrow("SELECT * FROM spikes ORDER BY started_at, spike_id").to_pylist()
        self.spikes: list[Spike] = [one | {"last_at": one["ended_at"] or snapshot.as_of} for one in listed]
        self.failures, self.decided = asked(snapshot, "failures_hourly"), asked(snapshot, "decided_hourly")
        self.expected = asked(snapshot, "expected_hourly")
        judged = asked(snapshot, "platforms_judged")
        self.judged = {str(one["platform"]): bool(one["is_judged"]) for one in judged.to_dict("records")}


def _judge(rule: Rule, log: _Log) -> tuple[list[Segment], list[Incident]]:
    if rule.bar is None:
        return spike_segments(rule, log.spikes, log.judged), spike_incidents(rule, log.spikes)
    failures = log.failures if rule.bar.times_expected is None else log.expected
    return rate_rule(rule, failures, log.decided, log.spikes, log.as_of)
