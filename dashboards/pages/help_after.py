"""How cases went on after their first contact with help, by its channel: an association, not an effect."""

import pandas as pd
import streamlit as st

from dashboards import store
from dashboards.charts.help import resolved_by_channel
from dashboards.pages.help_channels import named
from dashboards.pages.help_numbers import ALL, MOST_CHANNELS, channel_names, measured, resolved_after_help
from dashboards.store import View
from dashboards.text import plain
from dashboards.widgets.card import card
from dashboards.widgets.chart import chart
from dashboards.widgets.links import link, set_filter
from dashboards.widgets.search import hold

DAYS = store.help_contacts.WITHIN_DAYS
MEASURES = [f"resolved_{days}" for days in DAYS]
USUAL = 7


def show(view: View) -> None:
    """Draw the card; the days of the horizon are part of the address."""
    days = asked_days(view)
    rows = resolved_after_help(view)
    names = channel_names(view, rows.get("help_channel", ()))
    statement = store.help_contacts.ends_statement(view.snapshot, view.selection)
    told = named(rows, "help_channel", names) if len(rows) else rows
    twin = measured(view, told, ["help_channel", "count_cases", "count_resolved"], MEASURES)
    with card(view, "help_after", frame=twin, query=statement, hint=view.say("help_return.after_hint")):
        if rows.empty:
            st.markdown(f":gray[{view.say('help_return.none_after')}]")
            return
        choice(view, days)
        shown = by_days(rows, days)
        if shown["value"].isna().all():
            st.markdown(f":gray[{view.say('help_return.not_watched', days=days)}]")
            return
        cases = view.say("help_return.cases")
        chart(view, "help_after", lambda: resolved_by_channel(shown, names, cases), days)
        link(view, "resolution", view.say("help_return.to_resolution"))


def asked_days(view: View) -> int:
    """The horizon that the address asks for, named where it is none."""
    asked = st.query_params.get("within")
    if asked is None or asked in map(str, DAYS):
        return int(asked or USUAL)
    message = view.say("filter.refused", name=view.say("help_return.within"), value=plain(asked[:80]))
    st.warning(message, icon=":material/filter_alt_off:")
    return USUAL


def choice(view: View, days: int) -> None:
    hold("help_within", days)
    st.segmented_control(
        view.say("help_return.within"),
        DAYS,
        key="help_within",
        format_func=lambda one: view.say("help_return.days", days=one),
        required=True,
        on_change=push,
    )


def push() -> None:
    days = st.session_state["help_within"]
    set_filter(within=None if days == USUAL else str(days))


def by_days(rows: pd.DataFrame, days: int) -> pd.DataFrame:
    """All first, then the channels with the most cases: value, low, high for the horizon."""
    name = f"resolved_{days}"
    ends = {"value": rows[name], "low": rows[f"{name}_low"], "high": rows[f"{name}_high"]}
    ranked = rows.assign(**ends, is_part=rows["help_channel"] != ALL)
    order = ["is_part", "count_cases", "help_channel"]
    return ranked.sort_values(order, ascending=[True, False, True], ignore_index=True).head(MOST_CHANNELS + 1)
