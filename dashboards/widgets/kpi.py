"""One key figure: its value, what it is made of, how it changed, how it went day by day."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import streamlit as st

from dashboards.store import View
from dashboards.text import NOTHING
from dashboards.widgets.card import titled
from dashboards.widgets.menu import Behind


@dataclass(frozen=True)
class Kpi:
    """What the card of one figure shows; every text is ready to read.

    `delta` begins with + or -. `is_beyond_chance`: whether the interval of the change leaves out no change;
    only then is it coloured, red for more. `days` is the line or the bars below.
    """

    behind: Behind
    value: str
    detail: str
    delta: str | None = None
    is_beyond_chance: bool = False
    days: Sequence[float] = ()
    drawn: Literal["line", "bar"] = "bar"


def kpi(view: View, figure: Kpi) -> None:
    """Draw the card; its title is `card.<name>`."""
    name = figure.behind.name
    title = view.say(f"card.{name}")
    with st.container(border=True, gap=None, height="stretch", key=f"kpi_{name}"):
        titled(view, f":small[:gray[{title}]]", figure.behind)
        st.metric(
            title,
            figure.value,
            figure.delta,
            delta_color="inverse" if figure.is_beyond_chance else "off",
            label_visibility="collapsed",
            chart_data=list(figure.days) if len(figure.days) > 1 else None,
            chart_type=figure.drawn,
        )
        st.caption(figure.detail)


def signed(text: str) -> str | None:
    """A change as st.metric wants it; None where it is not known."""
    return None if text == NOTHING else text
