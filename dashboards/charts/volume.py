"""Events a day, one small chart a platform, on one time axis; each has its own scale."""

import html
from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from dashboards.theme import ACCENT, ALERT, NEUTRAL, dressed

QUIET_SHARE = 0.2  # of the platform's median day
ROW_HEIGHT = 82
GAP = 0.30  # of a row, room for the platform's name


def quiet_days(days: pd.DataFrame, unfinished_from: pd.Timestamp) -> pd.DataFrame:
    """The finished days with less than QUIET_SHARE of the median day of their platform, or no event at all.

    `days` has occurred_on, platform, count_events, none missing.
    """
    finished = days[days["occurred_on"] < unfinished_from]
    usual = finished.groupby("platform")["count_events"].transform("median")
    counts = finished["count_events"]
    return finished[(counts == 0) | (counts < QUIET_SHARE * usual)]


def volume_by_platform(days: pd.DataFrame, names: Mapping[str, str], unfinished_from: pd.Timestamp) -> go.Figure:
    """A row of bars for each platform; quiet days bear a mark, the unfinished day is faint.

    `names` has the words `events` and `quiet`.
    """
    figure, platforms = go.Figure(), list(dict.fromkeys(days["platform"]))
    quiet = quiet_days(days, unfinished_from)
    dressed(figure, 46 + ROW_HEIGHT * len(platforms))
    for number, platform in enumerate(platforms):
        axis = "" if number == 0 else str(number + 1)
        own = days[days["platform"] == platform]
        figure.add_bar(**bars(own, axis, unfinished_from, names["events"]))
        add_row(figure, html.escape(platform), number, len(platforms), axis)
        add_quiet(figure, quiet[quiet["platform"] == platform], axis, names["quiet"], own["count_events"].max())
    figure.update_layout(showlegend=False, bargap=0.15, barcornerradius=1, hovermode="closest")
    return figure.update_xaxes(anchor="free", position=0)


def bars(own: pd.DataFrame, axis: str, unfinished_from: pd.Timestamp, events: str) -> dict:
    return {
        "x": list(own["occurred_on"]),
        "y": list(own["count_events"]),
        "yaxis": f"y{axis}",
        "marker": {
            "color": ACCENT,
            "opacity": [0.3 if at >= unfinished_from else 0.85 for at in own["occurred_on"]],
        },
        "hovertemplate": "%{x|%Y-%m-%d} · %{y:,} " + events + "<extra></extra>",
    }


def add_row(figure: go.Figure, name: str, number: int, count: int, axis: str) -> None:
    """Place a platform's row, the first on top, with its name above the bars."""
    top = 1 - number / count
    low = 1 - (number + 1) / count
    figure.update_layout(
        {
            f"yaxis{axis}": {
                "domain": [low, top - GAP / count],
                "nticks": 3,
                "rangemode": "tozero",
                "zeroline": False,
                "automargin": True,
                "gridwidth": 1,
            }
        }
    )
    figure.add_annotation(
        text=f"<b>{name}</b>",
        x=0,
        xref="paper",
        xanchor="left",
        y=top,
        yref="paper",
        yanchor="top",
        showarrow=False,
        font={"size": 12},
    )


def add_quiet(figure: go.Figure, quiet: pd.DataFrame, axis: str, name: str, most: int) -> None:
    """A mark over each quiet day, so that a day without a bar is seen."""
    if quiet.empty:
        return
    figure.add_scatter(
        x=list(quiet["occurred_on"]),
        y=[most * 0.25] * len(quiet),
        yaxis=f"y{axis}",
        mode="markers",
        marker={"symbol": "triangle-down", "size": 9, "color": ALERT, "line": {"width": 1, "color": NEUTRAL}},
        customdata=list(quiet["count_events"]),
        hovertemplate="%{x|%Y-%m-%d} · " + name + " · %{customdata:,}<extra></extra>",
    )
