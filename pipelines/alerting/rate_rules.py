"""Rules about rates: hours of each segment against the bar, and the stretches over it as incidents."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import pandas as pd

from analysis.alert_states import Bar, Stretch, course, verdicts
from pipelines.alerting.incidents import Incident, Segment, incident_id
from pipelines.alerting.rules import Rule
from pipelines.alerting.spike_rules import Spike, is_about

HOUR = pd.Timedelta(hours=1)
WHOLE_LOG = "*"


def rate_rule(
    rule: Rule, failures: pd.DataFrame, decided: pd.DataFrame, spikes: Sequence[Spike], as_of: datetime
) -> tuple[list[Segment], list[Incident]]:
    """The state of each segment and its incidents.

    failures: at, platform, cause_category, cause, failures and, for `times_expected`, expected (all that is expected
    is there then). decided: at, platform, decided.
    """
    segments, incidents = [], []
    for key, hours in _segments(rule, failures, decided, as_of):
        is_finished = bool(hours.index[-1] + HOUR <= as_of)
        found = course(verdicts(hours, _bar(rule), is_finished), rule.for_hours, rule.clear_hours)
        name = " · ".join(key.values()) or WHOLE_LOG
        segments.append(Segment(rule.name, name, found.states[-1] if found.states else "no_data"))
        for stretch in found.stretches:
            incident = _incident(rule, name, key, hours, stretch, spikes)
            incidents.append(incident if stretch.over else replace(incident, state=found.states[-1]))
    return segments, incidents


def _bar(rule: Rule) -> Bar:
    if rule.bar is None:
        raise ValueError(f"the rule {rule.name} has no bar")
    return rule.bar


def _segments(
    rule: Rule, failures: pd.DataFrame, decided: pd.DataFrame, as_of: datetime
) -> Iterator[tuple[dict[str, str], pd.DataFrame]]:
    """Each segment's names, and its hours without gaps: failures, decided and expected."""
    failures = failures[failures["at"] <= as_of]
    own = _chosen(failures, rule.platforms, "platform")
    own = _chosen(_chosen(own, rule.cause_categories, "cause_category"), rule.causes, "cause")
    all_decided = _chosen(decided[decided["at"] <= as_of], rule.platforms, "platform")
    if all_decided.empty:
        return
    grid = pd.date_range(all_decided["at"].min(), pd.Timestamp(as_of).floor("h"), freq="h")
    for key in _keys(rule, own, all_decided):
        exposure = _matching(all_decided, key).groupby("at")["decided"].sum()
        yield key, _hours(_matching(own, key), exposure, grid)


def _keys(rule: Rule, own: pd.DataFrame, decided: pd.DataFrame) -> list[dict[str, str]]:
    """The segments; a platform is one also while nothing of it fails."""
    if not rule.by:
        return [{}]
    frame = decided if rule.by == ("platform",) else own
    rows = frame[list(rule.by)].dropna().drop_duplicates().sort_values(list(rule.by))
    return [{name: str(row[name]) for name in rule.by} for row in rows.to_dict("records")]


def _hours(own: pd.DataFrame, exposure: "pd.Series[int]", grid: pd.DatetimeIndex) -> pd.DataFrame:
    sums = own.groupby("at").sum(numeric_only=True).reindex(grid)
    hours = pd.DataFrame({"failures": sums["failures"].fillna(0), "decided": exposure.reindex(grid).fillna(0)})
    return hours.assign(expected=sums["expected"]) if "expected" in sums else hours


def _chosen(frame: pd.DataFrame, wanted: Sequence[str], name: str) -> pd.DataFrame:
    return frame[frame[name].isin(wanted)] if wanted else frame


def _matching(frame: pd.DataFrame, key: dict[str, str]) -> pd.DataFrame:
    for name, value in key.items():
        if name in frame:
            frame = frame[frame[name] == value]
    return frame


def _incident(
    rule: Rule, name: str, key: dict[str, str], hours: pd.DataFrame, stretch: Stretch, spikes: Sequence[Spike]
) -> Incident:
    """One stretch: it began with the first window over the bar, so its failures are those from there on."""
    first = max(0, stretch.first - _bar(rule).over_hours + 1)
    inside = hours.iloc[first : stretch.last + 1].sum()
    started_at, last_at = hours.index[first], hours.index[stretch.last]
    words: dict[str, Any] = {one: key.get(one) for one in ("platform", "cause_category", "cause")}
    spike = _spike(rule, key, started_at, last_at + HOUR, spikes)
    return Incident(
        rule=rule.name,
        incident_id=incident_id(rule.name, name, started_at.isoformat()),
        segment=name,
        **words,
        error_code=None,
        started_at=started_at.to_pydatetime(),
        last_at=last_at.to_pydatetime(),
        ended_at=None if stretch.over is None else (last_at + HOUR).to_pydatetime(),
        state="firing" if stretch.over is None else "ok",
        count_failures=int(inside["failures"]),
        count_decided=int(inside["decided"]),
        count_expected=float(inside["expected"]) if "expected" in inside else None,
        spike_id=spike["spike_id"] if spike else None,
        explained_by=tuple(spike["explained_by"] or ()) if spike else (),
    )


def _spike(
    rule: Rule, key: dict[str, str], first_at: pd.Timestamp, until_at: pd.Timestamp, spikes: Sequence[Spike]
) -> Spike | None:
    """The largest spike in the same failures at the same time; None where none was found."""
    same = [
        one
        for one in spikes
        if one["started_at"] < until_at
        and (one["ended_at"] or one["last_at"]) >= first_at
        and all(one[name] == value for name, value in key.items())
        and is_about(rule, one)
    ]
    return max(same, key=lambda one: (one["observed"], one["spike_id"]), default=None)
