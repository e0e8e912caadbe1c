"""Saved views: the present page and filters under a name, found again by everybody who reads this warehouse."""

from collections.abc import Hashable, Mapping
from typing import Any

import streamlit as st

from dashboards.queries.shared_entries import kept_views
from dashboards.store import View
from dashboards.text import plain
from dashboards.widgets.author import ask_author, can_share, listing, share
from dashboards.widgets.links import REGISTRY

LONGEST_NAME = 80
NOT_KEPT = ("lang", "case")
EDITED = "view_edited"
Row = Mapping[Hashable, Any]


def fill(view: View, page: str) -> None:
    """The list, each a link in the reader's own language, and the box that saves what is shown now."""
    kept = kept_views(view.snapshot)
    st.caption(view.say("share.views_hint"))
    if kept.empty:
        st.caption(view.say("share.no_views"))
    is_open = can_share(view)
    with listing("views_kept", len(kept)):
        for row in kept.to_dict("records"):
            if is_open and st.session_state.get(EDITED) == row["of"]:
                edit(view, row)
            else:
                line(view, row, is_open)
    if is_open:
        save(view, page, f"view_name_{len(kept)}")  # another key, so that the box is empty after a view was saved


def line(view: View, row: Row, is_open: bool) -> None:
    """One view: the link that opens it, and the way to rename or delete it."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", wrap=False):
        pages = st.session_state.get(REGISTRY, {})
        if row["page"] in pages:
            asked = {**row["address"], "lang": view.say.language}
            st.page_link(pages[row["page"]], label=plain(row["name"]), icon=":material/bookmark:", query_params=asked)
        else:
            st.markdown(f":gray[{plain(row['name'])} · {view.say('share.page_gone')}]")
        if is_open:
            label = view.say("share.edit")
            st.button(
                "", icon=":material/edit:", type="tertiary", help=label, key=f"edit_view_{row['of']}",
                on_click=start_editing, args=(row["of"],), width="content",
            )  # fmt: skip


def start_editing(of: str | None) -> None:
    st.session_state[EDITED] = of


def edit(view: View, row: Row) -> None:
    """Another name for a view, or an end to it."""
    with st.form(f"view_{row['of']}", border=True):
        name = st.text_input(view.say("share.name"), value=row["name"], max_chars=LONGEST_NAME, key=f"name_{row['of']}")
        author = ask_author(view, f"view_{row['of']}")
        entry = {"of": row["of"], "author": author}
        with st.container(horizontal=True):
            is_renamed = st.form_submit_button(view.say("share.save"), type="primary")
            is_deleted = st.form_submit_button(view.say("share.delete"), icon=":material/delete:")
            st.form_submit_button(view.say("share.cancel"), type="tertiary", on_click=start_editing, args=(None,))
    if is_renamed and share(view, "view", "change", entry | {"name": name}):
        finish()
    if is_deleted and share(view, "view", "delete", entry):
        finish()


def finish() -> None:
    start_editing(None)
    st.rerun()


def save(view: View, page: str, key: str) -> None:
    """What is shown now, under a name."""
    with st.form("view_added", border=True, clear_on_submit=False):
        name = st.text_input(view.say("share.name"), max_chars=LONGEST_NAME, key=key)
        author = ask_author(view, "view_added")
        is_saved = st.form_submit_button(view.say("share.save_view"), icon=":material/bookmark_add:")
    address = {key: st.query_params.get_all(key) for key in st.query_params if key not in NOT_KEPT}
    if is_saved and share(view, "view", "add", {"name": name, "page": page, "address": address, "author": author}):
        st.rerun()
