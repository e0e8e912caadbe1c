"""How soon freezes end: Kaplan-Meier's curve turned over, with median and P90; those that hold are censored."""

import pandas as pd
import streamlit as st

from dashboards import store
from dashboards.charts.distributions import Mark, shares_up_to, thinned
from dashboards.pages.consequences_choices import Choices
from dashboards.pages.consequences_numbers import ends_told
from dashboards.store import View
from dashboards.text import is_missing
from dashboards.widgets.card import card
from dashboards.widgets.chart import chart

LEAST_DAYS = 1 / 24  # a logarithmic scale begins above 0: whatever ends within the hour is drawn at its end
TICKS_HOURS = (1, 6, 24, 72, 168, 336, 720, 2160, 8760)


def show(view: View, choices: Choices) -> None:
    """Draw the card."""
    say, seen = view.say, choices.freezes["shown"]
    rows = ended_shares(seen)
    holding = say.number(int((~seen["is_ended"]).sum()))
    closed = say.number(int((seen["is_ended"] & ~seen["is_released"]).sum()))
    hint = say("consequences.release_hint", count=say.number(len(seen)), holding=holding, closed=closed)
    with card(view, "release_curve", frame=rows, query="freezes", hint=hint):
        if seen.empty:
            st.markdown(f":gray[{say('consequences.no_freeze')}]")
            return
        marks = known_marks(view, seen)
        words = {"share": say("consequences.share_ended"), "interval": say("kpi.interval_name")}
        thin = thinned(rows)
        shown = thin.assign(hover=[told(view, row) for row in thin.to_dict("records")])
        ticks = {hours / 24: say.hours(hours) for hours in TICKS_HOURS}
        chart(view, "release_curve", lambda: shares_up_to(shown, marks, ticks, words))
        if len(marks) < len(store.frozen_money.SHARES):
            st.caption(say("consequences.not_reached"))


def ended_shares(seen: pd.DataFrame) -> pd.DataFrame:
    """The share that has ended after so many days, its band, and how many were still watched."""
    curve = store.frozen_money.release_curve(seen)
    return pd.DataFrame(
        {
            "value": curve["time"].clip(lower=LEAST_DAYS),
            "share": 1 - curve["survival"],
            "low": 1 - curve["upper"],
            "high": 1 - curve["lower"],
            "at_risk": curve["at_risk"],
        }
    )


def told(view: View, row: dict) -> str:
    say = view.say
    ends = say("kpi.interval", low=say.percent(row["low"]), high=say.percent(row["high"]))
    days = say.hours(24 * row["value"])
    share = say.percent(row["share"])
    return say("consequences.hover_release", share=share, days=days, interval=ends, at_risk=say.number(row["at_risk"]))


def known_marks(view: View, seen: pd.DataFrame) -> list[Mark]:
    """The median and the P90, where so many have ended."""
    found = store.frozen_money.release_quantiles(seen)
    return [marked(view, q, one) for q, one in found.items() if not is_missing(one["hours"])]


def marked(view: View, q: float, one: dict) -> Mark:
    key = "median" if q < 0.9 else "p90"
    told = {"value": view.say.hours(one["hours"]), "ends": ends_told(view, one["low"], one["high"])}
    return Mark(one["hours"] / 24, q, view.say(f"consequences.{key}", **told))
