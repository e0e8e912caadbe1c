"""Who holds the cases, and how old the open ones are."""

import html
from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from dashboards.theme import ACCENT, ALERT, NEUTRAL, SLOTS, dressed

HOLDERS = ("user", "platform", "third_party", "unknown")
COLOURS = dict(zip(HOLDERS, (SLOTS[0], SLOTS[1], SLOTS[3], NEUTRAL), strict=True))
PATTERNS = dict(zip(HOLDERS, ("", "/", ".", "x"), strict=True))
ROW_HEIGHT = 34
LEAST_TOLD = 0.07  # a smaller part has no room for its number


def held_shares(held: pd.DataFrame, names: Mapping[str, str]) -> go.Figure:
    """One bar a group, divided by who held its cases; the first row on top.

    `held` has group and a column of hours for each of HOLDERS; `names` their labels.
    """
    rows = held[::-1]
    total = rows[list(HOLDERS)].sum(axis=1)
    figure = go.Figure()
    for holder in HOLDERS:
        share = rows[holder] / total.where(total > 0)
        figure.add_bar(
            x=list(share), y=[html.escape(group) for group in rows["group"]], orientation="h", name=names[holder],
            marker={"color": COLOURS[holder], "pattern": pattern(PATTERNS[holder])},
            text=[f"{one:.0%}" if one >= LEAST_TOLD else "" for one in share], textposition="inside",
            insidetextanchor="middle", textfont={"color": "white"}, textangle=0,
            hovertemplate="%{x:.1%}",
        )  # fmt: skip
    figure.update_layout(barmode="stack")
    dressed(figure, 70 + ROW_HEIGHT * len(rows))
    figure.update_layout(hovermode="y unified")
    figure.update_xaxes(range=[0, 1], tickformat=".0%")
    figure.layout.xaxis.tickformatstops = ()  # those of dates would win
    return figure.update_yaxes(showgrid=False, ticksuffix="  ", nticks=len(rows) + 1)


def open_ages(ages: pd.DataFrame, labels: Sequence[str], names: Mapping[str, str]) -> go.Figure:
    """Open cases by their age, those past the promise in another colour and pattern.

    `ages` has place (in `labels`, the youngest first), is_past, count_cases; `names` within, past.
    """
    figure = go.Figure()
    for is_past, word, colour, shape in ((False, "within", ACCENT, ""), (True, "past", ALERT, "/")):
        counts = ages[ages["is_past"] == is_past].groupby("place")["count_cases"].sum()
        told = [int(counts.get(place, 0)) for place in range(len(labels))]
        figure.add_bar(
            x=list(labels), y=told, name=names[word], marker={"color": colour, "pattern": pattern(shape)},
            text=[f"{count:,}" if count else "" for count in told], textposition="outside", cliponaxis=False,
            hovertemplate="%{y:,}",
        )  # fmt: skip
    figure.update_layout(barmode="stack")
    dressed(figure, 280)
    figure.update_xaxes(type="category")
    return figure.update_yaxes(rangemode="tozero")


def pattern(shape: str) -> dict:
    return {"shape": shape, "size": 6, "solidity": 0.2, "fillmode": "overlay", "fgopacity": 0.5}
