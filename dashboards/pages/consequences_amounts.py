"""How much is frozen in a case: the distribution on a logarithmic scale, with median and P90."""

import math

import pandas as pd
import streamlit as st

from analysis.quantiles import SampleQuantile, distribution, share_of_largest
from dashboards import store
from dashboards.charts.distributions import Mark, shares_up_to, thinned
from dashboards.pages.consequences_choices import Choices
from dashboards.pages.consequences_money import frozen, short
from dashboards.store import View
from dashboards.widgets.card import card
from dashboards.widgets.chart import chart


def show(view: View, choices: Choices) -> None:
    """Draw the card."""
    say, per_case = view.say, store.frozen_money.by_case(frozen(choices))
    above = per_case[per_case > 0]
    rows = distribution(above)
    with card(view, "frozen_amounts", frame=rows, query="freezes", hint=left_out(view, choices, len(above))):
        if above.empty:
            st.markdown(f":gray[{say('consequences.no_amount')}]")
            return
        marks = [
            marked(view, choices, q, one)
            for q, one in zip(store.frozen_money.SHARES, store.frozen_money.quantiles(above), strict=True)
        ]
        words = {"share": say("consequences.share_up_to"), "interval": say("kpi.interval_name")}
        thin = thinned(rows)
        hovers = [
            say(
                "consequences.hover_amount",
                share=say.percent(row["share"]),
                amount=short(view, row["value"], choices.currency),
            )
            for row in thin.to_dict("records")
        ]
        shown = thin.assign(hover=hovers)
        ticks = powers(view, float(above.min()), float(above.max()))
        chart(view, "frozen_amounts", lambda: shares_up_to(shown, marks, ticks, words), choices.currency)
        st.caption(top_told(view, above))


def left_out(view: View, choices: Choices, count: int) -> str:
    """How many cases are in the chart, and how many freezes it cannot show."""
    unknown = int((~(choices.freezes["shown"]["amount"].astype(float) > 0)).sum())
    hint = view.say("consequences.amounts_hint", count=view.say.number(count), currency=choices.currency or "–")
    return f"{hint} {view.say('consequences.without_amount', count=view.say.number(unknown))}" if unknown else hint


def marked(view: View, choices: Choices, q: float, one: SampleQuantile) -> Mark:
    key = "median" if q < 0.9 else "p90"
    value, low, high = (short(view, amount, choices.currency) for amount in (one.value, one.low, one.high))
    ends = view.say("kpi.range", low=low, high=high)
    return Mark(one.value or 0, q, view.say(f"consequences.{key}", value=value, ends=ends))


def powers(view: View, least: float, most: float) -> dict[float, str]:
    """A tick at each power of ten that the values reach."""
    first, last = math.floor(math.log10(least)), math.ceil(math.log10(most))
    return {
        10.0**power: view.say.compact(10.0**power) if power >= 0 else f"{10.0**power:g}"
        for power in range(first, last + 1)
    }


def top_told(view: View, amounts: pd.Series) -> str:
    """How unevenly the money is spread."""
    return view.say("consequences.largest_tenth", share=view.say.percent(share_of_largest(amounts, 0.1), 0))
