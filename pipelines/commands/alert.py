"""`alert`: tell what broke to whom it concerns; what the rules say now; what they would have said over the log."""

import argparse
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipelines.alerting.looking import Looked, ahead, look
from pipelines.alerting.overview import overview
from pipelines.alerting.rule_file import read_rules
from pipelines.commands.changes import show
from pipelines.commands.exits import DONE, PARTLY
from pipelines.commands.options import add_warehouse, command
from pipelines.commands.summary import table
from warehouse import alerts, open_snapshot
from warehouse.alerts import Entry

PROGRAM = "python -m pipelines alert"
EXAMPLE_RULES = Path(__file__).parents[1] / "alerting" / "example.toml"
SERVED_AT = "http://localhost:8501"


def add(commands: Any) -> None:
    example = f"{PROGRAM} --rules alerts.toml --link https://dashboard.example"
    parser = command(commands, "alert", "send one message per incident, by the rules of alerts.toml", example)
    parser.add_argument("--dry-run", action="store_true", help="print what would be sent; write and send nothing")
    _options(parser)
    add_link(parser)
    parser.set_defaults(run=run)
    actions = parser.add_subparsers(title="actions", metavar="ACTION")
    for name, summary, action in (
        ("status", "the state of each rule, and the messages so far", run_status),
        ("backtest", "how often each rule would have fired over the log, and when", run_backtest),
    ):
        acting = command(actions, name, summary, f"{PROGRAM} {name} --rules alerts.toml")
        _options(acting, argparse.SUPPRESS)
        acting.set_defaults(run=action)


def add_link(parser: argparse.ArgumentParser) -> None:
    served = os.environ.get("TERMINATION_LINK", SERVED_AT)
    help_link = f"where the dashboard is served (default: $TERMINATION_LINK, else {SERVED_AT})"
    parser.add_argument("--link", default=served, metavar="URL", help=help_link)


def rules_file(stated: argparse.Namespace) -> Path:
    """--rules, $TERMINATION_ALERTS, or alerts.toml in the warehouse's folder."""
    return Path(stated.rules or os.environ.get("TERMINATION_ALERTS") or stated.warehouse / "alerts.toml")


def run(stated: argparse.Namespace) -> int:
    rules = read_rules(rules_file(stated))
    if stated.dry_run:
        entries = ahead(stated.warehouse, rules, stated.link, alerts.read(stated.warehouse))
        show(stated, [vars(entry) for entry in entries], _written(entries))
        return DONE
    done = look(stated.warehouse, rules, stated.link)
    show(stated, {"entries": [vars(entry) for entry in done.entries], "count_waiting": len(done.waiting)}, told(done))
    return PARTLY if done.waiting else DONE


def told(done: Looked) -> Iterator[str]:
    """How many messages were sent, what was held back, and what will be tried again."""
    counts = Counter(entry.kind for entry in done.entries)
    yield f"{counts['sent']} sent, {counts['held']} held back, {len(done.waiting)} waiting"
    for entry in done.entries:
        if entry.kind in ("held", "dropped"):
            yield f"{entry.kind}: {entry.rule}, {entry.segment}: {entry.reason}"
    for one in done.waiting:
        yield f"not sent, tried again later: {one.message_id}: {one.reason or 'waits for the one before it'}"


def run_status(stated: argparse.Namespace) -> int:
    found = _found(stated)
    show(stated, found, _states(found))
    return DONE


def run_backtest(stated: argparse.Namespace) -> int:
    found = _found(stated)
    names = ("rules_file", "is_example", "as_of", "rules", "incidents")
    show(stated, {name: found[name] for name in names}, _history(found))
    return DONE


def _options(parser: argparse.ArgumentParser, default: Any = None) -> None:
    """Before or after the action alike: what an action is not given, it must not forget of its command."""
    help_rules = "the rules (default: $TERMINATION_ALERTS, else alerts.toml in the warehouse's folder)"
    parser.add_argument("--rules", type=Path, metavar="FILE", help=help_rules, default=default)
    parser.add_argument("--json", action="store_true", help="print JSON", default=default or False)
    add_warehouse(parser, default)


def _found(stated: argparse.Namespace) -> dict[str, Any]:
    """The overview by the rules; by the example's, and saying so, where nobody has written any."""
    path = rules_file(stated)
    is_example = stated.rules is None and not path.exists()
    snapshot = open_snapshot(stated.warehouse)
    found = overview(snapshot, read_rules(EXAMPLE_RULES if is_example else path))
    return {"rules_file": str(path), "is_example": is_example, **found}


def _written(entries: list[Entry]) -> Iterator[str]:
    for entry in entries:
        if entry.kind != "intended":
            yield f"{entry.kind}: {entry.rule}, {entry.segment}: {entry.reason}"
        for channel, (title, body) in entry.texts.items():
            yield f"to {channel}:\n{title}\n{body}\n"
    if not entries:
        yield "nothing to tell"


def _head(found: dict[str, Any]) -> Iterator[str]:
    if found["is_example"]:
        yield f"There are no rules at {found['rules_file']}; this is what those of {EXAMPLE_RULES.name} come to."


def _states(found: dict[str, Any]) -> Iterator[str]:
    yield from _head(found)
    rows = [(one["name"], one["kind"], one["state"], _at(one["last_fired_at"]), one["owner"]) for one in found["rules"]]
    yield table(("rule", "kind", "state", "last fired (UTC)", "owner"), rows)
    counts = Counter(one["state"] for one in found["messages"])
    listed = ", ".join(f"{count} {state}" for state, count in counts.most_common()) or "none so far"
    yield f"messages: {listed}"


def _history(found: dict[str, Any]) -> Iterator[str]:
    yield from _head(found)
    for rule in found["rules"]:
        yield (
            f"{rule['name']}: over the log it would have fired {rule['count_fired']} times, "
            f"{rule['count_with_spike']} of them with a spike found"
        )
        own = [one for one in found["incidents"] if one["rule"] == rule["name"]]
        if own:
            header = ("about", "start (UTC)", "end (UTC)", "failures", "expected", "decided", "spike")
            yield table(header, map(_row, own))


def _row(one: dict[str, Any]) -> tuple[object, ...]:
    expected = "-" if one["count_expected"] is None else f"{one['count_expected']:.1f}"
    counts = (one["count_failures"], expected, "-" if one["count_decided"] is None else one["count_decided"])
    return (one["segment"], _at(one["started_at"]), _at(one["ended_at"]), *counts, one["spike_id"] or "-")


def _at(at: Any) -> str:
    return f"{at:%Y-%m-%d %H:%M}" if at else "-"
