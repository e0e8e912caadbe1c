"""alerts.toml as people write it, checked: what cannot stand is refused by file, line and rule."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from analysis.alert_states import Bar
from pipelines.alerting.rules import SEGMENTS, SEVERITIES, Channel, Maintenance, Rule, Rules
from pipelines.taxonomy_files import Entry, TaxonomyError, by_id, read_file

LANGUAGES = ("zh", "en", "both")
MOST_HOURS = 24 * 28
_TABLES = {"rule", "channel", "maintenance"}
_EVERY = {"name", "kind", "owner", "to", "platforms", "cause_categories", "causes"}
_SPIKE = _EVERY | {"severity"}
_RATE = _EVERY | {"by", "least_failures", "least_rate", "times_expected", "over_hours", "for_hours", "clear_hours"}


class RulesBroken(TaxonomyError):
    """A file of alert rules that cannot be used as it stands: file, line, and what to change."""


def read_rules(path: Path) -> Rules:
    """The rules of a file. Raises RulesBroken."""
    if not path.is_file():
        raise RulesBroken(f"There are no alert rules at {path}. Copy pipelines/alerting/example.toml there.")
    try:
        return _rules(path)
    except TaxonomyError as error:
        raise RulesBroken(str(error)) from None


def _rules(path: Path) -> Rules:
    file = read_file(path)
    for table in file.held.keys() - _TABLES:
        raise RulesBroken(f'{file.name}: "{table}" is not known here; known are {", ".join(sorted(_TABLES))}.')
    channels = {name: _channel(entry) for name, entry in by_id(file.entries("channel"), "name").items()}
    rules = tuple(_rule(entry, channels) for entry in by_id(file.entries("rule"), "name").values())
    return Rules(rules, channels, tuple(map(_maintenance, file.entries("maintenance"))))


def _channel(entry: Entry) -> Channel:
    entry.only({"name", "url_from", "language"})
    variable = entry.text("url_from")
    if not variable.isidentifier():
        raise entry.error('"url_from" names a variable of the environment, such as ALERT_FEISHU_URL; no URL goes here.')
    return Channel(_name(entry), variable, entry.one_of("language", LANGUAGES, "both"))


def _rule(entry: Entry, channels: Mapping[str, Channel]) -> Rule:
    kind = entry.one_of("kind", ("spike", "rate"))
    entry.only(_SPIKE if kind == "spike" else _RATE)
    rule = Rule(
        name=_name(entry),
        owner=entry.text("owner"),
        to=_known(entry, "to", channels),
        platforms=entry.texts("platforms"),
        cause_categories=entry.texts("cause_categories"),
        causes=entry.texts("causes"),
    )
    if kind == "spike":
        return replace(rule, severity=entry.one_of("severity", SEVERITIES, "medium"))
    by = _known(entry, "by", SEGMENTS) if "by" in entry.values else ("platform",)
    for_hours, clear_hours = _hours(entry, "for_hours"), _hours(entry, "clear_hours")
    return replace(rule, bar=_bar(entry), by=by, for_hours=for_hours, clear_hours=clear_hours)



def _bar(entry: Entry) -> Bar:
    least_rate, times_expected = (_number(entry, key) for key in ("least_rate", "times_expected"))
    if (least_rate is None) == (times_expected is None):
        raise entry.error('a rate rule needs either "least_rate" or "times_expected", beside "least_failures".')
    if least_rate is not None and least_rate > 1:
        raise entry.error(f'"least_rate" is {least_rate} but is a share, from 0 to 1.')
    return Bar(_whole(entry, "least_failures", 1_000_000), _hours(entry, "over_hours"), least_rate, times_expected)


def _hours(entry: Entry, key: str) -> int:
    return _whole(entry, key, MOST_HOURS) if key in entry.values else 1


def _whole(entry: Entry, key: str, most: int) -> int:
    value = entry.values.get(key)
    if type(value) is not int or not 1 <= value <= most:
        raise entry.error(f'"{key}" must be a whole number from 1 to {most}.')
    return value


def _number(entry: Entry, key: str) -> float | None:
    value = entry.values.get(key)
    if value is None:
        return None
    if type(value) not in (int, float) or not 0 < value < 1e9:
        raise entry.error(f'"{key}" must be a number above 0.')
    return float(value)


def _known(entry: Entry, key: str, known: Collection[str]) -> tuple[str, ...]:
    """A list of names that must all be known; the rule is told where one is not."""
    for name in (found := entry.texts(key)):
        if name not in known:
            raise entry.error(f'"{key}" names "{name}"; known are: {", ".join(known) or "none"}.')
    return found


def _name(entry: Entry) -> str:
    """A name that can stand in an id and a page: letters, digits, "_" and "-"."""
    name = entry.text("name")
    if not name.replace("-", "_").isidentifier() or len(name) > 40:
        raise entry.error(f'the name "{name}" must be up to 40 letters, digits, "_" and "-", without spaces.')
    return name


def _maintenance(entry: Entry) -> Maintenance:
    entry.only({"from", "until", "platforms", "reason"})
    from_at, until_at = (_instant(entry, key) for key in ("from", "until"))
    if until_at <= from_at:
        raise entry.error('"until" must be after "from".')
    return Maintenance(from_at, until_at, entry.texts("platforms"), entry.text("reason", ""))


def _instant(entry: Entry, key: str) -> datetime:
    value = entry.values.get(key)
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise entry.error(f'"{key}" must be an instant with its offset, without quotes: 2026-11-20T02:00:00+08:00.')
    return value.astimezone(UTC).replace(tzinfo=None)
