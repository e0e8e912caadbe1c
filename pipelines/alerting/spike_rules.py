"""Rules about spikes: each spike that is large enough is an incident."""

from collections.abc import Mapping, Sequence
from typing import Any

from analysis.alert_states import State, spike_state
from pipelines.alerting.incidents import Incident, Segment, incident_id
from pipelines.alerting.rules import SEVERITIES, Rule

Spike = Mapping[str, Any]


def spike_incidents(rule: Rule, spikes: Sequence[Spike]) -> list[Incident]:
    """Of the spikes of the log, those that the rule tells of."""
    return [_incident(rule, spike) for spike in spikes if is_about(rule, spike) and _is_large(rule, spike)]


def spike_segments(rule: Rule, spikes: Sequence[Spike], judged: Mapping[str, bool]) -> list[Segment]:
    """The state of the rule on each platform; judged: whether the newest hour of a platform could be judged."""
    platforms = rule.platforms or tuple(judged)
    return [Segment(rule.name, name, _state(rule, name, spikes, judged.get(name, False))) for name in platforms]


def is_about(rule: Rule, spike: Spike) -> bool:
    asked = ((rule.platforms, "platform"), (rule.cause_categories, "cause_category"), (rule.causes, "cause"))
    return all(not wanted or spike[name] in wanted for wanted, name in asked)


def _state(rule: Rule, platform: str, spikes: Sequence[Spike], is_judged: bool) -> State:
    still = [one for one in spikes if one["platform"] == platform and one["ended_at"] is None and is_about(rule, one)]
    large = [one["stage"] for one in still if _is_large(rule, one)]
    return spike_state(large, len(still) > len(large), is_judged)


def _is_large(rule: Rule, spike: Spike) -> bool:
    return SEVERITIES.index(spike["severity"]) >= SEVERITIES.index(rule.severity)


def _incident(rule: Rule, spike: Spike) -> Incident:
    is_open = spike["ended_at"] is None
    return Incident(
        rule=rule.name,
        incident_id=incident_id(rule.name, spike["spike_id"]),
        segment=spike["series"],
        **{name: spike[name] for name in ("platform", "cause_category", "cause", "error_code", "started_at")},
        last_at=spike["last_at"],
        ended_at=spike["ended_at"],
        state="ok" if not is_open else "recovering" if spike["stage"] == "recovering" else "firing",
        count_failures=spike["observed"],
        count_expected=spike["expected"],
        explained_by=tuple(spike["explained_by"] or ()),
        **{name: spike[name] for name in ("count_wallets", "severity", "stage", "spike_id")},
        **{name: spike[name] for name in ("share_of_failures", "share_of_attempts")},
    )
