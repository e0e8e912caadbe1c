"""How soon each channel of help answers; what waits is censored."""

import pandas as pd
import streamlit as st

from dashboards import store
from dashboards.charts.ended_shares import ended_shares
from dashboards.pages.help_channels import named
from dashboards.pages.help_numbers import ALL, MOST_CHANNELS, answer_times, channel_names, hours, measured, share
from dashboards.store import View
from dashboards.widgets.card import card
from dashboards.widgets.chart import chart
from dashboards.widgets.table import height_of, table

WITHIN_HOURS = store.help_contacts.WITHIN_HOURS
MEASURES = ("median_hours", *(f"within_{limit}" for limit in WITHIN_HOURS))
MOST_LINES = 6
TICKS = (0.1, 1, 6, 24, 24 * 7, 24 * 60)  # hours


def show(view: View) -> None:
    """Draw the card."""
    rows = answer_times(view)
    names = channel_names(view, rows["help_channel"])
    told = named(rows, "help_channel", names)
    twin = measured(view, told, ["help_channel", "count_contacts", "count_answered"], MEASURES)
    with card(view, "help_answers", frame=twin, query="help_answers", hint=view.say("help_return.answers_hint")):
        ticks = {tick: view.say.hours(tick) for tick in TICKS}
        left, right = st.columns([2, 3], gap="medium")
        with left:
            chart(view, "help_answers", lambda: ended_shares(curves(view, rows), ALL, names, ticks, is_log=True))
        with right:
            table(view, "help_answers", shaped(view, told), height=height_of(len(told), MOST_CHANNELS + 1))


def curves(view: View, rows: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The curve of all, and of the channels with the most contacts."""
    waits = view.ask(store.help_answers)
    most = rows.sort_values("count_contacts", ascending=False, kind="stable")["help_channel"].head(MOST_LINES + 1)
    chosen = {channel: waits if channel == ALL else waits[waits["help_channel"] == channel] for channel in most}
    made = {channel: store.help_contacts.answer_curve(of) for channel, of in chosen.items()}
    return {channel: store.help_contacts.thinned(curve) for channel, curve in made.items()}


def shaped(view: View, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows as they are read."""
    records = rows.to_dict("records")
    return pd.DataFrame(
        {
            "help_channel": rows["help_channel"],
            "median_answer": [
                hours(view, row["median_hours"], row["median_hours_low"], row["median_hours_high"]) for row in records
            ],
            **{within: [share(view, row, within, 0) for row in records] for within in MEASURES[1:]},
            "answered_of": [
                f"{view.say.number(row['count_answered'])} / {view.say.number(row['count_contacts'])}"
                for row in records
            ],
        }
    )
