"""What changed most: each sub-cause's part in the change of the failure rate, split into rate and mix."""

import pandas as pd
import streamlit as st

from dashboards import store
from dashboards.charts.changes import ranked_changes
from dashboards.store import View
from dashboards.widgets.card import card
from dashboards.widgets.chart import chart
from dashboards.widgets.links import toggle_filter

MOST = 12


def show(view: View) -> None:
    """Draw the card; where there is nothing to compare with, say why."""
    if view.compared is None:
        with card(view, "changed_most"):
            st.caption(view.say("overview.not_compared"))
        return
    changes = changed(view, store.CAUSE)
    hint = view.say("overview.changed_hint", days=compared_days(view))
    with card(view, "changed_most", frame=changes, query="cause_counts", hint=hint):
        top = changes[changes["rank"].notna()].head(MOST)
        if top.empty:
            st.caption(view.say("overview.too_few"))
            return
        names = {cause: view.label(cause) for cause in top["cause"]}
        words = {key: view.say(f"overview.{key}") for key in ("rate_part", "mix_part", "points")}
        chart(
            view,
            "changed_most",
            lambda: ranked_changes(top, names, words),
            on_click=lambda cause: toggle_filter("cause", cause),
        )


def changed(view: View, kind: str) -> pd.DataFrame:
    """The change of the whole, or of each segment of a kind, which is named by the column of that name."""
    found = view.ask(store.rate_changes, compared=view.compared)
    return found[found["kind"] == kind].drop(columns="kind").rename(columns={"segment": kind}).reset_index(drop=True)


def compared_days(view: View) -> str:
    """Which days are compared with which, in words."""
    now, before = view.compared or (view.selection, view.selection)
    say = view.say
    days = [f"{say.day(part.from_on)} – {say.day(part.to_on)}" for part in (now, before)]
    return say("overview.compared", now=days[0], before=days[1])
