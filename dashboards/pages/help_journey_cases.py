"""The cases of the journey that the address names."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboards import store
from dashboards.charts.ends import ENDS
from dashboards.store import View
from dashboards.text import plain
from dashboards.theme import CATEGORIES
from dashboards.widgets.drawer import open_case
from dashboards.widgets.links import link, set_filter
from dashboards.widgets.table import ALL_ROWS, exports, height_of, table

MOST = 50
MOST_VISIBLE = 8
SHOWN_CHARACTERS = 80
Journey = tuple[str, str, str]


def show(view: View, journeys: pd.DataFrame, names: dict[str, str]) -> None:
    """Draw the newest cases of the chosen one of the journeys, and the ways on; nothing where none is chosen."""
    asked = st.query_params.get("journey")
    if asked is None:
        return
    journey = read(asked)
    if journey is None:
        value = plain(asked[:SHOWN_CHARACTERS])
        message = view.say("filter.refused", name=view.say("help_return.journey"), value=value)
        st.warning(message, icon=":material/filter_alt_off:")
        return
    steps: dict[str, Any] = dict(zip(store.help_journeys.STEPS, journey, strict=True))
    cases = view.ask(store.journey_cases, count_rows=MOST, **steps)
    is_it = (journeys[list(steps)] == list(journey)).all(axis=1)
    heading(view, [names[step] for step in journey], len(cases), int(journeys.loc[is_it, "count_cases"].sum()))
    if not cases.empty:
        listed(view, cases)
        exports(view, "help_journey_cases", lambda: view.ask(store.journey_cases, count_rows=ALL_ROWS, **steps), steps)
    ways_on(view, steps)


def read(asked: str) -> Journey | None:
    """The journey of an address, category.response.end; None where it is none."""
    steps = asked.split(".")
    known = (CATEGORIES, store.help_journeys.RESPONSES, ENDS)
    if len(steps) != len(known) or any(step not in words for step, words in zip(steps, known, strict=True)):
        return None
    return steps[0], steps[1], steps[2]


def heading(view: View, steps: list[str], count: int, total: int) -> None:
    """The journey, how many cases it has, and how many of them are listed."""
    say = view.say
    path = " → ".join(plain(step) for step in steps)
    told = say("help_return.no_such_cases") if not count else say(
        "help_return.newest", count=say.number(count), total=say.number(total)
    )
    st.markdown(f"**{path}** :gray[{told}]")


def ways_on(view: View, steps: dict[str, str]) -> None:
    category = [steps["first_cause_category"]]
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        link(view, "cases", view.say("help_return.to_cases"), category=category, end=[steps["end_kind"]])
        st.button(
            view.say("help_return.close"),
            icon=":material/close:",
            type="tertiary",
            key="close_journey",
            on_click=set_filter,
            kwargs={"journey": None},
        )


def listed(view: View, cases: pd.DataFrame) -> None:
    """The cases; a row's button opens the drawer."""
    shown = pd.DataFrame(
        {
            "open": [":material/timeline:"] * len(cases),
            "platform": cases["platform"],
            "first_failed_at_local": cases["first_failed_at_local"],
            "causes": [", ".join(view.label(cause) for cause in causes) for causes in cases["causes"]],
            "count_attempts": cases["count_attempts"],
            "days_observed": cases["hours_observed"] / 24,
            "count_help_contacts": cases["count_help_contacts"],
        }
    )
    clicked = st.column_config.ButtonColumn(
        "", type="tertiary", key="help_case_click", on_click=opened, args=(cases["case_id"].tolist(),), width=50
    )
    columns = {
        "first_failed_at_local": st.column_config.DatetimeColumn(
            view.say("column.first_failed_at_local"), format="YYYY-MM-DD HH:mm"
        ),
        "days_observed": st.column_config.NumberColumn(view.say("column.days_observed"), format="%.1f"),
    }
    table(view, "help_journey_cases", shown, height=height_of(len(shown), MOST_VISIBLE), open=clicked, **columns)


def opened(case_ids: list[str]) -> None:
    open_case(case_ids[st.session_state["help_case_click"].row])
