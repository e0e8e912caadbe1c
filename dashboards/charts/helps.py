"""What goes with success: shares of next attempts with intervals, and differences counted fairly and naively."""

import html
from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from dashboards.charts.causes import wrapped
from dashboards.theme import ACCENT, NEUTRAL, dressed

HEIGHT = 290
ROW_HEIGHT = 40
PALE = 0.4  # how a small sample is drawn
HOLLOW = {"symbol": "diamond", "size": 9, "color": "#FFFFFF", "line": {"width": 2, "color": NEUTRAL}}


def success_bars(rows: pd.DataFrame, labels: Sequence[str], words: Mapping[str, str]) -> go.Figure:
    """The success of next attempts by group as bars with intervals, and a mark for what the others reach alike.

    `rows` has count_succeeded, count_decided, rate, low, high, is_small, difference (0..1, may be missing); `labels`
    one for each; `words`: success, others, attempts.
    """
    figure = go.Figure()
    figure.add_bar(
        x=list(labels),
        y=list(rows["rate"]),
        name=html.escape(words["success"]),
        marker={"color": ACCENT, "opacity": [PALE if is_small else 1.0 for is_small in rows["is_small"]]},
        error_y=spread(rows["rate"], rows["low"], rows["high"]),
        customdata=[f"{row.count_succeeded:,} / {row.count_decided:,}" for row in rows.itertuples()],
        texttemplate="%{y:.0%}",
        textposition="inside",
        insidetextanchor="start",
        textangle=0,
        insidetextfont={"size": 11, "color": "#FFFFFF"},
        hovertemplate=f"%{{y:.1%}} (%{{customdata}} {html.escape(words['attempts'])})",
    )
    figure.add_scatter(
        x=list(labels),
        y=list(rows["rate"] - rows["difference"]),
        name=html.escape(words["others"]),
        mode="markers",
        marker=HOLLOW,
        hovertemplate="%{y:.1%}",
    )
    dressed(figure, HEIGHT)
    figure.update_xaxes(type="category", tickfont={"size": 11})
    return figure.update_yaxes(tickformat=".0%", rangemode="tozero")


def differences(rows: pd.DataFrame, names: Mapping[str, str], words: Mapping[str, str]) -> go.Figure:
    """A row for each step: the difference in success compared fairly, with its interval, and counted naively.

    `rows` has step, difference, low, high, naive_difference (0..1); `names` the steps' labels; `words`: fair, naive,
    points.
    """
    labels = [wrapped(names[step]) for step in rows["step"]]
    held = 100 * rows[["naive_difference", "difference", "low", "high"]].astype(float)
    figure = go.Figure()
    figure.add_scatter(
        x=list(held["naive_difference"]),
        y=labels,
        name=html.escape(words["naive"]),
        mode="markers",
        marker=HOLLOW,
        hovertemplate=f"%{{fullData.name}}: %{{x:+.1f}} {words['points']}<extra></extra>",
    )
    figure.add_scatter(
        x=list(held["difference"]),
        y=labels,
        name=html.escape(words["fair"]),
        mode="markers",
        marker={"size": 11, "color": ACCENT},
        error_x=spread(held["difference"], held["low"], held["high"]),
        text=[f"{low:+.1f} … {high:+.1f}" for low, high in zip(held["low"], held["high"], strict=True)],
        hovertemplate=f"%{{fullData.name}}: %{{x:+.1f}} (%{{text}}) {words['points']}<extra></extra>",
    )
    dressed(figure, 90 + ROW_HEIGHT * len(labels))
    figure.update_layout(hovermode="closest", legend={"traceorder": "reversed"})
    figure.layout.xaxis.tickformatstops = ()  # those of dates would win
    figure.update_xaxes(showgrid=True, zeroline=True, zerolinecolor=NEUTRAL, tickformat="+.0f", nticks=7)
    title = {"text": html.escape(words["points"]), "font": {"size": 11}}
    figure.update_xaxes(title=title)
    return figure.update_yaxes(
        categoryorder="array",
        categoryarray=labels[::-1],
        tickvals=labels,
        showgrid=False,
        ticksuffix="  ",
        tickfont={"size": 11},
        range=[-0.6, len(labels) - 0.4],
    )


def spread(value: pd.Series, low: pd.Series, high: pd.Series) -> dict:
    """An interval as error bars around the value."""
    bars = {"type": "data", "symmetric": False, "array": list(high - value), "arrayminus": list(value - low)}
    return bars | {"color": NEUTRAL, "thickness": 1.5, "width": 3}
