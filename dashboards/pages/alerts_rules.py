"""The rules: state, condition, owner, channels, and when each fired last."""

from typing import Any

import pandas as pd

from dashboards.store import View
from dashboards.widgets.alert_overview import Overview, local
from dashboards.widgets.card import card
from dashboards.widgets.states import nothing
from dashboards.widgets.table import height_of, table

MARKS = {"firing": "▲", "recovering": "▽", "pending": "△", "no_data": "○", "ok": "✓"}
MOST_VISIBLE = 10


def show(view: View, found: Overview) -> None:
    """Draw the card."""
    rows = pd.DataFrame([row(view, rule) for rule in found["rules"]])
    hint = view.say("alert.rules_hint", at=local(view, found["as_of"]))
    with card(view, "alert_rules", frame=rows, hint=hint):
        if rows.empty:
            nothing(view, "alert_rules")
            return
        table(view, "alert_rules", rows, height=height_of(len(rows), MOST_VISIBLE))


def row(view: View, rule: dict[str, Any]) -> dict[str, Any]:
    return {
        "state": state(view, rule["state"]),
        "alert_rule": rule["name"],
        "condition": condition(view, rule),
        "last_fired_at_local": local(view, rule["last_fired_at"]),
        "last_told_at_local": local(view, rule["last_told_at"]),
        "owner": rule["owner"],
        "alert_channels": ", ".join(rule["to"]) or None,
        "alert_segments": view.say.listed(
            f"{state(view, name)} {view.say.number(count)}" for name, count in rule["count_by_state"].items()
        ),
    }


def state(view: View, name: str) -> str:
    return f"{MARKS[name]} {view.say(f'alert_state.{name}')}"


def condition(view: View, rule: dict[str, Any]) -> str:
    """What has to be so, in words; what narrows the rule behind it."""
    parts = [spike(view, rule) if rule["bar"] is None else rate(view, rule)]
    parts += [", ".join(rule["platforms"])] if rule["platforms"] else []
    parts += [", ".join(view.label(one) for one in (*rule["cause_categories"], *rule["causes"]))]
    return " · ".join(part for part in parts if part)


def spike(view: View, rule: dict[str, Any]) -> str:
    return view.say("alert.spike", severity=view.say(f"severity.{rule['severity']}"))


def rate(view: View, rule: dict[str, Any]) -> str:
    """Count and rate (or multiple), the window, and for how long."""
    say, bar = view.say, rule["bar"]
    if bar["least_rate"] is not None:
        second = say("alert.rate", percent=say.percent(bar["least_rate"], 0))
    else:
        second = say("alert.times", times=say.number(bar["times_expected"], 1))
    counts = {"count": say.number(bar["least_failures"]), "window": say.hours(bar["over_hours"])}
    return say("alert.both", second=second, lasting=say.hours(rule["for_hours"]), **counts)
