"""What the rules come to, for people: states, back-test, silences and the journal of messages, as plain data."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pipelines.alerting.holding import silences
from pipelines.alerting.incidents import Incident, Judged, Segment
from pipelines.alerting.judging import judge
from pipelines.alerting.rules import Rule, Rules
from warehouse import Snapshot, alerts
from warehouse.alerts import Entry

WORST_FIRST = ("firing", "recovering", "pending", "no_data", "ok")


def overview(snapshot: Snapshot, rules: Rules) -> dict[str, Any]:
    """rules (one row each, with state and back-test), segments, incidents, silences, maintenance, messages, held."""
    judged, entries = judge(rules, snapshot), alerts.read(snapshot.folder)
    return {
        "as_of": snapshot.as_of,
        "rules": [_rule(rule, judged, entries) for rule in rules.rules],
        "segments": [asdict(one) for one in judged.segments],
        "incidents": [asdict(one) for one in judged.incidents],
        "silences": _silences(snapshot),
        "maintenance": [
            asdict(one) | {"is_on": one.from_at <= snapshot.as_of < one.until_at} for one in rules.maintenance
        ],
        "messages": [_message(one) for one in reversed(alerts.messages(entries))],
        "held": [_entry(one) for one in reversed(entries) if one.kind == "held" or _is_given_up(one)],
    }


def state_of(segments: Iterable[Segment]) -> str:
    """The state of a rule: that of its most pressing segment. No segment is no data."""
    found = {one.state for one in segments}
    return next((state for state in WORST_FIRST if state in found), "no_data")


def told(rule: Rule, incidents: Sequence[Incident]) -> dict[str, int]:
    """How often the rule would have fired over the log, and how many of those are spikes or had one found."""
    own = [one for one in incidents if one.rule == rule.name]
    return {"count_fired": len(own), "count_with_spike": sum(one.spike_id is not None for one in own)}


def _rule(rule: Rule, judged: Judged, entries: Sequence[Entry]) -> dict[str, Any]:
    own = [one for one in judged.segments if one.rule == rule.name]
    said = [one.written_at for one in entries if one.rule == rule.name and one.kind == "intended"]
    fired = [one.started_at for one in judged.incidents if one.rule == rule.name]
    return {
        **asdict(rule),
        "kind": rule.kind,
        "state": state_of(own),
        "count_by_state": dict(Counter(one.state for one in own)),
        "last_fired_at": max(fired, default=None),
        "last_told_at": max(said, default=None),
        **told(rule, judged.incidents),
    }


def _silences(snapshot: Snapshot) -> list[Mapping[str, Any]]:
    found = silences(Path(snapshot.folder)).items()
    return [{"spike_id": id_, "until_at": until, "is_on": snapshot.as_of < until} for id_, until in found]


def _message(one: alerts.Message) -> dict[str, Any]:
    title, body = one.intent.texts[one.channel]
    return _entry(one.intent) | {
        **{"message_id": one.message_id, "channel": one.channel, "state": one.state, "tries": one.tries},
        **{"last_at": one.last_at, "reason": one.reason, "title": title, "body": body},
    }


def _entry(one: Entry) -> dict[str, Any]:
    names = ("kind", "written_at", "as_of", "incident_id", "told", "rule", "segment", "started_at", "reason")
    return {name: getattr(one, name) for name in names}


def _is_given_up(one: Entry) -> bool:
    return one.kind == "dropped" and not one.channel
