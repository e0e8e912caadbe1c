"""Where technical faults gather: components, banks, releases, codes, each by its own attempts."""

import pandas as pd
import streamlit as st

from analysis.rates import Rate
from dashboards import store
from dashboards.store import View
from dashboards.text import plain
from dashboards.widgets.card import card
from dashboards.widgets.links import set_filter, toggle_filter
from dashboards.widgets.states import nothing
from dashboards.widgets.table import height_of, table

DIMENSIONS = ("component", "bank", "release", "error_code")
FILTERS = {"bank": "bank", "error_code": "code"}
MOST_VISIBLE = 8
FEW = 30  # attempts: below, a rate says little


def show(view: View) -> None:
    """Draw the card; where a value is a filter, its button sets it."""
    found = view.ask(store.faults_by_dimension)
    query = view.statement("faults_by_dimension")
    with card(view, "faults_by_dimension", frame=found, query=query, hint=view.say("faults.places_hint")):
        of = picked(view)
        rows = rated(view, found[found["dimension"] == of])
        if rows.empty:
            nothing(view, "faults_by_dimension")
            return
        config = {}
        if of in FILTERS:
            config["open"] = st.column_config.ButtonColumn(
                view.say("causes.filter"), type="tertiary", key="places_click", width=50,
                on_click=filter_row, args=(FILTERS[of], rows["value"].tolist()),
            )  # fmt: skip
            rows.insert(0, "open", [":material/filter_alt:"] * len(rows))
        table(view, "faults_by_dimension", rows, height=height_of(len(rows), MOST_VISIBLE), **config)


def picked(view: View) -> str:
    """The dimension of the address; a value that is none is named and left out."""
    asked = st.query_params.get("by", DIMENSIONS[0])
    if asked not in DIMENSIONS:
        st.warning(view.say("filter.refused", name="by", value=plain(asked)))
        asked = DIMENSIONS[0]
    st.segmented_control(
        view.say("faults.by"), DIMENSIONS, default=asked, key=f"by_{asked}", label_visibility="collapsed",
        format_func=lambda name: view.say(f"column.{name}"), on_change=pick, args=(f"by_{asked}",),
    )  # fmt: skip
    return asked


def pick(key: str) -> None:
    set_filter(by=st.session_state[key] or None)


def rated(view: View, found: pd.DataFrame) -> pd.DataFrame:
    """Each value with its rate and interval, the most faults first; few attempts are marked, not ranked."""
    say = view.say
    counts = zip(found["count_failures"], found["count_decided"], strict=True)
    rates = [Rate.of(int(failed), int(decided)) for failed, decided in counts]
    return pd.DataFrame(
        {
            "value": found["value"].tolist(),
            "count_failures": found["count_failures"].tolist(),
            "count_decided": found["count_decided"].tolist(),
            "failure_rate": [say.percent(rate.value) for rate in rates],
            "interval": [say("kpi.range", low=say.percent(rate.low), high=say.percent(rate.high)) for rate in rates],
            "note": [say("causes.small") if rate.denominator < FEW else "" for rate in rates],
        }
    ).sort_values("count_failures", ascending=False, kind="stable")


def filter_row(key: str, values: list[str]) -> None:
    toggle_filter(key, values[st.session_state["places_click"].row])
