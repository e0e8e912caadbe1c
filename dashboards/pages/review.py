"""Review: is the classification right? What is left to decide, who decided what, and how good it is."""

import pandas as pd
import streamlit as st

from dashboards import actions, store
from dashboards.pages import (
    review_decision,
    review_figures,
    review_history,
    review_pending,
    review_quality,
    review_queue,
    review_signatures,
    review_undo,
    review_versions,
    review_weeks,
)
from dashboards.pages.overview_findings import sentence
from dashboards.pages.review_choices import Choices, read_choices
from dashboards.pages.review_draft import reviewer
from dashboards.pages.review_findings import drifted
from dashboards.store import View
from dashboards.text import plain


def show(view: View) -> None:
    """Draw the page."""
    choices = read_choices()
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap="small"):
        st.caption(view.say("review.scope"), width="content")
        reviewer(view)
    if not actions.can_write(view.snapshot.folder):
        st.info(view.say("review.read_only"), icon=":material/lock:")
    log = kept(view)
    review_figures.show(view, choices)
    for number, finding in enumerate(drifted(view)):
        sentence(view, number, finding)
    review_pending.show(view, log)
    review_undo.show(view, log)
    review_queue.show(view, choices, log)
    chosen(view, choices)
    review_weeks.show(view, log)
    review_history.show(view, log)
    review_versions.show(view)
    review_quality.show(view)


def kept(view: View) -> pd.DataFrame:
    """The reviews so far; where their file is broken, say which line and go on without them."""
    try:
        return store.kept_reviews(view.snapshot)
    except store.ReviewsBroken as broken:
        st.error(plain(str(broken)), icon=":material/broken_image:")
        return store.no_reviews()


def chosen(view: View, choices: Choices) -> None:
    """The chosen signatures beside what can be decided about them."""
    if not choices.chosen:
        st.caption(f":material/arrow_upward: {view.say('review.choose')}")
        return
    known = store.review_signatures(view.snapshot, choices.chosen)
    if known.empty:
        st.markdown(f":gray[:material/search_off: {view.say('review.unknown_signature')}]")
        return
    left, right = st.columns([3, 2], gap="small")
    with left:
        review_signatures.show(view, choices, known)
    with right:
        review_decision.show(view, choices, known)
