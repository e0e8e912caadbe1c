"""The chosen consequence by week of the first request, counted over equally many days of every case."""

from datetime import timedelta

import pandas as pd
import streamlit as st

from dashboards.charts.consequences import weekly_rates
from dashboards.pages.consequences_choices import Choices
from dashboards.pages.consequences_numbers import counted_with, name_of, rates, told
from dashboards.store import View
from dashboards.widgets.card import card
from dashboards.widgets.chart import chart
from dashboards.widgets.markers import markers

WEEK = timedelta(days=7)


def show(view: View, choices: Choices) -> None:
    """Draw the card."""
    say, rows = view.say, weeks(view, choices)
    hint = say("consequences.weeks_hint", name=name_of(view, choices.consequence), days=choices.within_days)
    with card(
        view, "consequences_weekly", frame=rows.drop(columns="hover"), query=counted_with(view, choices), hint=hint
    ):
        if not rows["count_events"].any():
            st.markdown(f":gray[{say('consequences.never', name=name_of(view, choices.consequence))}]")
            return
        words = {key: say(f"consequences.{key}") for key in ("finished", "unfinished")}
        words["markers"] = say("overview.markers")
        chart(view, "consequences_weekly", lambda: weekly_rates(rows, words, markers(view)), choices)


def weeks(view: View, choices: Choices) -> pd.DataFrame:
    """One row per week: the rate with its interval; whether the week is whole and its cases were seen long enough."""
    rows = rates(view, choices, key="week_on")
    of = rows[rows["consequence"] == choices.consequence].drop(columns="consequence").reset_index(drop=True)
    days = pd.to_datetime(of["week_on"])
    of = of.assign(week_on=days, is_finished=[is_finished(view, choices, day) for day in days])
    return of.assign(
        hover=[told(view, row, view.say.day(row["week_on"], with_year=True)) for row in of.to_dict("records")]
    )


def is_finished(view: View, choices: Choices, week_on: pd.Timestamp) -> bool:
    """Whether the period holds the whole week and the log reaches `within_days` days beyond it."""
    first, after = week_on.date(), (week_on + WEEK).date()
    is_whole = max(view.selection.from_on, view.known.first_on) <= first and after <= view.selection.to_on + timedelta(
        days=1
    )
    return is_whole and after + timedelta(days=choices.within_days) <= view.unfinished_on
