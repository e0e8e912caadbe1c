"""Notes on points in time: written here, shown on every chart over time, with what became of them."""

from collections.abc import Hashable, Mapping
from datetime import date
from typing import Any

import streamlit as st

from dashboards.queries.shared_entries import entries_of, kept_notes
from dashboards.store import View
from dashboards.text import Text, is_missing, plain
from dashboards.widgets.author import ask_author, can_share, listing, share

LONGEST_TEXT = 300
MOST_SHOWN = 50
EDITED = "note_edited"
Row = Mapping[Hashable, Any]


def fill(view: View, page: str) -> None:
    """The form for a new note, and those there are, the newest point in time first."""
    st.caption(view.say("share.notes_hint", zone=view.zone))
    kept = kept_notes(view.snapshot)
    is_open = can_share(view)
    if is_open:
        write(view, None, f"added_{len(kept)}")  # another key, so that the form is empty after a note was added
    if kept.empty:
        st.caption(view.say("share.no_notes"))
    with listing("notes_kept", min(len(kept), MOST_SHOWN)):
        for row in kept.head(MOST_SHOWN).to_dict("records"):
            if is_open and st.session_state.get(EDITED) == row["of"]:
                write(view, row, row["of"])
            else:
                line(view, row, is_open)


def line(view: View, row: Row, is_open: bool) -> None:
    """One note: when, where, what; who wrote it, and the way to change it."""
    where = "" if is_missing(row["platform"]) else f" · {plain(row['platform'])}"
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", wrap=False):
        with st.container(gap=None):
            st.markdown(f"**{when(view.say, row)}**{where} · {plain(row['text'])}")
            st.caption(who(view, row))
        if is_open:
            label = view.say("share.edit")
            st.button(
                "", icon=":material/edit:", type="tertiary", help=label, key=f"edit_note_{row['of']}",
                on_click=start_editing, args=(row["of"],), width="content",
            )  # fmt: skip


def when(say: Text, row: Row) -> str:
    """The note's day, or its hour."""
    at = row["noted_at_local"]
    return say.day(at, with_year=True) if is_missing(row["hour"]) else f"{say.day(at, with_year=True)} {at:%H:%M}"


def who(view: View, row: Row) -> str:
    return f"{plain(row['author'])} · {view.say.instant(view.local(row['written_at']))}"


def start_editing(of: str | None) -> None:
    st.session_state[EDITED] = of


def write(view: View, row: Row | None, of: str) -> None:
    """A new note, or one that is changed: its text, its time and place, and who says so."""
    with st.form(f"note_{of}", border=True, clear_on_submit=False):
        before = row["text"] if row else ""
        text = st.text_area(view.say("share.text"), value=before, max_chars=LONGEST_TEXT, height=70, key=f"text_{of}")
        said = {"text": text, **time_and_place(view, row, of), "author": ask_author(view, f"note_{of}")}
        if row is None:
            if st.form_submit_button(view.say("share.add_note"), icon=":material/add:"):
                finish(share(view, "note", "add", said))
            return
        with st.container(horizontal=True):
            is_changed = st.form_submit_button(view.say("share.save"), type="primary")
            is_deleted = st.form_submit_button(view.say("share.delete"), icon=":material/delete:")
            st.form_submit_button(view.say("share.cancel"), type="tertiary", on_click=start_editing, args=(None,))
        history(view, row)
    if is_changed:
        finish(share(view, "note", "change", said | {"of": of}))
    if is_deleted:
        finish(share(view, "note", "delete", {"of": of, "author": said["author"]}))


def time_and_place(view: View, row: Row | None, of: str) -> dict[str, Any]:
    """The day, its hour or the whole of it, and one platform or all."""
    say = view.say
    at = row["noted_at_local"] if row else None
    hour = None if row is None or is_missing(row["hour"]) else int(row["hour"])
    platform = None if row is None or is_missing(row["platform"]) else row["platform"]
    hours, platforms = [None, *range(24)], [None, *view.known.values["platform"]]
    names = {hour: say("share.whole_day") if hour is None else f"{hour:02d}:00" for hour in hours}
    with st.container(horizontal=True, gap="small"):
        noted_on: date = st.date_input(
            say("share.day"), value=at.date() if at is not None else view.selection.to_on, format="YYYY-MM-DD",
            key=f"day_{of}", width=125,
        )  # fmt: skip
        chosen = st.selectbox(
            say("share.hour"), hours, index=hours.index(hour), format_func=names.__getitem__, key=f"hour_{of}",
            width=95,
        )  # fmt: skip
        place = st.selectbox(
            say("filter.platform"), platforms, index=platforms.index(platform) if platform in platforms else 0,
            format_func=lambda one: one or say("filter.all"), key=f"place_{of}", width=105,
        )  # fmt: skip
    return {"noted_on": noted_on.isoformat(), "hour": chosen, "platform": place}


def history(view: View, row: Row) -> None:
    """What the note said before, and who changed it."""
    for entry in entries_of(view.snapshot, row["of"]).iloc[1:].to_dict("records"):
        st.caption(f"{who(view, entry)}: {plain(entry['text'])}")


def finish(is_done: bool) -> None:
    """Draw the whole page anew: the note is a marker on its charts."""
    if is_done:
        start_editing(None)
        st.rerun()
