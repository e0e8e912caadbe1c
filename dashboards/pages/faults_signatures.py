"""Signatures of technical faults that are new in the period, and those that came back after a silence."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from dashboards import store
from dashboards.charts.faults import FAULT
from dashboards.pages.causes_arrivals import finished
from dashboards.store import View
from dashboards.text import NOTHING
from dashboards.widgets.card import card
from dashboards.widgets.links import link
from dashboards.widgets.table import height_of, table

KINDS = {"new": "first_on", "back": "back_on"}
MOST_VISIBLE = 6


def show(view: View) -> None:
    """Draw the card, both beside each other."""
    faults = replace(view.selection, category=(FAULT,))
    asked = {"first_on": view.known.first_on, "finished_on": finished(view)}
    found = view.ask(store.arrived, faults, **asked)
    found = found[found["kind"] == "signature"]
    query = store.arrivals_statement(view.snapshot, faults, view.known.first_on)
    hint = view.say("faults.arrivals_hint", days=store.SILENCE_DAYS)
    with card(view, "fault_signatures", frame=found, query=query, hint=hint):
        for column, (kind, told_on) in zip(st.columns(2, gap="small"), KINDS.items(), strict=True):
            with column:
                listed(view, kind, told_on, found[found[f"is_{kind}"]])
        link(view, "causes", view.say("faults.to_causes"), category=[FAULT])


def listed(view: View, kind: str, told_on: str, rows: pd.DataFrame) -> None:
    """The most frequent first; a sentence where there is none."""
    st.markdown(f"**{view.say(f'causes.{kind}')}** :gray[{view.say.number(len(rows))}]")
    if rows.empty:
        st.caption(view.say(f"faults.none_{kind}"))
        return
    rows = rows.sort_values("count_failures", ascending=False, kind="stable")
    shown = pd.DataFrame(
        {
            "count_failures": rows["count_failures"].tolist(),
            "template": rows["template"].fillna(NOTHING).tolist(),
            "error_code": rows["error_code"].fillna(NOTHING).tolist(),
            told_on: rows[told_on].dt.date.tolist(),
        }
    )
    table(view, f"faults_{kind}", shown, height=height_of(len(shown), MOST_VISIBLE))
