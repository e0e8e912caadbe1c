"""The open cases against the promise: how old they are, how many will break it, and which are nearest to it."""

from dataclasses import replace

import streamlit as st

from dashboards import store
from dashboards.pages import resolution_ageing, resolution_nearest
from dashboards.store import Selection, View
from dashboards.text import plain
from dashboards.widgets import states


def show(view: View) -> None:
    """Draw the cards; they are of all open cases, whenever they began."""
    st.subheader(view.say("resolution.promise_title"), anchor=False)
    try:
        store.read_promise()
    except store.BadPromise as bad:
        st.error(view.say("resolution.bad_promise", error=plain(bad)), icon=":material/rule_settings:")
        return
    every = since_ever(view)
    st.caption(view.say("resolution.promise_hint", days=store.PROMISE_DAYS_LEARNED))
    ages = view.ask(store.promise_ages, every)
    if not (ages["end_kind"] == "open").any():
        states.nothing(view, "promise")
        return
    left, right = st.columns([2, 3], gap="small")
    with left:
        resolution_ageing.ages(view, every, ages)
    with right:
        resolution_ageing.platforms(view, every)
    resolution_nearest.show(view, every)


def since_ever(view: View) -> Selection:
    """The reader's choice without its period: a case is no less open for having begun before it."""
    return replace(view.selection, from_on=view.known.first_on, to_on=view.known.last_on)
