"""What each rule would have told over the log: how often, when, how large, and whether a spike was found there."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboards.store import View
from dashboards.text import plain
from dashboards.widgets.alert_overview import Overview, local
from dashboards.widgets.card import card
from dashboards.widgets.links import link
from dashboards.widgets.states import nothing
from dashboards.widgets.table import height_of, table

MOST_VISIBLE = 10
MOST_LINKS = 3


def show(view: View, found: Overview) -> None:
    """Draw the card: a sentence for each rule, the incidents below, the newest first."""
    incidents = list(reversed(found["incidents"]))
    rows = pd.DataFrame([row(view, one) for one in incidents])
    with card(view, "alert_backtest", frame=rows, hint=view.say("alert.backtest_hint")):
        st.markdown("\n".join(f"- {sentence(view, rule)}" for rule in found["rules"]))
        if rows.empty:
            nothing(view, "alert_backtest")
            return
        table(view, "alert_backtest", rows, height=height_of(len(rows), MOST_VISIBLE))
        open_now(view, incidents)


def sentence(view: View, rule: dict[str, Any]) -> str:
    say = view.say
    counts = {"fired": say.number(rule["count_fired"]), "found": say.number(rule["count_with_spike"])}
    if rule["bar"] is None:
        return say("alert.would_spike", rule=plain(rule["name"]), fired=counts["fired"])
    return say("alert.would", rule=plain(rule["name"]), **counts)


def row(view: View, one: dict[str, Any]) -> dict[str, Any]:
    return {
        "alert_rule": one["rule"],
        "segment": about(view, one),
        "started_at_local": local(view, one["started_at"]),
        "ended_at_local": local(view, one["ended_at"]),
        "count_failures": one["count_failures"],
        "expected": None if one["count_expected"] is None else round(one["count_expected"], 1),
        "count_decided": one["count_decided"],
        "alert_spike": view.say("alert.found" if one["spike_id"] else "alert.not_found"),
    }


def about(view: View, one: dict[str, Any]) -> str:
    """Platform and what fails, in the reader's words."""
    kind = one["cause"] or one["cause_category"]
    what = one["error_code"] if one["error_code"] and not one["cause"] else kind and view.label(kind)
    return " · ".join(part for part in (one["platform"], what) if part) or view.say("alert.whole_log")


def open_now(view: View, incidents: list[dict[str, Any]]) -> None:
    """A way to each spike that is not over."""
    still = {one["spike_id"]: one for one in incidents if one["ended_at"] is None and one["spike_id"]}
    for spike_id, one in list(still.items())[:MOST_LINKS]:
        link(view, "faults", view.say("alert.look", what=plain(about(view, one))), spike=spike_id)
