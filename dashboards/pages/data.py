"""Data: can I trust it? What was loaded, refused, heard from, checked and understood."""

import streamlit as st

from dashboards.pages import (
    data_batches,
    data_checks,
    data_coverage,
    data_quarantine,
    data_trust,
    data_volume,
)
from dashboards.store import View


def show(view: View) -> None:
    """Draw the page."""
    st.caption(view.say("data.scope"))
    data_trust.show(view)
    data_batches.show(view)
    data_quarantine.show(view)
    data_volume.show(view)
    data_coverage.show(view)
    data_checks.show(view)
