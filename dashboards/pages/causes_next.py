"""Causes revealed one at a time: which cause a case meets after its first."""

import pandas as pd
import streamlit as st

from dashboards import store
from dashboards.charts.causes import next_cause_matrix
from dashboards.pages.causes_numbers import names_of
from dashboards.store import View
from dashboards.widgets.card import card
from dashboards.widgets.chart import chart
from dashboards.widgets.links import set_filter

MOST = 8


def show(view: View) -> None:
    """Draw the card; a cell filters its two causes."""
    rows = view.ask(store.next_causes)
    statement = view.statement("next_causes", view.selection.population())
    with card(view, "causes_next", frame=rows, query=statement, hint=view.say("causes.next_hint")):
        shown = largest(rows)
        if shown.empty:
            st.markdown(f":gray[{view.say('causes.no_next')}]")
            return
        names = names_of(view, shown["first_cause"], shown["next_cause"])
        words = {"cases": view.say("causes.of_cases"), "days": view.say("causes.median_days")}
        chart(view, "causes_next", lambda: next_cause_matrix(shown, names, words), on_click=filter_both)


def largest(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows between the first causes and the next ones with the most cases, without small samples."""
    ranked = rows[~rows["is_small"]]
    first, following = (
        ranked.groupby(key)["count_cases"].sum().nlargest(MOST).index for key in ("first_cause", "next_cause")
    )
    return ranked[ranked["first_cause"].isin(first) & ranked["next_cause"].isin(following)]


def filter_both(pair: str) -> None:
    set_filter(cause=pair.split(" "))
