"""Resolution: how long, and what helps?"""

import streamlit as st

from dashboards import store
from dashboards.pages import (
    resolution_curves,
    resolution_ends,
    resolution_groups,
    resolution_held,
    resolution_promise,
)
from dashboards.pages.helps import show_helps
from dashboards.pages.resolution_choices import choose
from dashboards.store import View
from dashboards.widgets import states


def show(view: View) -> None:
    """Draw the page."""
    if not store.holds(view.snapshot, "resolution_times"):
        states.older(view)
        return
    by = choose(view)
    if view.ask(store.resolution_durations, by=by).empty:
        states.nothing(view, "resolution")
    else:
        durations(view, by)
    resolution_promise.show(view)
    show_helps(view)


def durations(view: View, by: str) -> None:
    """What the cases of the period tell of how long they last."""
    left, right = st.columns([3, 2], gap="small")
    with left:
        resolution_curves.show(view, by)
    with right:
        resolution_ends.show(view, by)
    resolution_groups.show(view, by)
    resolution_held.show(view, by)
