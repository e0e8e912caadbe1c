"""What people said of a spike, and the form to say it: seen, whose it is, silent until when, a note."""

from collections.abc import Hashable, Mapping
from datetime import timedelta
from typing import Any

import pandas as pd
import streamlit as st

from dashboards.queries.shared_entries import SharedBroken, kept_marks
from dashboards.store import View
from dashboards.text import is_missing, plain
from dashboards.widgets.author import ask_author, can_share, share

SILENCES = (0, 1, 4, 24, 72)  # hours
LONGEST_ASSIGNEE, LONGEST_TEXT = 80, 300
Spike = Mapping[Hashable, Any]


def show(view: View, spike: Spike) -> None:
    """What stands, and the form behind a button."""
    try:
        kept = kept_marks(view.snapshot)
    except SharedBroken as broken:
        st.error(plain(str(broken)), icon=":material/error:")
        return
    found = kept[kept["spike_id"] == spike["spike_id"]].to_dict("records")
    mark = {str(key): value for key, value in found[0].items()} if found else {}
    st.caption(said(view, mark) if mark else view.say("faults.unmarked"))
    label = view.say("faults.mark_change" if mark else "faults.mark")
    with st.popover(label, icon=":material/front_hand:", width="content"):
        if can_share(view):
            form(view, spike, mark)


def said(view: View, mark: dict[str, Any]) -> str:
    """The mark in a line, and who made it when."""
    say = view.say
    until = pd.Timestamp(mark["silenced_until"] or 0, tz="UTC").tz_convert(None)
    parts = [
        say("faults.acknowledged") if mark["is_acknowledged"] else None,
        None if is_missing(mark["assignee"]) else say("faults.assigned", who=plain(mark["assignee"])),
        say("faults.silenced", until=say.instant(view.local(until))) if until > view.snapshot.as_of else None,
        None if is_missing(mark["text"]) else plain(mark["text"]),
    ]
    who = f"{plain(mark['author'])} · {say.instant(view.local(mark['written_at']))}"
    return " · ".join([*(part for part in parts if part), who])


def form(view: View, spike: Spike, mark: dict[str, Any]) -> None:
    """One mark for each spike: to say more is to change it."""
    say, of = view.say, mark.get("of", spike["spike_id"])
    with st.form(f"mark_{of}", border=False):
        is_acknowledged = st.checkbox(say("faults.acknowledge"), value=bool(mark.get("is_acknowledged", True)))
        assignee = st.text_input(say("faults.assignee"), value=mark.get("assignee") or "", max_chars=LONGEST_ASSIGNEE)
        hours = st.selectbox(say("faults.silence"), SILENCES, format_func=lambda one: silence(view, one))
        text = st.text_area(say("share.text"), value=mark.get("text") or "", max_chars=LONGEST_TEXT, height=70)
        author = ask_author(view, f"mark_{of}")
        is_sent = st.form_submit_button(say("share.save"), type="primary")
    entry = {
        "spike_id": spike["spike_id"],
        "is_acknowledged": is_acknowledged,
        "assignee": assignee.strip(),
        "silenced_until": f"{(view.snapshot.as_of + timedelta(hours=hours)).isoformat()}+00:00" if hours else "",
        "text": text.strip(),
        "author": author,
    }
    if is_sent and share(view, "spike", "change" if mark else "add", entry | ({"of": mark["of"]} if mark else {})):
        st.rerun()


def silence(view: View, hours: int) -> str:
    return view.say.hours(hours) if hours else view.say("faults.not_silenced")
