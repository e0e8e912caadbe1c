"""The cause categories: rate, interval, share, wallets, and the change."""

import streamlit as st

from dashboards.pages.causes_numbers import Row, categories, change, counted_with, interval, is_beyond_chance
from dashboards.pages.overview_changes import compared_days
from dashboards.store import View
from dashboards.widgets import states
from dashboards.widgets.card import card
from dashboards.widgets.drawer import cause_badge
from dashboards.widgets.kpi import signed


def show(view: View) -> None:
    """Draw a card with a tile for each category that failed."""
    rows = categories(view)
    hint = view.say("kpi.compared", days=compared_days(view)) if view.compared else None
    with card(view, "causes_categories", frame=rows, query=counted_with(view), hint=hint):
        if rows.empty:
            states.nothing(view, "causes_categories")
            return
        with st.grid(len(rows), min_column_width=150, gap="small"):
            for row in rows.to_dict("records"):
                tile(view, row)


def tile(view: View, row: Row) -> None:
    """One category: its failure rate, what it is made of, how it changed."""
    say, category = view.say, row["cause_category"]
    name = view.label(category)
    with st.container(gap=None, key=f"category_{category}"):
        st.markdown(cause_badge(view, category, category))
        st.metric(
            name,
            say.percent(row["rate"], 2),
            signed(say.points(row["difference"])),
            delta_color="inverse" if is_beyond_chance(row["difference_low"], row["difference_high"]) else "off",
            label_visibility="collapsed",
            help=f"95%: {change(row)}" if signed(change(row)) else None,
        )
        st.caption(detail(view, row))


def detail(view: View, row: Row) -> str:
    say = view.say
    return say(
        "causes.category",
        interval=interval(view, row["low"], row["high"]),
        failures=say.number(row["count_failures"]),
        decided=say.number(row["count_decided"]),
        share=say.percent(row["share"]),
        wallets=say.number(row["count_wallets"]),
    )
