"""The chosen consequence by the cause a case failed by first, per 1,000 such cases."""

import pandas as pd
import streamlit as st

from dashboards import store
from dashboards.charts.consequences import rates_by_first_cause
from dashboards.pages.consequences_choices import Choices
from dashboards.pages.consequences_numbers import counted_with, is_small, name_of, rate_of, rates, told
from dashboards.store import View
from dashboards.widgets.card import card
from dashboards.widgets.chart import chart
from dashboards.widgets.links import toggle_filter

MOST = 12


def show(view: View, choices: Choices) -> None:
    """Draw the card; a point filters its cause or category."""
    say, name = view.say, name_of(view, choices.consequence)
    rows = ranked(view, choices)
    top, whole = rows.head(MOST), rate_of(view, choices, choices.consequence) or {}
    hint = say("consequences.causes_hint", name=name)
    frame = rows.rename(columns={"id": "cause" if choices.level == "cause" else "cause_category"}).drop(columns="hover")
    frame = frame.loc[:, ~frame.columns.duplicated()]
    with card(view, "consequences_by_cause", frame=frame, query=counted_with(view, choices), hint=hint):
        if not rows["count_events"].any():
            st.markdown(f":gray[{say('consequences.never', name=name)}]")
            return
        names = {id_: view.label(id_) for id_ in top["id"]}
        chart(
            view,
            "consequences_by_cause",
            lambda: rates_by_first_cause(top, names, whole["per_thousand"], say("consequences.all_causes")),
            choices,
            on_click=lambda id_: toggle_filter(choices.level, id_),
        )
        if len(rows) > MOST:
            st.caption(say("consequences.more_causes", count=say.number(len(rows) - MOST)))


def ranked(view: View, choices: Choices) -> pd.DataFrame:
    """One row per cause or category, the highest rate first, those with few cases last."""
    rows = by_level(view, choices)
    of = rows[rows["consequence"] == choices.consequence].drop(columns="consequence")
    of = of.assign(is_small=is_small(of)).sort_values(
        ["is_small", "per_thousand", "count_failed_cases"], ascending=[True, False, False], ignore_index=True
    )
    return of.assign(hover=[told(view, row, view.label(row["id"])) for row in of.to_dict("records")])


def by_level(view: View, choices: Choices) -> pd.DataFrame:
    """The rates by first cause, or summed by its category: consequence, id, cause_category and the counts."""
    rows = rates(view, choices, key="first_cause").rename(columns={"first_cause": "id"})
    known = store.cause_entries(view.snapshot).set_index("cause")["cause_category"]
    rows["cause_category"] = rows["id"].map(known).fillna("unclassified")
    return rows if choices.level == "cause" else store.consequence_rates.summed_over(rows, "cause_category", "id")
