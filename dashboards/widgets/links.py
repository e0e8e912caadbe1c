"""Links between pages that keep the reader's language and filters."""

from collections.abc import Iterable

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from dashboards.filters import to_address
from dashboards.store import View

REGISTRY = "pages_by_name"
Changes = Iterable[str] | str | None


def register(pages: dict[str, StreamlitPage]) -> None:
    """Remember the pages of this run, so that a page can link to another by its name."""
    st.session_state[REGISTRY] = pages


def address(view: View, **changes: Changes) -> dict[str, list[str] | str]:
    """The present filters as an address; `changes` sets a key to other values, None takes it away."""
    held: dict[str, list[str] | str] = {"lang": view.say.language, **to_address(view.filters)}
    for key, value in changes.items():
        held.pop(key, None)
        if value is not None:
            held[key] = value if isinstance(value, str) else list(value)
    return held


def link(view: View, page: str, label: str, /, **changes: Changes) -> None:
    """A link to a page by its name, with the present filters; draws nothing where no such page is."""
    pages = st.session_state.get(REGISTRY, {})
    if page in pages:
        st.page_link(
            pages[page], label=label, icon=":material/arrow_forward:", query_params=address(view, **changes)
        )


def set_filter(**changes: Changes) -> None:
    """Write filters to the address; for callbacks. None or an empty choice takes a key away."""
    for key, value in changes.items():
        if value:
            st.query_params[key] = value if isinstance(value, str) else list(value)
        elif key in st.query_params:
            del st.query_params[key]


def toggle_filter(key: str, value: str) -> None:
    """Add a value to a filter of the address, or take it away where it is there; for clicks."""
    held = st.query_params.get_all(key)
    set_filter(**{key: [item for item in held if item != value] if value in held else [*held, value]})
