"""After which causes people ask for help: contacts per 1,000 failed cases."""

import pandas as pd
import streamlit as st

from dashboards import store
from dashboards.pages.causes_numbers import small, without_empty
from dashboards.store import View
from dashboards.text import NOTHING, is_missing
from dashboards.widgets.card import card
from dashboards.widgets.links import toggle_filter
from dashboards.widgets.table import height_of, table

MOST_VISIBLE = 12


def show(view: View) -> None:
    """Draw the card; a row's button filters its cause."""
    rows = view.ask(store.help_by_cause)
    with card(view, "help_by_cause", frame=rows, query="help_by_cause", hint=view.say("help_return.by_cause_hint")):
        if rows.empty:
            st.markdown(f":gray[{view.say('help_return.no_failed')}]")
            return
        clicked = st.column_config.ButtonColumn(
            view.say("causes.filter"),
            type="tertiary",
            key="help_causes_click",
            on_click=filter_row,
            args=(rows["cause"].tolist(),),
            width=50,
        )
        bar = st.column_config.ProgressColumn(
            view.say("column.per_1000"), format="%.0f", min_value=0, max_value=float(rows["per_1000"].max()) or 1.0
        )
        shown = shaped(view, rows)
        height = height_of(len(shown), MOST_VISIBLE)
        table(view, "help_by_cause", shown, height=height, open=clicked, per_1000=bar)


def filter_row(causes: list[str]) -> None:
    toggle_filter("cause", causes[st.session_state["help_causes_click"].row])


def shaped(view: View, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows as they are read."""
    shown = pd.DataFrame(
        {
            "open": [":material/filter_alt:"] * len(rows),
            "cause": [view.label(cause) for cause in rows["cause"]],
            "per_1000": rows["per_1000"],
            "interval": [interval(view, row["low"], row["high"]) for row in rows.to_dict("records")],
            "count_contacts": rows["count_contacts"],
            "count_cases": rows["count_cases"],
            "is_small": [small(view, is_small) for is_small in rows["is_small"]],
        }
    )
    return without_empty(shown, "is_small")


def interval(view: View, low: float, high: float) -> str:
    if is_missing(low):
        return NOTHING
    return f"{view.say.number(low)} – {view.say.number(high)}"
