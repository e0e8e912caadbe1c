"""What narrows and orders the queue: kind, rank, threshold and search, each held in the address."""

import streamlit as st

from dashboards.pages.review_choices import (
    HIGHEST,
    KINDS,
    LOWEST,
    RANKS,
    STEP,
    Choices,
)
from dashboards.store import REVIEW_BELOW, View
from dashboards.widgets.links import set_filter
from dashboards.widgets.search import hold, search


def controls(view: View, choices: Choices) -> None:
    """Draw the row."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="review_controls"):
        choice(view, "kind", KINDS, choices.kind)
        choice(view, "rank", RANKS, choices.rank)
        search(view, "review_q", choices.phrase, width=260)
        threshold(view, choices.below)


def choice(view: View, name: str, options: tuple[str, ...], chosen: str) -> None:
    hold(f"review_{name}", chosen)
    labels = {option: view.say(f"review.{name}_{option}") for option in options}
    st.segmented_control(
        view.say(f"review.{name}"),
        options,
        key=f"review_{name}",
        format_func=labels.__getitem__,
        required=True,
        on_change=push_choice,
        args=(name, options[0]),
        label_visibility="collapsed",
    )


def push_choice(name: str, default: str) -> None:
    chosen = st.session_state[f"review_{name}"]
    set_filter(**{name: None if chosen == default else chosen})


def threshold(view: View, below: float) -> None:
    """The confidence below which a decision is looked at again."""
    hold("review_below", round(below * 100))
    default = round(REVIEW_BELOW * 100)
    st.slider(
        view.say("review.below", default=view.say.percent(REVIEW_BELOW, 0)),
        LOWEST,
        HIGHEST,
        step=STEP,
        format="%d%%",
        key="review_below",
        on_change=push_threshold,
        args=(default,),
        width=240,
    )


def push_threshold(default: int) -> None:
    percent = st.session_state["review_below"]
    set_filter(below=None if percent == default else str(percent))
