"""How often consequences follow: by week and by first cause, per 1,000 cases with a failure, with intervals."""

import html
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboards.charts.causes import wrapped
from dashboards.charts.markers import Marker, add_markers
from dashboards.theme import ACCENT, NEUTRAL, category_colour, dressed

HEIGHT = 440
ROW_HEIGHT = 30
ROOM_ABOVE = 1.15
ROOM_FOR_COUNTS = 1.25
PALE = 0.35
TICKS = (0, 10, 50, 100, 200, 500, 1000, 2000, 5000, 10_000)


def weekly_rates(rows: pd.DataFrame, words: Mapping[str, str], markers: Sequence[Marker] = ()) -> go.Figure:
    """The rate of each week with its interval; weeks that are not finished are hollow, and no line leads to them.

    `rows` has week_on, per_thousand, low, high, is_finished, hover. `words`: finished, unfinished, markers.
    """
    figure = go.Figure()
    for is_finished, name in ((True, words["finished"]), (False, words["unfinished"])):
        of = rows[rows["is_finished"] == is_finished]
        if len(of):
            figure.add_scatter(**week_points(of, name, is_finished))
    dressed(figure, HEIGHT)
    # A few cases of a week cut short must not flatten the others.
    seen = rows[rows["is_finished"]] if rows["is_finished"].any() else rows
    top = ROOM_ABOVE * float(seen["high"].max())
    figure.update_layout(
        hovermode="closest", yaxis={"domain": [0, 0.95], "range": [-0.02 * top, top], "tickformat": ",~r"}
    )
    figure.update_xaxes(tickvals=list(rows["week_on"]) if len(rows) < 9 else None, tickformat="%m-%d")
    figure.layout.xaxis.tickformatstops = ()
    return add_markers(figure, markers, words["markers"])


def week_points(rows: pd.DataFrame, name: str, is_finished: bool) -> dict:
    return {
        "x": list(rows["week_on"]),
        "y": list(rows["per_thousand"]),
        "mode": "lines+markers" if is_finished else "markers",
        "name": name,
        "line": {"color": ACCENT, "width": 2},
        "marker": {"color": ACCENT, "size": 9, "symbol": "circle" if is_finished else "circle-open"},
        "error_y": spread(rows, is_finished),
        "text": list(rows["hover"]),
        "hovertemplate": "%{text}<extra></extra>",
    }


def spread(rows: pd.DataFrame, is_strong: bool = True) -> dict:
    """The interval around each rate, as error bars."""
    return {
        "type": "data",
        "symmetric": False,
        "array": list(rows["high"] - rows["per_thousand"]),
        "arrayminus": list(rows["per_thousand"] - rows["low"]),
        "color": NEUTRAL,
        "thickness": 1.2 if is_strong else 0.8,
        "width": 3,
    }


def rates_by_first_cause(rows: pd.DataFrame, names: Mapping[str, str], whole: float, word: str) -> go.Figure:
    """A point with its interval for each cause (or category), the highest on top; `whole` is the rate of all cases.

    On a square-root scale, on which counts spread alike, and which has a 0. `rows` has id, cause_category,
    per_thousand, low, high, count_events, count_failed_cases, is_small, hover. Small samples are pale. A point's custom
    data is its id.
    """
    labels = [wrapped(names[id_]) for id_ in rows["id"]]
    rooted = rows.assign(**{name: np.sqrt(rows[name]) for name in ("per_thousand", "low", "high")})
    figure = go.Figure()
    figure.add_scatter(
        y=labels,
        x=list(rooted["per_thousand"]),
        mode="markers",
        marker={
            "size": 10,
            "color": [category_colour(category) for category in rows["cause_category"]],
            "opacity": [PALE if is_small else 1.0 for is_small in rows["is_small"]],
        },
        error_x=spread(rooted),
        customdata=list(rows["id"]),
        text=list(rows["hover"]),
        hovertemplate="%{text}<extra></extra>",
        showlegend=False,
    )
    dressed(figure, 90 + ROW_HEIGHT * len(rows))
    figure.update_layout(hovermode="closest")
    figure.update_yaxes(autorange="reversed", showgrid=False, ticksuffix="  ", tickvals=labels, tickfont={"size": 11})
    rooted_axis(figure, max(float(rows["high"].max()), whole))
    add_whole(figure, float(np.sqrt(whole)), word)
    return with_numbers(figure, rooted, labels)


def rooted_axis(figure: go.Figure, longest: float) -> None:
    """The square-root scale from 0 to `longest`, with room for what is written beside it."""
    ticks = [tick for tick in TICKS if tick <= longest] or [0]
    end = float(np.sqrt(longest))
    figure.update_xaxes(
        showgrid=True,
        tickvals=[float(np.sqrt(tick)) for tick in ticks],
        ticktext=[f"{tick:,}" for tick in ticks],
        range=[-end * 0.03, end * ROOM_FOR_COUNTS],
    )
    figure.layout.xaxis.tickformatstops = ()  # those of dates would win


def add_whole(figure: go.Figure, whole: float, word: str) -> None:
    """A line at the rate of all cases, named by the legend."""
    figure.add_shape(type="line", x0=whole, x1=whole, y0=0, y1=1, yref="paper", line={"color": NEUTRAL, "dash": "dot"})
    line = {"color": NEUTRAL, "dash": "dot", "width": 1.5}
    figure.add_scatter(x=[None], y=[None], mode="lines", line=line, name=html.escape(word))


def with_numbers(figure: go.Figure, rows: pd.DataFrame, labels: list[str]) -> go.Figure:
    """Events and cases, written to the right of each interval."""
    return figure.add_scatter(
        y=labels,
        x=list(rows["high"]),
        mode="text",
        text=[f" {row.count_events:,.0f} / {row.count_failed_cases:,.0f}" for row in rows.itertuples()],
        textposition="middle right",
        textfont={"size": 11, "color": NEUTRAL},
        hoverinfo="skip",
        showlegend=False,
        cliponaxis=False,
    )
