"""What a reader shares from the head of a page: views under a name, notes, and the pages as a file."""

from collections.abc import Callable, Mapping

import streamlit as st

from dashboards.queries.shared_entries import SharedBroken
from dashboards.store import View
from dashboards.text import plain
from dashboards.widgets import notes_menu, report_menu, views_menu

WIDTH = 420
MENUS: Mapping[str, tuple[str, Callable[[View, str], None]]] = {
    "views": (":material/bookmark:", views_menu.fill),
    "notes": (":material/sticky_note_2:", notes_menu.fill),
    "report": (":material/ios_share:", report_menu.fill),
}


def sharing(view: View, page: str) -> None:
    """The menus, side by side."""
    for name in MENUS:
        with st.container(width="content"):
            menu_alone(view, page, name)


@st.fragment
def menu_alone(view: View, page: str, name: str) -> None:
    """It is filled only while it is open; opening it reruns nothing but itself."""
    icon, fill = MENUS[name]
    label = view.say(f"share.{name}")
    opened = st.popover("", icon=icon, type="tertiary", help=label, key=f"share_{name}", on_change="rerun", width=36)
    with opened:
        if opened.open:
            with st.container(width=WIDTH, gap="small"):
                st.markdown(f"**{label}**")
                filled(view, page, fill)


def filled(view: View, page: str, fill: Callable[[View, str], None]) -> None:
    try:
        fill(view, page)
    except SharedBroken as broken:
        st.error(plain(str(broken)), icon=":material/error:")
