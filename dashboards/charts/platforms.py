"""Platforms side by side: raw and standardised rates, and a funnel of what chance allows."""

import html
from collections.abc import Mapping

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analysis.funnel import INNER, OUTER, wide_limits
from dashboards.theme import ACCENT, ALERT, FAINT, NEUTRAL, dressed

ROW_HEIGHT = 44
SYMBOLS = {"inside": "circle", "beyond_inner": "diamond", "beyond_outer": "x", "unknown": "circle-open"}
POINTS = 120  # of each limit


def raw_and_standardised(rows: pd.DataFrame, target: float, words: Mapping[str, str]) -> go.Figure:
    """A row a platform: the raw rate as an open circle, the standardised one filled and with its interval.

    `rows` has platform, rate, indirect, indirect_low, indirect_high (0..1); `target` is the rate of all; `words` raw,
    standardised, all.
    """
    figure, names = go.Figure(), [html.escape(name) for name in rows["platform"]]
    for name, row in zip(names, rows.itertuples(), strict=True):
        figure.add_scatter(
            x=[row.rate, row.indirect],
            y=[name, name],
            mode="lines",
            line={"color": NEUTRAL, "width": 1.5},
            hoverinfo="skip",
            showlegend=False,
        )
    error = {"array": list(rows["indirect_high"] - rows["indirect"])}
    error |= {"arrayminus": list(rows["indirect"] - rows["indirect_low"])}
    own = {"type": "data", "symmetric": False, "color": NEUTRAL, "thickness": 1, "width": 4}
    filled, hollow = {"size": 10, "color": ACCENT}, {"size": 15, "symbol": "circle-open", "color": NEUTRAL}
    figure.add_scatter(**dots(rows["rate"], names, words["raw"], hollow))
    figure.add_scatter(**dots(rows["indirect"], names, words["standardised"], filled), error_x=own | error)
    dressed(figure, 110 + ROW_HEIGHT * len(rows))
    figure.update_layout(hovermode="closest")
    figure.add_vline(target, line={"color": NEUTRAL, "width": 1, "dash": "dot"})
    figure.add_annotation(
        x=target, y=1, yref="paper", yanchor="top", text=words["all"], showarrow=False, xanchor="left", xshift=4,
        font={"size": 11, "color": NEUTRAL},
    )  # fmt: skip
    figure.update_yaxes(autorange="reversed", showgrid=False, ticksuffix="  ", nticks=len(rows) + 1)
    return percent(figure, "x")


def dots(rates: pd.Series, names: list[str], label: str, marker: dict) -> dict:
    return {
        "x": list(rates),
        "y": names,
        "name": label,
        "mode": "markers",
        "marker": marker,
        "hovertemplate": f"%{{y}}<br>{label}: %{{x:.2%}}<extra></extra>",
    }


def funnel(
    rows: pd.DataFrame, target: float, between: float, stands: str, words: Mapping[str, str]
) -> go.Figure:
    """Standardised rates over the number of cases, with the limits of 95 and 99.8 % around the rate of all.

    `rows` has platform, total, indirect and a column named by `stands`; `between` is the variance between platforms
    that the limits allow for (0: chance alone); `words` inner, outer, all, cases and the places of SYMBOLS.
    """
    sizes = np.unique(np.geomspace(max(rows["total"].min() / 3, 5), rows["total"].max() * 1.15, POINTS).round())
    figure, labelled = go.Figure(), rows.assign(side=label_sides(rows))
    for name, confidence, dash in (("outer", OUTER, "dash"), ("inner", INNER, "solid")):
        low, high = wide_limits(sizes, target, between, confidence)
        for limit, is_named in ((high, True), (low, False)):
            figure.add_scatter(
                x=list(sizes), y=list(limit), mode="lines", line={"color": NEUTRAL, "width": 1, "dash": dash},
                name=words[name], legendgroup=name, showlegend=is_named, hoverinfo="skip",
            )  # fmt: skip
    for place in rows[stands].unique():
        figure.add_scatter(**points(labelled[labelled[stands] == place], place, words))
    dressed(figure, 380)
    figure.update_layout(hovermode="closest")
    figure.add_hline(target, line={"color": NEUTRAL, "width": 1, "dash": "dot"})
    figure.update_xaxes(title={"text": words["cases"], "font": {"size": 11}}, tickformat=",", gridcolor=FAINT, nticks=6)
    figure.layout.xaxis.tickformatstops = ()  # those of dates would win
    return percent(figure, "y")


def label_sides(rows: pd.DataFrame) -> list[str]:
    """Labels stand above their points, but below where another of about the same size lies higher."""
    near = 0.2 * float(rows["total"].max())
    pairs = list(zip(rows["total"], rows["indirect"], strict=True))
    covered = [any(abs(x - of) < near and y > rate for x, y in pairs) for of, rate in pairs]
    return ["bottom center" if is_covered else "top center" for is_covered in covered]


def points(rows: pd.DataFrame, place: str, words: Mapping[str, str]) -> dict:
    """The platforms of one place; colour and shape say it."""
    return {
        "x": list(rows["total"]),
        "y": list(rows["indirect"]),
        "mode": "markers+text",
        "text": [html.escape(name) for name in rows["platform"]],
        "textposition": list(rows["side"]),
        "textfont": {"size": 11},
        "marker": {"size": 10, "symbol": SYMBOLS[place], "color": ALERT if place == "beyond_outer" else ACCENT},
        "name": words[place],
        "hovertemplate": "%{text}<br>%{y:.2%}<br>%{x:,} " + words["cases"] + "<extra></extra>",
        "cliponaxis": False,
    }


def percent(figure: go.Figure, axis: str) -> go.Figure:
    """Percentages on one axis."""
    if axis == "x":
        figure.update_xaxes(tickformat=".0%", nticks=6, showgrid=True, gridcolor=FAINT)
        figure.layout.xaxis.tickformatstops = ()
        return figure
    return figure.update_yaxes(tickformat=".0%")
