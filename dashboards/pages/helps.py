"""What helps: the lower half of the resolution page. All it says is association."""

import streamlit as st

from dashboards import store
from dashboards.pages import helps_attempts, helps_steps
from dashboards.store import View
from dashboards.widgets import states


def show_helps(view: View) -> None:
    """Draw the section; nothing where the snapshot is older than its relations."""
    if not store.holds(view.snapshot, "wait_steps"):
        return
    st.subheader(view.say("helps.title"), anchor=False)
    st.caption(view.say("helps.about"))
    if view.ask(store.next_attempts).empty:
        states.nothing(view, "helps")
        return
    left, right = st.columns(2, gap="small")
    with left:
        helps_attempts.show_by_number(view)
    with right:
        helps_attempts.show_by_wait(view)
    helps_steps.show(view)
