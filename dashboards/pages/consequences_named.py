"""Consequences that messages name beside those that were recorded as events: two sources, never added."""

import pandas as pd
import streamlit as st

from analysis.rates import Rate
from dashboards import store
from dashboards.pages.consequences_numbers import count_failed_cases
from dashboards.store import View
from dashboards.text import NOTHING
from dashboards.widgets.card import card
from dashboards.widgets.table import height_of, table


def show(view: View) -> None:
    """Draw the card."""
    say, rows = view.say, view.ask(store.consequences_named)
    hint = say("consequences.named_hint", failed=say.number(count_failed_cases(view)))
    with card(view, "consequences_named", frame=rows, query="consequences_named", hint=hint):
        if rows.empty:
            st.markdown(f":gray[{say('consequences.none_named')}]")
            return
        table(view, "consequences_named", shaped(view, rows), height=height_of(len(rows), len(rows)))


def shaped(view: View, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows as they are read: shares with their interval, numerator and denominator."""
    failed = count_failed_cases(view)
    records = rows.to_dict("records")
    return pd.DataFrame(
        {
            "consequence": [view.label(row["word"]) for row in records],
            "named_share": [share(view, row["count_named"], failed) for row in records],
            "recorded_share": [share(view, row["count_recorded"], failed) for row in records],
            "count_both": rows["count_both"],
            "recorded_of_named": [share(view, row["count_both"], row["count_named"]) for row in records],
            "named_of_recorded": [share(view, row["count_both"], row["count_recorded"]) for row in records],
        }
    )


def share(view: View, count: int, total: int) -> str:
    """5.1% (4.4% – 5.9%), 93 / 1,820."""
    say, rate = view.say, Rate.of(int(count), int(total))
    if rate.value is None:
        return NOTHING
    if not count:
        return say("consequences.named_none", total=say.number(total), high=say.percent(rate.high))
    ends = f"{say.percent(rate.low)} – {say.percent(rate.high)}"
    return f"{say.percent(rate.value)} ({ends}), {say.number(count)} / {say.number(total)}"
