"""A chart on a page, drawn from the cache; anew where somebody left a note, for notes come without a new snapshot."""

from collections.abc import Callable

import plotly.graph_objects as go
import streamlit as st

from dashboards import store
from dashboards.queries.shared_entries import notes_state
from dashboards.store import View
from dashboards.theme import CONFIG


def key_of(name: str) -> str:
    """A chart's key; it changes with the theme, for a chart is recoloured only when it is mounted anew."""
    return f"chart_{name}_{st.context.theme.type or 'light'}"


def chart(
    view: View,
    name: str,
    build: Callable[[], go.Figure],
    *parts: object,
    on_click: Callable[[str], None] | None = None,
) -> None:
    """Draw the figure that `build` makes; `parts` are what changes it beside the filters and the language.

    `on_click` gets the clicked point's custom data, as text.
    """
    figure = store.figure(view, name, build, *parts, notes_state(view.snapshot))
    key = key_of(name)
    alt = view.say(f"card.{name}")
    if on_click is None:
        st.plotly_chart(figure, key=key, config=CONFIG, alt=alt)
        return
    st.plotly_chart(
        figure,
        key=key,
        config=CONFIG,
        alt=alt,
        selection_mode="points",
        on_select=lambda: clicked(key, on_click),
    )


def clicked(key: str, on_click: Callable[[str], None]) -> None:
    points = st.session_state[key].selection.points
    if points:
        data = points[0].get("customdata")
        on_click(str(data[0] if isinstance(data, list) else data))
