"""How much of the failures has a cause, what decided it, and what is not understood yet."""

import pandas as pd
import streamlit as st

from dashboards import store
from dashboards.charts.coverage import evidence_shares, unclassified_over_time
from dashboards.charts.markers import add_markers
from dashboards.store import Selection, View
from dashboards.widgets.card import card
from dashboards.widgets.chart import chart
from dashboards.widgets.markers import markers
from dashboards.widgets.states import nothing
from dashboards.widgets.table import ALL_ROWS, height_of, table

MOST_SIGNATURES = 20


def classified_part(view: View) -> Selection:
    """The reader's period and platforms alone: the page is about the log, not about some causes."""
    chosen = view.selection
    return Selection(chosen.from_on, chosen.to_on, platform=chosen.platform)


def show(view: View) -> None:
    """Draw the three cards."""
    left, right = st.columns([3, 2], gap="small")
    with left:
        over_time(view)
    with right:
        evidence(view)
    signatures(view)


def over_time(view: View) -> None:
    """The share of failures without a cause, by day, with its interval."""
    part = classified_part(view)
    daily = view.ask(store.unclassified_daily, part)
    query = view.statement("unclassified_daily", part)
    with card(view, "unclassified_daily", frame=daily, query=query, hint=view.say("data.unclassified_daily")):
        if daily.empty:
            nothing(view, "unclassified_daily")
            return
        names = {"share": view.say("column.unclassified_share"), "interval": view.say("kpi.interval_name")}
        unfinished = pd.Timestamp(view.unfinished_on)
        chart(
            view,
            "unclassified_daily",
            lambda: add_markers(
                unclassified_over_time(daily, names, unfinished), markers(view), view.say("overview.markers")
            ),
        )


def evidence(view: View) -> None:
    """What decided the causes: the code, a rule, a status, or nothing."""
    part = classified_part(view)
    kinds = view.ask(store.decided_by_kind, part)
    query = view.statement("decided_by_kind", part)
    with card(view, "decided_by_kind", frame=kinds, query=query, hint=view.say("data.evidence")):
        if kinds.empty:
            nothing(view, "decided_by_kind")
            return
        names = {kind: view.say(f"evidence.{kind}") for kind in kinds["evidence"]}
        chart(view, "decided_by_kind", lambda: evidence_shares(kinds, names))


def signatures(view: View) -> None:
    """The codes and messages without a cause that make most failures."""
    part = classified_part(view)
    found = view.ask(store.unclassified_signatures, part, count_rows=MOST_SIGNATURES)
    query = view.statement("unclassified_signatures", part, count_rows=MOST_SIGNATURES)
    hint = view.say("data.unclassified_signatures", count=view.say.number(len(found)))

    def whole() -> pd.DataFrame:
        return view.ask(store.unclassified_signatures, part, count_rows=ALL_ROWS)

    with card(view, "unclassified_signatures", frame=found, query=query, hint=hint, whole=whole):
        if found.empty:
            st.markdown(f":green[:material/check_circle:] {view.say('data.no_unclassified')}")
            return
        shown = found.drop(columns="signature_id").assign(platforms=found["platforms"].map(list))
        kinds, say = st.column_config, view.say
        times = {
            name: kinds.DatetimeColumn(say(f"column.{name}"), format="YYYY-MM-DD HH:mm")
            for name in ("first_seen_at_local", "last_seen_at_local")
        }
        template = kinds.TextColumn(say("column.template"), width=420)
        height = height_of(len(shown), 8)
        table(view, "unclassified_signatures", shown, height=height, template=template, **times)
