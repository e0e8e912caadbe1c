"""The journal of messages: what was told to which channel, and what became of it."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboards.store import View
from dashboards.widgets.alert_overview import Overview, local, named
from dashboards.widgets.card import card
from dashboards.widgets.table import height_of, table

MOST_VISIBLE = 8
MARKS = {"sent": "✓", "failed": "▲", "sending": "△", "intended": "○", "dropped": "×"}


def show(view: View, found: Overview) -> None:
    """Draw the card, the newest message first; its text as it was sent below."""
    rows = pd.DataFrame([row(view, one) for one in found["messages"]])
    with card(view, "alert_messages", frame=rows, hint=view.say("alert.messages_hint")):
        if rows.empty:
            st.markdown(f":gray[:material/mail: {view.say('alert.no_messages')}]")
            return
        table(view, "alert_messages", rows, height=height_of(len(rows), MOST_VISIBLE))
        newest = found["messages"][0]
        with st.expander(view.say("alert.newest")):
            st.code(f"{newest['title']}\n\n{newest['body']}", language=None, wrap_lines=True)


def row(view: View, one: dict[str, Any]) -> dict[str, Any]:
    state = one["state"]
    return {
        "written_at_local": local(view, one["written_at"]),
        "message_state": f"{MARKS[state]} {view.say(f'message_state.{state}')}",
        "alert_told": view.say(f"alert_told.{one['told']}"),
        "segment": named(view, one["segment"]),
        "alert_channels": one["channel"],
        "alert_rule": one["rule"],
        "message_tries": one["tries"],
        "reason": one["reason"] or None,
    }
