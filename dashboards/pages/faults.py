"""Technical faults: what is broken now, since when, in which slice, how many wallets, is it over?"""

import streamlit as st

from dashboards import store
from dashboards.pages import (
    faults_hours,
    faults_live,
    faults_places,
    faults_signatures,
    faults_spike,
    faults_spikes,
    faults_week,
)
from dashboards.store import View
from dashboards.widgets import states


def show(view: View) -> None:
    """Draw the page."""
    if not store.holds(view.snapshot, "judged_hours"):
        states.older(view)
        return
    faults_live.show(view)
    chosen = faults_spikes.chosen(view)
    if chosen is not None:
        faults_spike.show(view, chosen)
    left, right = st.columns([3, 2], gap="small")
    with left:
        faults_hours.show(view)
    with right:
        faults_spikes.show(view)
    places, week = st.columns(2, gap="small")
    with places:
        faults_places.show(view)
    with week:
        faults_week.show(view)
    faults_signatures.show(view)
