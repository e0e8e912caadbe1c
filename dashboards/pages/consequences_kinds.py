"""Every recorded consequence and repeated step: events, cases, rate per 1,000 cases with its interval, change."""

import pandas as pd

from dashboards import store
from dashboards.pages.consequences_choices import Choices
from dashboards.pages.consequences_numbers import (
    change_of,
    counted_with,
    interval,
    name_of,
    per_thousand,
    rates,
)
from dashboards.store import View
from dashboards.text import NOTHING
from dashboards.widgets.card import card
from dashboards.widgets.table import height_of, table


def show(view: View, choices: Choices) -> None:
    """Draw the card."""
    rows = rates(view, choices)
    rows = rows[rows["consequence"] != store.consequence_rates.ANY].reset_index(drop=True)
    named = rows.assign(consequence=[name_of(view, kind) for kind in rows["consequence"]])
    hint = view.say("consequences.kinds_hint", failed=view.say.number(rows["count_failed_cases"].iloc[0]))
    with card(view, "consequences_kinds", frame=named, query=counted_with(view, choices), hint=hint):
        shown = shaped(view, choices, rows)
        table(view, "consequences_kinds", shown, height=height_of(len(shown), len(shown)))


def shaped(view: View, choices: Choices, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows as they are read."""
    records = rows.to_dict("records")
    shown = pd.DataFrame(
        {
            "consequence": [name_of(view, row["consequence"]) for row in records],
            "count_events": rows["count_events"].astype(int),
            "count_cases_with": rows["count_cases"].astype(int),
            "per_thousand": [per_thousand(view, row["per_thousand"]) for row in records],
            "interval": [interval(view, row) for row in records],
            "relative_change": [change(view, choices, row["consequence"]) for row in records],
        }
    )
    return shown if view.compared else shown.drop(columns="relative_change")


def change(view: View, choices: Choices, consequence: str) -> str:
    """The relative change, marked where it is beyond chance."""
    relative, is_beyond_chance = change_of(view, choices, consequence)
    if relative is None:
        return NOTHING
    arrow = ("▲ " if relative > 0 else "▼ ") if is_beyond_chance else ""
    return f"{arrow}{view.say.change(relative)}"
