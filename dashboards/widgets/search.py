"""A search box for codes and messages, held in the address as `q`, and the way from an address to a widget."""

import streamlit as st

from dashboards.store import View
from dashboards.widgets.links import set_filter

LONGEST_PHRASE = 200


def hold(key: str, value: object) -> None:
    """Address to widget, only where they differ: writing on every run would lose fast clicks."""
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value


def asked_phrase() -> str | None:
    """What the address asks for, none where it is empty."""
    return (st.query_params.get("q") or "").strip()[:LONGEST_PHRASE] or None


def search(view: View, key: str, phrase: str | None, width: int) -> None:
    """The box, `width` pixels wide, under a widget's key of its own."""
    hold(key, phrase or "")
    st.text_input(
        view.say("causes.search"),
        key=key,
        placeholder=view.say("causes.search"),
        icon=":material/search:",
        max_chars=LONGEST_PHRASE,
        on_change=push_phrase,
        args=(key,),
        label_visibility="collapsed",
        width=width,
    )


def push_phrase(key: str) -> None:
    set_filter(q=st.session_state[key].strip() or None)
