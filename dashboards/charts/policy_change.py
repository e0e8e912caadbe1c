"""A platform's weekly failure rate around a change, beside that of the others."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from dashboards.theme import ACCENT, FAINT, NEUTRAL, dressed


def around_change(weekly: pd.DataFrame, at: pd.Timestamp, words: Mapping[str, str]) -> go.Figure:
    """Weekly rates: the platform with intervals, the others, and where the platform would be had it moved as they did.

    `weekly` has begins (first day of the week), week (below 0 before), rate, low, high, rate_others (may be all
    missing); `words` platform, others, as_others, change.
    """
    figure, has_others = go.Figure(), bool(weekly["rate_others"].notna().any())
    figure.add_scatter(**own(weekly, words["platform"]))
    if has_others:
        figure.add_scatter(**line(weekly, "rate_others", words["others"], "dot", "circle-open"))
        before = weekly[weekly["week"] < 0]
        gap = float((before["rate"] - before["rate_others"]).mean())
        moved = weekly.assign(as_others=weekly["rate_others"] + gap)
        figure.add_scatter(**line(moved[moved["week"] > 0], "as_others", words["as_others"], "dash", "diamond-open"))
    dressed(figure, 300)
    figure.add_shape(type="line", x0=at, x1=at, y0=0, y1=1, yref="paper", line={"color": NEUTRAL, "width": 1.5})
    figure.add_annotation(
        x=at, y=1, yref="paper", text=words["change"], showarrow=False, xanchor="left", xshift=4, yanchor="top",
        font={"size": 11, "color": NEUTRAL},
    )  # fmt: skip
    figure.update_xaxes(tickvals=list(weekly["begins"]), tickformat="%m-%d", showgrid=True, gridcolor=FAINT)
    figure.update_xaxes(hoverformat="%Y-%m-%d")
    figure.layout.xaxis.tickformatstops = ()  # those of hours would win
    return figure.update_yaxes(tickformat=".0%", rangemode="tozero")


def own(weekly: pd.DataFrame, name: str) -> dict:
    """The platform's line with its intervals."""
    return {
        "x": list(weekly["begins"]),
        "y": list(weekly["rate"]),
        "name": name,
        "mode": "lines+markers",
        "line": {"color": ACCENT, "width": 2},
        "marker": {"size": 7},
        "error_y": {
            "type": "data",
            "symmetric": False,
            "array": list(weekly["high"] - weekly["rate"]),
            "arrayminus": list(weekly["rate"] - weekly["low"]),
            "thickness": 1,
            "width": 3,
            "color": NEUTRAL,
        },
        "hovertemplate": "%{y:.1%}",
    }


def line(weekly: pd.DataFrame, column: str, name: str, dash: str, symbol: str) -> dict:
    """A grey line of one column."""
    return {
        "x": list(weekly["begins"]),
        "y": list(weekly[column]),
        "name": name,
        "mode": "lines+markers",
        "line": {"color": NEUTRAL, "width": 1.5, "dash": dash},
        "marker": {"size": 6, "symbol": symbol},
        "hovertemplate": "%{y:.1%}",
    }
