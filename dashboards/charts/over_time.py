"""Counts and rates over time. The bucket that is not finished is drawn hollow or dashed."""

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from dashboards.charts.markers import Marker, add_markers
from dashboards.theme import CATEGORIES, CATEGORY_PATTERNS, NEUTRAL, category_colour, dressed


def failures_over_time(
    counts: pd.DataFrame,
    rates: pd.DataFrame,
    names: Mapping[str, str],
    unfinished_from: pd.Timestamp,
    markers: Sequence[Marker] = (),
) -> go.Figure:
    """Failures stacked by cause category, with the failure rate as a line the legend can show.

    `counts` has at, cause_category, count_failures; `rates` has at, count_failures, count_decided. `names`
    holds the category labels and the words `rate` and `markers`. Buckets from `unfinished_from` on are faint.
    """
    figure = go.Figure()
    at = sorted(rates["at"].unique())
    for category in CATEGORIES:
        of = counts[counts["cause_category"] == category].set_index("at")["count_failures"]
        if of.sum():
            figure.add_bar(**bars(category, names[category], of.reindex(at, fill_value=0), unfinished_from))
    figure.update_layout(barmode="stack")
    dressed(figure, 360)
    add_rate(figure, rates, names["rate"], unfinished_from)
    return add_markers(figure, markers, names["markers"])


def bars(category: str, name: str, counts: pd.Series, unfinished_from: pd.Timestamp) -> dict:
    """One category's bars; colour is never alone, so each has a pattern too."""
    faint = [0.35 if at >= unfinished_from else 1.0 for at in counts.index]
    pattern = {
        "shape": CATEGORY_PATTERNS[category],
        "size": 5,
        "solidity": 0.2,
        "fillmode": "overlay",
        "fgopacity": 0.5,
    }
    return {
        "x": list(counts.index),
        "y": list(counts),
        "name": name,
        "marker": {"color": category_colour(category), "opacity": faint, "pattern": pattern},
        "customdata": [category] * len(counts),
        "hovertemplate": "%{y:,}",
    }


def add_rate(figure: go.Figure, rates: pd.DataFrame, name: str, unfinished_from: pd.Timestamp) -> None:
    """The failure rate of the finished buckets, in a panel of its own above: two scales never share one."""
    finished = rates[rates["at"] < unfinished_from]
    figure.add_scatter(
        x=list(finished["at"]),
        y=list(share(finished["count_failures"], finished["count_decided"])),
        yaxis="y2",
        mode="lines+markers",
        line={"color": NEUTRAL, "width": 2},
        marker={"size": 4},
        name=name,
        hovertemplate="%{y:.1%}",
    )
    figure.update_layout(
        yaxis={"domain": [0, 0.68]},
        yaxis2={
            "domain": [0.74, 0.95],
            "tickformat": ".0%",
            "nticks": 4,
            "zeroline": False,
            "automargin": True,
        },
    )


def share(numerator: pd.Series, denominator: pd.Series) -> pd.Series:
    """numerator / denominator; missing where the denominator is zero."""
    return numerator / denominator.where(denominator > 0)
