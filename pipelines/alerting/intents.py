"""What is to be told now, written out as entries of the journal: messages, and what is held back and why."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from pipelines.alerting.due import Due, due
from pipelines.alerting.holding import silences, why_held
from pipelines.alerting.incidents import Incident, Judged
from pipelines.alerting.judging import asked
from pipelines.alerting.messages import Letterhead, message
from pipelines.alerting.rules import Rule, Rules
from warehouse import Snapshot
from warehouse.alerts import Entry

HOUR = timedelta(hours=1)
NAMES = """
SELECT cause AS id, label_zh AS zh, label_en AS en FROM causes
UNION ALL SELECT cause_category, label_zh, label_en FROM cause_categories"""


@dataclass(frozen=True)
class Telling:
    """What every entry of a look is made with; `now` is the clock's instant in UTC."""

    snapshot: Snapshot
    rules: Rules
    head: Letterhead
    now: datetime


def intents(judged: Judged, telling: Telling, before: Sequence[Entry]) -> Iterator[Entry]:
    """The entries to add after those of `before`; the same message is never written down twice."""
    snapshot = telling.snapshot
    silenced = silences(snapshot.folder)
    rules = {rule.name: rule for rule in telling.rules.rules}
    last = {entry.incident_id: entry for entry in before}
    for one in due(judged, before, snapshot.as_of):
        if one.rule not in rules:
            yield _entry(one, telling, kind="dropped", reason="the rule is gone")
            continue
        why = one.incident and why_held(one.incident, silenced, telling.rules.maintenance, snapshot.as_of)
        if not why:
            yield _entry(one, telling, kind="intended", texts=_texts(one, rules[one.rule], telling))
        elif (held := _entry(one, telling, kind="held", reason=why)) and not _is_known(held, last.get(one.incident_id)):
            yield held


def letterhead(snapshot: Snapshot, link: str) -> Letterhead:
    """The names of causes and categories in both languages, the zone, and where the dashboard is served."""
    names = {one["id"]: one for one in snapshot.arrow(NAMES).to_pylist()}
    return Letterhead(names, link.rstrip("/"), snapshot.utc_offset_minutes)


def with_wallets(one: Incident, rule: Rule, snapshot: Snapshot) -> Incident:
    """The incident with its wallets counted, where it came without."""
    if one.count_wallets is not None:
        return one
    values: dict[str, Any] = {
        "started_at": one.started_at,
        "until_at": one.last_at + HOUR,
        "platforms": [one.platform] if one.platform else list(rule.platforms),
        "cause_categories": [one.cause_category] if one.cause_category else list(rule.cause_categories),
        "causes": [one.cause] if one.cause else list(rule.causes),
    }
    return replace(one, count_wallets=int(asked(snapshot, "wallets", values)["count_wallets"].iloc[0]))


def _texts(one: Due, rule: Rule, telling: Telling) -> dict[str, list[str]]:
    """Title and body for each channel of the rule."""
    counted = one.incident and with_wallets(one.incident, rule, telling.snapshot)
    channels = [telling.rules.channels[name] for name in rule.to]
    told = replace(one, incident=counted)
    return {channel.name: list(message(told, rule, channel.language, telling.head)) for channel in channels}


def _entry(one: Due, telling: Telling, **more: Any) -> Entry:
    return Entry(
        written_at=telling.now,
        as_of=telling.snapshot.as_of,
        incident_id=one.incident_id,
        number=one.number,
        told=one.told,
        rule=one.rule,
        segment=one.segment,
        started_at=one.started_at,
        **more,
    )


def _is_known(held: Entry, last: Entry | None) -> bool:
    return last is not None and (last.kind, last.told, last.reason) == (held.kind, held.told, held.reason)
