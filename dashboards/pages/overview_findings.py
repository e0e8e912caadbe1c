"""Findings in plain sentences, each with a link to its evidence."""

import streamlit as st

from dashboards.pages.overview_sentences import (
    LEAST_DIFFERENCE,
    LEAST_FAILURES,
    Finding,
    moved,
    running_spikes,
    standing,
)
from dashboards.pages.review_findings import drifted
from dashboards.store import View
from dashboards.widgets.card import card
from dashboards.widgets.links import link

MOST_FINDINGS = 6


def show(view: View) -> None:
    """Draw the card: what runs now first, then what changed, then what holds."""
    points = view.say.points(LEAST_DIFFERENCE, 1, sign="")
    with card(view, "findings", hint=view.say("finding.hint", points=points, count=LEAST_FAILURES)):
        found = [*running_spikes(view), *moved(view), *drifted(view), *standing(view)][:MOST_FINDINGS]
        if not found:
            st.markdown(view.say("finding.none"))
        for number, finding in enumerate(found):
            sentence(view, number, finding)


def sentence(view: View, number: int, finding: Finding) -> None:
    with st.container(gap=None, key=f"finding_{number}"):
        st.markdown(f":material/{finding.icon}: {finding.sentence}")
        link(view, finding.page, view.say("finding.evidence"), **finding.changes)
