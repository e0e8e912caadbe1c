"""Who leaves a note or a view, asked for once a visit, and what the write side says to it."""

from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboards import actions
from dashboards.store import View
from dashboards.text import plain

LONGEST_AUTHOR = 80
MOST_VISIBLE, SCROLLED = 5, 280


def ask_author(view: View, key: str) -> str:
    """A box for the reader's name; what was said before in this visit stands in it."""
    before = st.session_state.get("author", "")
    said = st.text_input(view.say("share.author"), value=before, key=f"author_{key}", max_chars=LONGEST_AUTHOR)
    return said.strip()


def share(view: View, thing: actions.Shared, kind: actions.Entry, entry: dict[str, Any]) -> bool:
    """Have it written down; where that is refused, say why. Returns whether it was done."""
    st.session_state["author"] = entry["author"]
    try:
        actions.share(view.snapshot.folder, thing, kind, entry)
    except actions.Refused as refused:
        st.error(view.say("share.refused", sentence=plain(str(refused))), icon=":material/error:")
        return False
    return True


def can_share(view: View) -> bool:
    """Whether anything can be written down here; where not, that is said."""
    if actions.can_write(view.snapshot.folder):
        return True
    st.caption(f":material/lock: {view.say('share.read_only')}")
    return False


def listing(key: str, count: int) -> DeltaGenerator:
    """A place for so many lines, which scrolls where they are many."""
    return st.container(height=SCROLLED if count > MOST_VISIBLE else "content", border=False, gap="xsmall", key=key)
