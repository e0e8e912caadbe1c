"""The curves of cases not yet resolved, by group, and whether the groups differ beyond chance."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from analysis.survival import LogRank
from dashboards import store
from dashboards.charts.resolution import DASHES, Line, unresolved
from dashboards.pages.resolution_numbers import (
    SMALL,
    by_group,
    drawn_days,
    group_name,
    groups_compared,
    resolution_curves,
)
from dashboards.store import View
from dashboards.text import NOTHING
from dashboards.theme import SLOTS, category_colour
from dashboards.widgets.card import card
from dashboards.widgets.chart import chart

MOST_DRAWN = len(SLOTS)
COUNTED_AT = 5  # moments at which those still at risk are told
LEAST_P = 0.001
SURE = 0.05


def show(view: View, by: str) -> None:
    """Draw the card."""
    durations = view.ask(store.resolution_durations, by=by)
    to_day = drawn_days(durations)
    curves = view.ask(resolution_curves, by=by, to_day=to_day)
    drawn = drawn_groups(by, by_group(durations))
    frame = curves.assign(group=[group_name(view, by, value) for value in curves["group_value"]])
    told = frame[["group", "day", "survival", "lower", "upper", "at_risk"]]
    query = view.statement("resolution_durations", by=by)
    with card(view, "resolution_curves", frame=told, query=query, hint=view.say("resolution.curves_hint")):
        chart(view, "resolution_curves", lambda: figure(view, by, told, drawn), by)
        if len(by_group(durations)) > len(drawn):
            st.caption(view.say("resolution.more_groups", count=len(drawn)))
        st.markdown(verdict(view, view.ask(groups_compared, by=by)))


def drawn_groups(by: str, groups: dict[str, pd.DataFrame]) -> dict[str, bool]:
    """The groups that have a line, and whether each is small: the largest, but of months the last."""
    sizes = {value: int(rows["count_cases"].sum()) for value, rows in groups.items()}
    values = sorted(sizes)[-MOST_DRAWN:] if by == "month" else list(sizes)[:MOST_DRAWN]
    return {value: sizes[value] < SMALL for value in values}


def figure(view: View, by: str, told: pd.DataFrame, drawn: dict[str, bool]) -> go.Figure:
    """The curves with their counts at risk; the table behind holds the groups that are not drawn too."""
    names = [group_name(view, by, value) for value in drawn]
    lines = {name: line(view, by, value, name, place, small) for place, (name, (value, small)) in
             enumerate(zip(names, drawn.items(), strict=True))}  # fmt: skip
    rows = told[told["group"].isin(names)]
    days = np.sort(rows["day"].unique())
    counted = days[np.linspace(0, len(days) - 1, COUNTED_AT).round().astype(int)]
    at_risk = rows[rows["day"].isin(counted)]
    ticks = [view.say("resolution.day_tick", day=view.say.number(day, 1)) for day in at_risk["day"]]
    return unresolved(rows, lines, at_risk.assign(tick=ticks), {"at_risk": view.say("resolution.at_risk")})


def line(view: View, by: str, value: str, name: str, place: int, is_small: bool) -> Line:
    """Categories keep their colour; other groups take them in turn."""
    colour = category_colour(value) if by == "category" else SLOTS[place]
    label = f"{name} ({view.say('causes.small')})" if is_small else name
    return Line(label, colour, DASHES[place], is_small)


def verdict(view: View, test: LogRank) -> str:
    """The log-rank test in words."""
    say = view.say
    if test.p is None:
        return f":gray[{say('resolution.not_compared', least=SMALL)}]"
    p = say("resolution.p_below", p=LEAST_P) if test.p < LEAST_P else say("resolution.p_is", p=say.number(test.p, 3))
    chi_square = NOTHING if test.chi_square is None else say.number(test.chi_square, 1)
    key = "resolution.differ" if test.p < SURE else "resolution.may_be_chance"
    return say(key, count=len(test.groups), chi_square=chi_square, df=test.df, p=p)
