"""When in the week technical faults come: weekday by hour, of all error codes or one."""

import streamlit as st

from dashboards import store
from dashboards.charts.faults import WEEKDAYS, hour_of_week
from dashboards.store import View
from dashboards.text import NOTHING, plain
from dashboards.widgets.card import card
from dashboards.widgets.chart import chart
from dashboards.widgets.links import set_filter
from dashboards.widgets.states import nothing

MOST_CODES = 30


def show(view: View) -> None:
    """Draw the card."""
    found = view.ask(store.faults_by_hour_of_week)
    query = view.statement("faults_by_hour_of_week")
    with card(view, "faults_by_hour_of_week", frame=found, query=query, hint=view.say("faults.week_hint")):
        if found.empty:
            nothing(view, "faults_by_hour_of_week")
            return
        codes = found.groupby("error_code")["count_failures"].sum().nlargest(MOST_CODES).index.tolist()
        code = picked(view, codes)
        of = found if code is None else found[found["error_code"] == code]
        days = {day: view.say(f"weekday.{day}") for day in WEEKDAYS}
        name = view.say("column.count_failures")
        chart(view, "faults_by_hour_of_week", lambda: hour_of_week(of, days, name), code)


def picked(view: View, codes: list[str]) -> str | None:
    """The error code of the address, None for all."""
    asked = st.query_params.get("week_code")
    if asked is not None and asked not in codes:
        st.warning(view.say("filter.refused", name="week_code", value=plain(asked)))
        asked = None
    options = [None, *codes]
    st.selectbox(
        view.say("filter.code"), options, index=options.index(asked), key=f"week_code_{asked}", on_change=pick,
        args=(f"week_code_{asked}",), label_visibility="collapsed",
        format_func=lambda code: view.say("faults.all_codes") if code is None else code or NOTHING,
    )  # fmt: skip
    return asked


def pick(key: str) -> None:
    set_filter(week_code=st.session_state[key])
