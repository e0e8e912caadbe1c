"""What the reader looks for among the cases: search, ends, order and part of the list, kept in the address."""

from dataclasses import dataclass, replace

import streamlit as st

from dashboards import store
from dashboards.charts.ends import ENDS
from dashboards.store import Selection, View
from dashboards.text import Text, plain
from dashboards.widgets.links import set_filter
from dashboards.widgets.search import hold

SORTS = ("newest", "longest_open", "attempts", "frozen")
LONGEST_SEARCH = 200
SHOWN_CHARACTERS = 80


@dataclass(frozen=True)
class Choices:
    """What the address asks for; `refused` holds (key, value) pairs that it said in vain."""

    selection: Selection
    search: str = ""
    ends: tuple[str, ...] = ()
    sort: str = SORTS[0]
    part: int = 1
    refused: tuple[tuple[str, str], ...] = ()


def read(view: View) -> Choices:
    """The choices of the address; what is not known is left out and named in `refused`."""
    asked = st.query_params.get("q", "")
    search = " ".join(asked.replace("\0", " ").split())[:LONGEST_SEARCH]
    ends = dict.fromkeys(st.query_params.get_all("end"))
    sort = st.query_params.get("sort", SORTS[0])
    part = st.query_params.get("part", "1")
    is_part = part.isascii() and part.isdigit() and int(part[:9]) > 0 and len(part) < 7
    refused = [("end", end) for end in ends if end not in ENDS]
    refused += [("sort", sort)] if sort not in SORTS else []
    refused += [] if is_part else [("part", part)]
    return Choices(
        replace(view.selection, search=search),
        search,
        tuple(end for end in ENDS if end in ends),
        sort if sort in SORTS else SORTS[0],
        int(part) if is_part else 1,
        tuple(refused),
    )


def refused(view: View, choices: Choices) -> None:
    """Name what the address asked for and could not have."""
    for key, value in choices.refused:
        message = view.say("filter.refused", name=view.say(f"cases.{key}"), value=plain(value[:SHOWN_CHARACTERS]))
        st.warning(message, icon=":material/filter_alt_off:")


def search_row(view: View, choices: Choices) -> None:
    """The search box, the ends and the order; drawn from the address, written back to it on change."""
    say = view.say
    hold("case_search", choices.search)
    hold("case_ends", list(choices.ends))
    hold("case_sort", choices.sort)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="case_choices"):
        st.text_input(
            say("cases.search"),
            key="case_search",
            placeholder=say("cases.search_hint"),
            max_chars=LONGEST_SEARCH,
            icon=":material/search:",
            on_change=push_search,
            width=420,
        )
        st.pills(
            say("cases.end"),
            ENDS,
            key="case_ends",
            selection_mode="multi",
            format_func=named(say, "end_kind"),
            on_change=push_ends,
        )
        st.selectbox(
            say("cases.sort"),
            SORTS,
            key="case_sort",
            format_func=named(say, "cases"),
            on_change=push_sort,
            width=240,
        )


def named(say: Text, prefix: str):
    return lambda value: say(f"{prefix}.{value}")


def push_search() -> None:
    set_filter(q=st.session_state["case_search"].strip(), part=None)


def push_ends() -> None:
    set_filter(end=st.session_state["case_ends"], part=None)


def push_sort() -> None:
    chosen = st.session_state["case_sort"]
    set_filter(sort=None if chosen == SORTS[0] else chosen, part=None)


def nothing(view: View, choices: Choices) -> None:
    """No case matches: say so, say whether other days or filters would show some, and offer the way there."""
    say = view.say
    everywhere = Selection(view.known.first_on, view.known.last_on, search=choices.search)
    count = int(view.ask(store.cases_ended, everywhere)["count_cases"].sum())
    what = say("cases.found", text=plain(choices.search)) if choices.search else ""
    with st.container(key="nothing_cases", gap="small"):
        st.markdown(f":gray[:material/search_off: {what} {say('cases.nothing', count=say.number(count))}]")
        with st.container(horizontal=True, gap="small"):
            if count and everywhere != choices.selection:
                st.button(say("cases.everywhere"), icon=":material/travel_explore:", on_click=look_everywhere)
            if choices.search:
                st.button(say("cases.clear"), icon=":material/close:", type="tertiary", on_click=clear)


def look_everywhere() -> None:
    """Keep the search alone, over all days."""
    kept = {key: st.query_params[key] for key in ("q", "lang") if key in st.query_params}
    st.query_params.from_dict(kept | {"period": "all"})


def clear() -> None:
    set_filter(q=None, end=None, part=None)
