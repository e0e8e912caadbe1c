"""Channels of help: how many cases use each, at which place, and which is asked next."""

import pandas as pd
import streamlit as st

from dashboards import store
from dashboards.charts.help import channel_matrix, contacts_by_channel
from dashboards.pages.help_numbers import MOST_CHANNELS, channel_names, largest, with_interval
from dashboards.store import View
from dashboards.widgets.card import card
from dashboards.widgets.chart import chart
from dashboards.widgets.table import height_of, table

PLACES = store.help_contacts.PLACES
NO_MORE = store.help_contacts.NO_MORE


def show(view: View) -> None:
    """Draw the card of use and order."""
    used = store.help_contacts.channels_used(view.ask(store.help_contacts_counted))
    names = channel_names(view, used["help_channel"]) | {place: view.say(f"column.{place}") for place in PLACES}
    told = named(used, "help_channel", names)
    cases = view.say.number(int(used["cases_of_all"].max()))
    hint = view.say("help_return.channels_hint", cases=cases)
    with card(view, "help_channels", frame=told, query="help_contacts_counted", hint=hint):
        chart(view, "help_channels", lambda: contacts_by_channel(largest(used), PLACES, names))
        table(view, "help_channels", shaped(view, told), height=height_of(len(told), MOST_CHANNELS))


def named(rows: pd.DataFrame, column: str, names: dict[str, str]) -> pd.DataFrame:
    return rows.assign(**{column: rows[column].map(names)})


def shaped(view: View, rows: pd.DataFrame) -> pd.DataFrame:
    """Cases by channel as they are read."""
    records = rows.to_dict("records")
    return pd.DataFrame(
        {
            "help_channel": rows["help_channel"],
            "count_cases": rows["count_cases"],
            "share_of_contacting": [with_interval(view, row["rate"], row["low"], row["high"]) for row in records],
            "count_contacts": rows["count_contacts"],
            "first": rows["first"],
        }
    )


def turns(view: View) -> None:
    """Draw the card of which channel is asked after which."""
    counted = view.ask(store.help_contacts_counted)
    rows = store.help_contacts.channel_turns(counted)
    order = largest(store.help_contacts.channels_used(counted))["help_channel"].tolist()
    met = {*rows["first_channel"], *rows["next_channel"]}
    names = channel_names(view, met) | {NO_MORE: view.say("help_return.no_more")}
    told = named(named(rows, "first_channel", names), "next_channel", names)
    with card(view, "help_turns", frame=told, query="help_contacts_counted", hint=view.say("help_return.turns_hint")):
        after = [channel for channel in [*order, NO_MORE] if (rows["next_channel"] == channel).any()]
        held = rows[rows["first_channel"].isin(order) & rows["next_channel"].isin(after)]
        word = view.say("help_return.contacts")
        chart(view, "help_turns", lambda: channel_matrix(held, order, after, names, word))
        if after == [NO_MORE]:
            st.caption(view.say("help_return.no_turns"))
