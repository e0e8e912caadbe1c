"""Journeys of failed cases as a flow, with a table whose rows open the cases behind them."""

import pandas as pd
import streamlit as st

from dashboards import store
from dashboards.charts.ends import ENDS
from dashboards.charts.help_journeys import ends_by_response, journey_flow
from dashboards.pages import help_journey_cases
from dashboards.pages.help_numbers import response_names, with_interval
from dashboards.store import View
from dashboards.theme import CATEGORIES
from dashboards.widgets import states
from dashboards.widgets.card import card
from dashboards.widgets.chart import chart
from dashboards.widgets.links import set_filter
from dashboards.widgets.table import height_of, table

FLOW_HEIGHT = 460
MOST_VISIBLE = 14


def show(view: View) -> None:
    """Draw the card."""
    rows, names = view.ask(store.journeys), labels(view)
    hint = view.say("help_return.journeys_hint")
    with card(view, "help_journeys", frame=named(rows, names), query="journeys", hint=hint):
        if rows.empty:
            states.nothing(view, "help_journeys")
            return
        left, right = st.columns([4, 3], gap="medium")
        with left:
            drawn(view, rows, names)
        with right:
            listed(view, rows, names)
        help_journey_cases.show(view, rows, names)


def labels(view: View) -> dict[str, str]:
    """A label for every step of a journey."""
    ends = {end: view.say(f"end_kind.{end}") for end in ENDS}
    return response_names(view) | ends | {category: view.label(category) for category in CATEGORIES}


def named(rows: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """The rows with their steps called by name; what the taxonomy no longer knows keeps its id."""
    steps = {step: rows[step].map(lambda known: names.get(known, known)) for step in store.help_journeys.STEPS}
    return rows.assign(**steps)


def drawn(view: View, rows: pd.DataFrame, names: dict[str, str]) -> None:
    """The flow; where there is no room for it (a phone, by app.css) the ends of each response as bars."""
    responses = store.help_journeys.RESPONSES
    known = rows[rows["first_cause_category"].isin(CATEGORIES)]
    with st.container(key="wide_only_journeys"):
        cases = view.say("help_return.cases")
        chart(view, "help_journeys", lambda: journey_flow(known, responses, names, cases, FLOW_HEIGHT))
    with st.container(key="narrow_only_journeys"):
        chart(view, "help_ends_by_response", lambda: ends_by_response(known, responses, names))


def listed(view: View, rows: pd.DataFrame, names: dict[str, str]) -> None:
    """Every journey; a row's button shows its cases."""
    keys = [".".join(steps) for steps in rows[list(store.help_journeys.STEPS)].itertuples(index=False)]
    clicked = st.column_config.ButtonColumn(
        view.say("help_return.show_cases"),
        type="tertiary",
        key="help_journey_click",
        on_click=choose,
        args=(keys,),
        width=40,
    )
    columns = {
        name: st.column_config.TextColumn(view.say(f"column.{name}"), width=width)
        for name, width in {"first_cause_category": 120, "response": 150, "end_kind": 80}.items()
    }
    shown = shaped(view, named(rows, names))
    table(view, "help_journeys", shown, height=height_of(len(shown), MOST_VISIBLE), open=clicked, **columns)


def choose(keys: list[str]) -> None:
    set_filter(journey=keys[st.session_state["help_journey_click"].row])


def shaped(view: View, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows as they are read."""
    records = rows.to_dict("records")
    return pd.DataFrame(
        {
            "open": [":material/list_alt:"] * len(rows),
            "count_cases": rows["count_cases"],
            **{step: rows[step] for step in store.help_journeys.STEPS},
            "share_of_response": [with_interval(view, row["rate"], row["low"], row["high"], 0) for row in records],
            "count_helped": rows["count_helped"],
        }
    )
