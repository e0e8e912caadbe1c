"""The times of each group in a table: half, nine of ten, the restricted mean, on the calendar and in working days."""

import pandas as pd

from dashboards import store
from dashboards.pages.resolution_numbers import ALL, SMALL, group_name, mean_days, resolution_groups
from dashboards.store import View
from dashboards.text import NOTHING
from dashboards.widgets.card import card
from dashboards.widgets.table import height_of, table

MOST_VISIBLE = 9


def show(view: View, by: str) -> None:
    """Draw the card."""
    groups = view.ask(resolution_groups, by=by)
    groups = groups.assign(group=[group_name(view, by, value) for value in groups["group_value"]])
    days = mean_days(view.ask(store.resolution_durations, by=by))
    query = view.statement("resolution_durations", by=by)
    hint = view.say("resolution.groups_hint", days=days)
    told = groups.drop(columns="group_value")[["group", *groups.columns[1:-1]]]
    with card(view, "resolution_groups", frame=told, query=query, hint=hint):
        rows = shaped(view, groups)
        height = height_of(len(rows), MOST_VISIBLE)
        table(view, "resolution_groups", rows, height=height, mean=view.say("resolution.mean_within", days=days))


def shaped(view: View, groups: pd.DataFrame) -> pd.DataFrame:
    """The figures as they are read, each with its interval; a small group is marked."""
    say, rows = view.say, groups.to_dict("records")
    return pd.DataFrame(
        {
            "group": [marked(view, row) for row in rows],
            "resolved_of": [f"{say.number(row['count_succeeded'])} / {say.number(row['count_cases'])}" for row in rows],
            "count_open": groups["count_open"],
            **{name: [duration(view, row, name) for row in rows] for name in ("median", "ninth", "mean")},
            "working": [working(view, row) for row in rows],
        }
    )


def marked(view: View, row: dict) -> str:
    is_small = row["count_cases"] < SMALL and row["group_value"] != ALL
    return f"{row['group']} ({view.say('causes.small')})" if is_small else row["group"]


def duration(view: View, row: dict, name: str) -> str:
    return told([view.say.hours(row[f"{name}{side}"]) for side in ("", "_low", "_high")])


def working(view: View, row: dict) -> str:
    values = (row[f"working{side}"] for side in ("", "_low", "_high"))
    return told([NOTHING if pd.isna(one) else view.say("unit.days", value=view.say.number(one, 2)) for one in values])


def told(texts: list[str]) -> str:
    """A value with its limits; what is not reached has a dash, and is then at least its lower limit."""
    value, low, high = texts
    if low == high == NOTHING:
        return value
    return f"{value} (≥ {low})" if high == NOTHING else f"{value} ({low} – {high})"
