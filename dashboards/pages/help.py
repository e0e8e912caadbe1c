"""Help and return: does help help, and do they come back?"""

import streamlit as st

from dashboards import store
from dashboards.pages import (
    help_after,
    help_answers,
    help_causes,
    help_channels,
    help_journeys,
    help_kpis,
    help_returns,
)
from dashboards.pages.help_numbers import has_contacts
from dashboards.store import View
from dashboards.widgets import states


def show(view: View) -> None:
    """Draw the page."""
    if not store.holds(view.snapshot, "help_contacts"):
        states.older(view)
        return
    if not help_kpis.has_any(view):
        states.nothing(view, "help")
        return
    help_kpis.show(view)
    help_journeys.show(view)
    if has_contacts(view):
        contacts(view)
    else:
        with st.container(border=True, key="no_contacts"):
            st.markdown(f":gray[:material/support_agent: {view.say('help_return.no_contacts')}]")
    help_returns.show(view)


def contacts(view: View) -> None:
    """All that is told of contacts with help."""
    left, right = st.columns(2, gap="small")
    with left:
        help_channels.show(view)
    with right:
        help_channels.turns(view)
    help_answers.show(view)
    left, right = st.columns([2, 3], gap="small")
    with left:
        help_after.show(view)
    with right:
        help_causes.show(view)
