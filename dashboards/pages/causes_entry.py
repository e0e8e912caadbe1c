"""What the taxonomy says of the one sub-cause that is filtered: owner, advice, what a customer may read."""

import streamlit as st

from dashboards import store
from dashboards.pages.causes_numbers import word
from dashboards.store import View
from dashboards.text import plain
from dashboards.widgets.card import card
from dashboards.widgets.drawer import cause_badge
from dashboards.widgets.links import link


def show(view: View) -> None:
    """Draw the card where exactly one sub-cause is chosen."""
    known = store.cause_entries(view.snapshot)
    chosen = known[known["cause"].isin(view.selection.cause)]
    if len(chosen) != 1:
        return
    row = chosen.to_dict("records")[0]
    with card(view, "causes_entry", frame=chosen, query="cause_entries"):
        st.markdown(
            f"{cause_badge(view, row['cause'], row['cause_category'])} &nbsp; "
            + view.say(
                "causes.entry", owner=word(view, "owner", row["owner"]), advice=word(view, "advice", row["advice"])
            )
        )
        for language in ("zh", "en"):
            st.markdown(f":gray[{view.say(f'causes.safe_{language}')}] {plain(row[f'safe_{language}'])}")
        link(view, "cases", view.say("causes.cases"))
