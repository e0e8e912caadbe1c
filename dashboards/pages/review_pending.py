"""Reviews that are kept and not applied yet: what they would change, and the button that publishes it."""

import pandas as pd
import streamlit as st

from dashboards import actions
from dashboards.pages import review_preview
from dashboards.pages.review_draft import refusal, who
from dashboards.pages.review_history import entries
from dashboards.store import View
from dashboards.widgets.card import card


def show(view: View, log: pd.DataFrame) -> None:
    """Draw the card where something is pending."""
    waiting = log[log["is_pending"]]
    if waiting.empty:
        return
    count = view.say.number(len(waiting))
    with card(view, "review_pending", frame=waiting, hint=view.say("review.pending_hint", count=count)):
        entries(view, "review_pending", waiting)
        found = review_preview.show(view, "pending", [])
        if found is not None:
            apply(view, found)


def apply(view: View, found: dict) -> None:
    """Publish exactly what was previewed: entries that come in between wait for the next time."""
    name = who()
    if not name:
        st.caption(f":material/info: {view.say('review.reviewer_missing')}")
    is_open = bool(name) and actions.can_write(view.snapshot.folder)
    label = view.say("review.apply")
    if st.button(label, key="review_apply", icon=":material/publish:", type="primary", disabled=not is_open):
        publish(view, name, found["through"])


def publish(view: View, name: str, through: str | None) -> None:
    """Run the publishing and say how it ended; the next run of the page opens the new snapshot."""
    with st.status(view.say("review.applying"), expanded=True) as status:
        try:
            with st.spinner(view.say("review.applying_hint"), show_time=True):
                answer = actions.apply(view.snapshot.folder, name, through)
        except actions.Refused as refused:
            status.update(label=view.say("review.not_applied"), state="error")
            st.error(refusal(view, refused), icon=":material/error:")
            return
        status.update(label=view.say("review.applied_done"), state="complete")
    moved = view.say.number(answer["count_failures"])
    st.toast(view.say("review.applied", count=moved), icon=":material/published_with_changes:")
    st.rerun()
