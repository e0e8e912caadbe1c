"""The one row of filters: drawn from the address, written back to it on change."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import streamlit as st

from dashboards.filters import ALL, COMPARISONS, CUSTOM, DEFAULT_PERIOD, DIMENSIONS, PERIODS
from dashboards.store import View
from dashboards.text import Text, plain
from dashboards.widgets.links import set_filter

IN_POPOVER = ("cause", "region", "version", "os", "bank", "channel", "code")
HIDDEN, CLICKED = ("platform", "compare", *IN_POPOVER), "filter_clicked"
OPTIONS = (*PERIODS, ALL, CUSTOM)


def filter_row(view: View) -> None:
    """Draw the row and, above it, what the address asked for in vain."""
    pull(view)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="filter_row"):
        period(view)
        platform(view)
        more(view)
        categories(view)
        if view.filters.is_set:
            st.button(
                view.say("filter.reset"), icon=":material/restart_alt:", type="tertiary", on_click=reset
            )
    refused(view)


def wanted(view: View) -> dict[str, Any]:
    """What each widget has to show for this address."""
    selection = view.selection
    ends = (selection.from_on, selection.to_on)
    choices = {name: list(getattr(selection, name)) for name in DIMENSIONS}
    return {"period": view.filters.period, "days": ends, "compare": view.filters.comparison, **choices}


def pull(view: View) -> None:
    """Address to widgets, only where they differ: writing on every run would lose fast clicks.

    Those in a popover are written all the same, but for the one just clicked: while it is closed they are not
    mounted, and what they were given once is gone when it opens.
    """
    clicked = st.session_state.pop(CLICKED, None)
    for name, value in wanted(view).items():
        key = f"filter_{name}"
        is_hidden = name in HIDDEN and name != clicked
        if key not in st.session_state or is_hidden or comparable(st.session_state[key]) != comparable(value):
            st.session_state[key] = value


def comparable(value: object) -> object:
    return sorted(value) if isinstance(value, list | tuple) else value


def push(name: str, default: str | None = None) -> None:
    """One widget to the address."""
    value = st.session_state[f"filter_{name}"]
    st.session_state[CLICKED] = name
    set_filter(**{name: None if value == default else value})


def push_period(from_on: date, to_on: date) -> None:
    chosen = st.session_state["filter_period"]
    if chosen == CUSTOM:
        set_filter(period=None, **{"from": from_on.isoformat(), "to": to_on.isoformat()})
    else:
        set_filter(period=None if chosen == DEFAULT_PERIOD else chosen, **{"from": None, "to": None})


def push_days() -> None:
    days = st.session_state["filter_days"]
    if len(days) == 2:  # one end alone is a choice not yet finished
        set_filter(**{"from": days[0].isoformat(), "to": days[1].isoformat()})


def reset() -> None:
    """Take every filter out of the address; the language stays."""
    set_filter(**dict.fromkeys(("period", "from", "to", "compare", *DIMENSIONS)))


def words(say: Text, prefix: str) -> Callable[[str], str]:
    """Labels bound to one language: AppTest calls format_func outside a run, where none is current."""
    return lambda value: say(f"{prefix}.{value}")


def named(names: Mapping[str, str]) -> Callable[[str], str]:
    return lambda value: names.get(value, value)


def period(view: View) -> None:
    selection = view.selection
    st.segmented_control(
        view.say("filter.period"),
        OPTIONS,
        key="filter_period",
        format_func=words(view.say, "period"),
        required=True,
        on_change=push_period,
        args=(selection.from_on, selection.to_on),
        label_visibility="collapsed",
    )
    if view.filters.period == CUSTOM:
        days(view)


def days(view: View) -> None:
    st.date_input(
        view.say("filter.days"),
        key="filter_days",
        min_value=min(view.known.first_on, view.selection.from_on),
        max_value=max(view.known.last_on, view.selection.to_on),
        format="YYYY-MM-DD",
        on_change=push_days,
        label_visibility="collapsed",
        width=220,
    )


def platform(view: View) -> None:
    count = len(view.selection.platform)
    label = view.say("filter.platform") + (f" · {count}" if count else "")
    with st.popover(label, icon=":material/apartment:", type="tertiary", key="platform_menu"):
        options = view.known.values["platform"]
        label = view.say("filter.platform")
        st.pills(
            label, options, key="filter_platform", selection_mode="multi", on_change=push, args=("platform",)
        )


def categories(view: View) -> None:
    st.pills(
        view.say("filter.category"),
        view.known.values["category"],
        key="filter_category",
        selection_mode="multi",
        format_func=named(view.names),
        on_change=push,
        args=("category",),
        label_visibility="collapsed",
        wrap=True,
    )


def more(view: View) -> None:
    is_compared_otherwise = view.filters.comparison != COMPARISONS[0]
    count = sum(bool(getattr(view.selection, name)) for name in IN_POPOVER) + is_compared_otherwise
    label = view.say("filter.more") + (f" · {count}" if count else "")
    with st.popover(label, icon=":material/tune:", type="tertiary", key="more_menu"), st.container(width=300):
        comparison(view)
        for name in IN_POPOVER:
            st.multiselect(
                view.say(f"filter.{name}"),
                view.known.values[name],
                key=f"filter_{name}",
                format_func=named(view.names) if name == "cause" else str,
                on_change=push,
                args=(name,),
                placeholder=view.say("filter.all"),
            )


def comparison(view: View) -> None:
    st.selectbox(
        view.say("filter.compare"),
        COMPARISONS,
        key="filter_compare",
        format_func=words(view.say, "compare"),
        on_change=push,
        args=("compare", COMPARISONS[0]),
        help=view.say("compare.hint"),
    )


def refused(view: View) -> None:
    """Name what the address asked for and could not have."""
    for key, value in view.filters.refused:
        name = view.say(f"filter.{key}")
        message = view.say("filter.refused", name=name, value=plain(value[:80]))
        st.warning(message, icon=":material/filter_alt_off:")
