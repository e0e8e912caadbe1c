"""A bordered card: a title, a hint, and a menu that answers what the number is and gives its rows."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

import pandas as pd
import streamlit as st

from dashboards.store import Statement, View
from dashboards.widgets.menu import Behind, menu


@contextmanager
def card(
    view: View,
    name: str,
    frame: pd.DataFrame | None = None,
    query: str | Statement | None = None,
    evidence: Mapping[str, str] | None = None,
    hint: str | None = None,
    whole: Callable[[], pd.DataFrame] | None = None,
) -> Iterator[None]:
    """Draw inside a card titled `card.<name>`; `hint` is one line under the title.

    `frame` is the table twin that the menu shows and exports, `query` the .sql file (or statement) it came from,
    `evidence` what the definition (`definition.<name>`) is shown with. Where `frame` is the first part of a longer
    list, `whole` asks for all of it when it is exported.
    """
    with st.container(border=True, gap="small", height="stretch", key=f"card_{name}"):
        titled(view, f"**{view.say(f'card.{name}')}**", Behind(name, frame, query, evidence or {}, whole))
        if hint:
            st.caption(hint)
        yield


def titled(view: View, title: str, behind: Behind) -> None:
    """A title (Markdown) at the left, the menu at the right."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", wrap=False):
        st.markdown(title, width="content")
        menu(view, behind)
