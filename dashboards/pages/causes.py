"""Causes: why do terminations fail?"""

import streamlit as st

from dashboards import store
from dashboards.pages import (
    causes_arrivals,
    causes_blockers,
    causes_categories,
    causes_entry,
    causes_next,
    causes_rates,
    causes_signatures,
    causes_table,
)
from dashboards.pages.causes_numbers import sub_causes
from dashboards.store import View
from dashboards.widgets import states

MOST_ABOVE = 18  # a longer chart leaves room beside it, a shorter one stands above


def show(view: View) -> None:
    """Draw the page."""
    if not view.ask(store.failure_rate, compared=view.compared).loc["shown", "count_attempts"]:
        states.nothing(view, "causes")
        return
    causes_entry.show(view)
    causes_categories.show(view)
    is_long = len(sub_causes(view)) > MOST_ABOVE
    left, right = st.columns([3, 2], gap="small") if is_long else (st.container(), st.container())
    with left:
        causes_rates.show(view)
    with right:
        causes_arrivals.show(view)
    causes_table.show(view)
    causes_signatures.show(view)
    left, right = st.columns(2, gap="small")
    with left:
        causes_blockers.show(view)
    with right:
        causes_next.show(view)
