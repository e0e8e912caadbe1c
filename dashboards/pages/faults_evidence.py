"""What is behind a spike: the signatures of its failures, new ones marked, and its newest masked messages."""

import pandas as pd
import streamlit as st

from dashboards import store
from dashboards.pages.faults_spikes import Spike
from dashboards.store import View
from dashboards.text import NOTHING, is_missing
from dashboards.widgets.drawer import open_case
from dashboards.widgets.links import link
from dashboards.widgets.table import height_of, table

MOST_VISIBLE = 6


def show(view: View, spike: Spike) -> None:
    """Draw both tables beside each other, and the way to its cases."""
    bounds = store.inside(spike, view.snapshot.as_of)
    left, right = st.columns(2, gap="small")
    with left:
        signatures(view, store.spike_signatures(view.snapshot, **bounds))
    with right:
        messages(view, store.spike_messages(view.snapshot, **bounds))
    link(view, "cases", view.say("faults.cases"), **as_filters(view, spike))


def signatures(view: View, found: pd.DataFrame) -> None:
    """One row each, the most frequent first."""
    count_new = int(found["is_new"].sum())
    st.caption(view.say("faults.signatures", count=view.say.number(len(found)), new=view.say.number(count_new)))
    shown = found.drop(columns="signature_id").assign(
        template=found["template"].fillna(NOTHING),
        is_new=[view.say("faults.new") if new else "" for new in found["is_new"]],
    )
    table(view, "spike_signatures", shown, height=height_of(len(shown), MOST_VISIBLE))


def messages(view: View, found: pd.DataFrame) -> None:
    """The newest failures as they were logged, masked; a row's button opens its case."""
    st.caption(view.say("faults.messages", count=view.say.number(len(found))))
    opened = st.column_config.ButtonColumn(
        view.say("faults.open"), type="tertiary", key="spike_messages_click", width=50,
        on_click=open_row, args=(found["case_id"].tolist(),),
    )  # fmt: skip
    shown = found.drop(columns="case_id").assign(
        requested_at_local=[view.say.instant(at) for at in found["requested_at_local"]]
    )
    shown.insert(0, "open", [":material/search:"] * len(found))
    table(view, "spike_messages", shown, height=height_of(len(shown), MOST_VISIBLE), open=opened)


def open_row(case_ids: list[str]) -> None:
    open_case(case_ids[st.session_state["spike_messages_click"].row])


def as_filters(view: View, spike: Spike) -> dict[str, str | list[str] | None]:
    """The filters under which the cases of the spike are found: its days, platform, cause or code."""
    last = view.snapshot.as_of if is_missing(spike["ended_at"]) else spike["ended_at"]
    days = [view.local(at).date().isoformat() for at in (spike["started_at"], last)]
    held: dict[str, str | list[str] | None] = {"period": None, "from": days[0], "to": days[1]}
    held["platform"] = [spike["platform"]]
    if isinstance(spike["cause"], str):
        return held | {"cause": [spike["cause"]]}
    return held | {"code": [spike["error_code"]]}
