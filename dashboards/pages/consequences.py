"""Consequences: what does a failed termination cost people?"""

import streamlit as st

from dashboards import store
from dashboards.pages import (
    consequences_amounts,
    consequences_causes,
    consequences_choices,
    consequences_efforts,
    consequences_kinds,
    consequences_kpis,
    consequences_matrix,
    consequences_named,
    consequences_release,
    consequences_sentences,
    consequences_weeks,
)
from dashboards.pages.consequences_numbers import count_failed_cases
from dashboards.store import View
from dashboards.widgets import states


def show(view: View) -> None:
    """Draw the page."""
    if not store.holds(view.snapshot, "efforts_daily"):
        states.older(view)
        return
    if not count_failed_cases(view):
        states.nothing(view, "consequences")
        return
    choices = consequences_choices.read(view)
    consequences_choices.refused(view, choices)
    consequences_choices.currency_row(view, choices)
    consequences_kpis.show(view, choices)
    left, right = st.columns([3, 2], gap="small")
    with left:
        consequences_kinds.show(view, choices)
    with right:
        consequences_sentences.show(view, choices)
    consequences_choices.kind_row(view, choices)
    left, right = st.columns(2, gap="small")
    with left:
        consequences_weeks.show(view, choices)
    with right:
        consequences_causes.show(view, choices)
    consequences_matrix.show(view, choices)
    amounts, release, steps = st.columns(3, gap="small")
    with amounts:
        consequences_amounts.show(view, choices)
    with release:
        consequences_release.show(view, choices)
    with steps:
        consequences_efforts.show(view)
    consequences_named.show(view)
