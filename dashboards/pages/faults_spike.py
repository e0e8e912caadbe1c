"""One spike: its hours against what was expected, what it did, what explains it, what it resembles."""

import pandas as pd
import streamlit as st

from dashboards import store
from dashboards.charts.faults import against_expected
from dashboards.pages import faults_evidence
from dashboards.pages.faults_live import counts, when
from dashboards.pages.faults_spikes import Spike, sliced, title
from dashboards.store import View
from dashboards.text import is_missing, plain
from dashboards.widgets import spike_marks
from dashboards.widgets.card import card
from dashboards.widgets.chart import chart
from dashboards.widgets.links import set_filter
from dashboards.widgets.markers import markers_between

MOST_SIMILAR = 3


def show(view: View, spike: Spike) -> None:
    """Draw the card of the spike; its evidence below."""
    hours = store.judged_hours_of(view.snapshot, **hours_asked(view, spike))
    query = view.statement("judged_hours_of", **hours_asked(view, spike))
    with card(view, "spike", frame=hours, query=query, evidence=evidence(view, spike), hint=when(view, spike)):
        heading(view, spike)
        left, right = st.columns([3, 2], gap="medium")
        with left:
            drawn(view, spike, hours)
        with right:
            told(view, spike)
            spike_marks.show(view, spike)
        faults_evidence.show(view, spike)


def hours_asked(view: View, spike: Spike) -> dict:
    return store.hours_around(spike, view.snapshot.as_of)


def heading(view: View, spike: Spike) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"#### {plain(title(view, spike))}", width="content")
        st.badge(view.say(f"severity.{spike['severity']}"), color="red" if spike["severity"] == "high" else "orange")
        st.badge(view.say(f"stage.{spike['stage']}"), color="gray")
        if "spike" in st.query_params:
            st.button(
                view.say("faults.close"), icon=":material/close:", type="tertiary", key="spike_close",
                on_click=set_filter, kwargs={"spike": None},
            )  # fmt: skip


def drawn(view: View, spike: Spike, hours: pd.DataFrame) -> None:
    """The hours from three days before it until two days after it."""
    names = {name: view.say(f"faults.{name}") for name in ("observed", "expected", "upper", "markers")}
    last = view.snapshot.as_of if is_missing(spike["ended_at"]) else spike["ended_at"]
    stretch = pd.Timestamp(view.local(spike["started_at"])), pd.Timestamp(view.local(last))
    near = markers_between(view, hours["at_local"].min(), hours["at_local"].max(), spike["platform"])
    chart(view, "spike", lambda: against_expected(hours, names, stretch, near), spike["spike_id"])


def told(view: View, spike: Spike) -> None:
    """Size, slice with its contrast, money, nearest marker, similar ones: a line each."""
    say = view.say
    lines = [say("faults.counts", **counts(view, spike)), explained(view, spike), *money(view, spike)]
    if isinstance(spike["nearest_marker"], str):
        kind, _, label = spike["nearest_marker"].partition(": ")
        lines.append(say("faults.marker", kind=say(f"operation.{kind}"), marker=plain(label)))
    st.markdown("\n".join(f"- {line}" for line in lines))
    similar(view, spike)


def explained(view: View, spike: Spike) -> str:
    """The slice, and how far it stands out."""
    say = view.say
    if not len(spike["explained_by"]):
        return say("faults.unexplained")
    return say(
        "faults.explained",
        slice=plain(sliced(view, spike)),
        failures=say.percent(spike["share_of_failures"], 0),
        attempts=say.percent(spike["share_of_attempts"], 0),
    )


def money(view: View, spike: Spike) -> list[str]:
    """Money frozen in the cases that it hit, a line for each currency."""
    say = view.say
    found = store.spike_money(view.snapshot, **store.inside(spike, view.snapshot.as_of))
    frozen = found[found["count_frozen"] > 0]
    if frozen.empty:
        return [say("faults.no_money", count=say.number(int(found["count_cases"].sum())))]
    return [
        say(
            "faults.money",
            amount=say.money(row["frozen_amount"], row["currency"]),
            count=say.number(row["count_frozen"]),
            cases=say.number(int(found["count_cases"].sum())),
        )
        for row in frozen.to_dict("records")
    ]


def similar(view: View, spike: Spike) -> None:
    """Earlier spikes that resemble it; each opens."""
    found = store.similar(store.spikes_known(view.snapshot), spike).head(MOST_SIMILAR)
    if found.empty:
        st.caption(view.say("faults.none_similar"))
        return
    st.caption(view.say("faults.similar"))
    for row in found.to_dict("records"):
        label = f"{title(view, row)} · {when(view, row)}"
        st.button(
            plain(label), type="tertiary", icon=":material/history:", key=f"similar_{row['spike_id']}",
            on_click=set_filter, kwargs={"spike": row["spike_id"]},
        )  # fmt: skip


def evidence(view: View, spike: Spike) -> dict[str, str]:
    """The numbers behind the verdict."""
    say = view.say
    return {
        say("column.observed"): say.number(spike["observed"]),
        say("column.expected"): say.number(spike["expected"], 1),
        say("column.score"): say.number(spike["score"], 1),
    }
