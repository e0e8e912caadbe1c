"""By what the reader groups the curves: a key of the address of its own."""

import streamlit as st

from dashboards import store
from dashboards.store import View
from dashboards.text import plain
from dashboards.widgets.links import set_filter
from dashboards.widgets.search import hold

KEY = "resolution_by"


def chosen_grouping() -> str:
    """What the address says, else the first grouping."""
    asked = st.query_params.get("by")
    return asked if asked in store.GROUPINGS else store.GROUPINGS[0]


def choose(view: View) -> str:
    """Draw the picker; a grouping that the address asks for in vain is said to be."""
    asked, by = st.query_params.get("by"), chosen_grouping()
    if asked is not None and asked != by:
        st.warning(view.say("resolution.no_grouping", by=plain(asked[:40])), icon=":material/link_off:")
    hold(KEY, by)
    names = {name: view.say(f"resolution.by_{name}") for name in store.GROUPINGS}
    st.segmented_control(
        view.say("resolution.by"),
        options=store.GROUPINGS,
        format_func=names.__getitem__,
        key=KEY,
        required=True,
        on_change=chosen,
    )
    return by


def chosen() -> None:
    by = st.session_state[KEY]
    set_filter(by=None if by == store.GROUPINGS[0] else by)
