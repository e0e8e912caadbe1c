"""The spikes that lasted into the period, and the one that is looked at."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from dashboards import store
from dashboards.store import View
from dashboards.text import is_missing, plain
from dashboards.widgets.card import card
from dashboards.widgets.links import set_filter
from dashboards.widgets.states import nothing
from dashboards.widgets.table import height_of, table

MOST_VISIBLE = 8
Spike = Mapping[Hashable, Any]


def known(view: View) -> pd.DataFrame:
    """The spikes of the whole log on the platforms that are shown, the newest first."""
    spikes = store.spikes_known(view.snapshot)
    return spikes[spikes["platform"].isin(view.selection.platform)] if view.selection.platform else spikes


def chosen(view: View) -> Spike | None:
    """The spike of the address; without one the newest that is open, else none."""
    spikes = store.spikes_known(view.snapshot)
    asked = st.query_params.get("spike")
    if asked is not None:
        found = spikes[spikes["spike_id"] == asked]
        if len(found):
            return found.iloc[0].to_dict()
        st.warning(view.say("filter.refused", name="spike", value=plain(asked)))
    still_open = known(view)[lambda rows: rows["ended_at"].isna()]
    return still_open.iloc[0].to_dict() if len(still_open) else None


def title(view: View, spike: Spike) -> str:
    """Its platform and what fails, in the reader's words."""
    what = spike["error_code"] if is_missing(spike["cause"]) else view.label(spike["cause"])
    return f"{spike['platform']} · {what}"


def sliced(view: View, spike: Spike) -> str:
    """The slice that explains it: bank = BK-1, os = ios; a word where none does."""
    pairs = (value.partition("=") for value in spike["explained_by"])
    names = [f"{dimension(view, name)} {value}" for name, _, value in pairs]
    return " · ".join(names) or view.say("faults.no_slice")


def dimension(view: View, name: str) -> str:
    return view.say(f"column.{name}")


def show(view: View) -> None:
    """Draw the card; a row's button opens its spike above."""
    spikes = view.ask(store.spikes_in_period)
    with card(view, "spikes", frame=spikes, query="spikes_in_period", hint=view.say("faults.spikes_hint")):
        if spikes.empty:
            nothing(view, "spikes")
            return
        opened = st.column_config.ButtonColumn(
            view.say("faults.open"),
            type="tertiary",
            key="spikes_click",
            on_click=open_row,
            args=(spikes["spike_id"].tolist(),),
            width=50,
        )
        table(view, "spikes", listed(view, spikes), height=height_of(len(spikes), MOST_VISIBLE), open=opened)


def open_row(spike_ids: list[str]) -> None:
    set_filter(spike=spike_ids[st.session_state["spikes_click"].row])


def listed(view: View, spikes: pd.DataFrame) -> pd.DataFrame:
    """What a list of spikes tells of each."""
    rows = spikes.to_dict("records")
    return pd.DataFrame(
        {
            "open": [":material/search:"] * len(rows),
            "series": [title(view, row) for row in rows],
            "stage": [view.say(f"stage.{row['stage']}") for row in rows],
            "severity": [view.say(f"severity.{row['severity']}") for row in rows],
            "started_at_local": [view.say.instant(view.local(row["started_at"])) for row in rows],
            "observed": spikes["observed"].tolist(),
            "expected": [round(row["expected"], 1) for row in rows],
            "count_wallets": spikes["count_wallets"].tolist(),
            "explained_by": [sliced(view, row) for row in rows],
        }
    )
