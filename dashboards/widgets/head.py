"""The head of every page: its title, how fresh the data is, the language switch."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from dashboards import store
from dashboards.store import View
from dashboards.text import LANGUAGES, Text, plain
from dashboards.widgets.links import set_filter

LANGUAGE_NAMES = {"zh": "中文", "en": "EN"}


def head(say: Text, title: str, fresh: str | None = None, tools: Callable[[], None] | None = None) -> None:
    """Title on the left; freshness, what `tools` draws, and the language switch on the right."""
    row = st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="page_head"
    )
    with row:
        st.title(title, anchor=False, width="content")
        with st.container(horizontal=True, vertical_alignment="center", width="content", gap="small"):
            if fresh:
                st.caption(f":material/schedule: {fresh}", width="content")
            if tools:
                tools()
            language_switch(say)


def language_switch(say: Text) -> None:
    if st.session_state.get("language") != say.language:
        st.session_state["language"] = say.language
    st.segmented_control(
        say("head.language"),
        LANGUAGES,
        key="language",
        format_func=LANGUAGE_NAMES.__getitem__,
        required=True,
        on_change=push_language,
        label_visibility="collapsed",
    )


def push_language() -> None:
    set_filter(lang=st.session_state["language"])


def fresh(view: View) -> str:
    """Up to when the data reaches, in the reporting zone."""
    return view.say("head.fresh", at=view.say.instant(view.local(view.snapshot.as_of)))


def quiet_platforms(view: View) -> None:
    """A banner where a platform's log has gone silent, because silence looks like health."""
    known = store.freshness(view.snapshot)
    quiet = known[known["is_quiet"].astype(bool)]
    for row in quiet.to_dict("records"):
        st.warning(quiet_sentence(view, row), icon=":material/volume_off:")


def quiet_sentence(view: View, row: dict) -> str:
    last_at = pd.Timestamp(row["last_event_at"])
    silent_hours = (pd.Timestamp(view.snapshot.as_of) - last_at).total_seconds() / 3600
    usual = row["usual_gap_hours"]
    key = "head.quiet" if pd.isna(usual) else "head.quiet_usual"
    return view.say(
        key,
        platform=plain(row["platform"]),
        at=view.say.instant(view.local(last_at)),
        silent=view.say.hours(silent_hours),
        usual=view.say.hours(None if pd.isna(usual) else usual),
    )
