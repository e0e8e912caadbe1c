"""The entry that is being taken back, with what that would change."""

import pandas as pd
import streamlit as st

from dashboards.pages.review_draft import Draft, propose
from dashboards.pages.review_history import UNDO, can_undo, what
from dashboards.store import View
from dashboards.text import plain
from dashboards.widgets.card import card


def show(view: View, log: pd.DataFrame) -> None:
    """Draw the card where an entry was clicked to be taken back."""
    asked = st.session_state.get(UNDO)
    found = log[(log["review_id"] == asked) & can_undo(log)] if asked else log.head(0)
    if found.empty:
        return
    row = found.to_dict("records")[0]
    hint = view.say("review.undoing", review=row["review_id"], what=plain(what(view, row)))
    with card(view, "review_undo", frame=found, hint=hint):
        propose(view, "undo", Draft("undo", undoes=row["review_id"]))
        label = view.say("causes.close")
        st.button(label, icon=":material/close:", type="tertiary", on_click=close, key="review_undo_close")


def close() -> None:
    st.session_state.pop(UNDO, None)
