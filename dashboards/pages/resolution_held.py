"""Who held the cases: the share of their time that the user, the platform or somebody else had to act."""

import pandas as pd
import streamlit as st

from dashboards import store
from dashboards.charts.resolution_open import HOLDERS, held_shares
from dashboards.pages.resolution_numbers import group_name
from dashboards.store import View
from dashboards.widgets.card import card
from dashboards.widgets.chart import chart

MOST_DRAWN = 10


def show(view: View, by: str) -> None:
    """Draw the card."""
    rows = told(view, by, view.ask(store.time_held, by=by))
    query = view.statement("time_held", by=by)
    with card(view, "time_held", frame=rows, query=query, hint=view.say("resolution.held_hint")):
        hours = rows.rename(columns={f"{holder}_hours": holder for holder in HOLDERS})
        if not hours[list(HOLDERS)].to_numpy().sum():
            st.markdown(f":gray[{view.say('resolution.none_held')}]")
            return
        names = {holder: view.say(f"resolution.held_{holder}") for holder in HOLDERS}
        chart(view, "time_held", lambda: held_shares(hours.head(MOST_DRAWN + 1), names), by)


def told(view: View, by: str, held: pd.DataFrame) -> pd.DataFrame:
    """All cases, then each group, the largest first."""
    counted = [f"{holder}_hours" for holder in HOLDERS] + ["count_cases"]
    rows = held.assign(group=[group_name(view, by, value) for value in held["group_value"]])
    rows = rows.sort_values("count_cases", ascending=False, kind="stable")
    total = pd.DataFrame([{"group": view.say("resolution.all"), **held[counted].sum()}])
    return pd.concat([total, rows], ignore_index=True)[["group", "count_cases", *counted[:-1]]]
