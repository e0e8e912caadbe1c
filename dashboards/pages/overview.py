"""Overview: is it worse, where, and what should I open?"""

import streamlit as st

from dashboards.pages import overview_changes, overview_findings, overview_kpis, overview_time
from dashboards.store import View
from dashboards.widgets import states


def show(view: View) -> None:
    """Draw the page."""
    if not overview_kpis.counted(view).loc["shown", "count_attempts"]:
        states.nothing(view, "overview")
        return
    overview_kpis.show(view)
    left, right = st.columns([2, 1], gap="small")
    with left:
        overview_time.show(view)
    with right:
        overview_findings.show(view)
    overview_changes.show(view)
