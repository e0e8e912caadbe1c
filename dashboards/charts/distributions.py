"""Distributions with their median and P90: shares up to a value on a logarithmic scale, and bars of whole numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboards.theme import ACCENT, NEUTRAL, dressed

MOST_POINTS = 200  # each has a text of its own
HEIGHT = 300
BAND = "rgba(122, 133, 153, 0.18)"
DASHES = ("dash", "dot")


@dataclass(frozen=True)
class Mark:
    """A quantile to mark: where, the share (0 to 1) it stands for, and what is written beside it."""

    at: float
    share: float
    label: str


def shares_up_to(
    rows: pd.DataFrame, marks: Sequence[Mark], ticks: Mapping[float, str], words: Mapping[str, str]
) -> go.Figure:
    """The share of all (0 to 1) up to each value, as steps over a logarithmic scale.

    `rows` (as `thinned` left them) has value (above 0), share, hover; low and high where the share has a band. `ticks`:
    value -> text. `words`: share, interval.
    """
    figure = go.Figure()
    if "low" in rows:
        add_band(figure, rows, words["interval"])
    figure.add_scatter(
        x=list(rows["value"]),
        y=list(rows["share"]),
        mode="lines",
        line={"color": ACCENT, "width": 2, "shape": "hv"},
        name=words["share"],
        text=list(rows["hover"]),
        hovertemplate="%{text}<extra></extra>",
        showlegend=False,
    )
    add_marks(figure, marks)
    dressed(figure, HEIGHT)
    figure.update_layout(hovermode="closest")
    figure.update_yaxes(tickformat=".0%", range=[0, 1.04])
    figure.update_xaxes(type="log", tickvals=list(ticks), ticktext=list(ticks.values()), showgrid=True)
    figure.layout.xaxis.tickformatstops = ()  # those of dates would win
    return figure


def thinned(rows: pd.DataFrame) -> pd.DataFrame:
    """At most MOST_POINTS of the rows, evenly by place, the first and the last among them."""
    if len(rows) <= MOST_POINTS:
        return rows
    return rows.iloc[np.unique(np.linspace(0, len(rows) - 1, MOST_POINTS).round().astype(int))]


def add_band(figure: go.Figure, rows: pd.DataFrame, name: str) -> None:
    """The interval of the share; it has none where nothing, or everything, has happened."""
    known = rows[rows["low"].notna()]
    line = {"width": 0, "shape": "hv"}
    shared = {"x": list(known["value"]), "mode": "lines", "line": line, "hoverinfo": "skip"}
    figure.add_scatter(**shared, y=list(known["high"]), showlegend=False)
    figure.add_scatter(**shared, y=list(known["low"]), fill="tonexty", fillcolor=BAND, name=name)


def add_marks(figure: go.Figure, marks: Sequence[Mark]) -> None:
    """A line from the axis to the curve, and a point there; the legend tells what it is."""
    for mark, dash in zip(marks, DASHES, strict=False):
        figure.add_scatter(
            x=[mark.at, mark.at],
            y=[0, mark.share],
            mode="lines+markers",
            line={"color": NEUTRAL, "width": 1.5, "dash": dash},
            marker={"size": [0, 8], "color": NEUTRAL},
            name=mark.label,
            hovertemplate="%{fullData.name}<extra></extra>",
        )


def bars_of_steps(rows: pd.DataFrame, marks: Sequence[Mark], words: Mapping[str, str]) -> go.Figure:
    """The share of cases by the whole number of steps they took.

    `rows` has label, value, share, hover; the last label may stand for more. `words`: steps.
    """
    figure = go.Figure()
    figure.add_bar(
        x=list(rows["value"]),
        y=list(rows["share"]),
        marker={"color": ACCENT},
        text=list(rows["hover"]),
        textposition="none",
        hovertemplate="%{text}<extra></extra>",
        showlegend=False,
    )
    top = float(rows["share"].max())
    for mark, dash in zip(marks, DASHES, strict=False):
        figure.add_scatter(
            x=[mark.at, mark.at],
            y=[0, top],
            mode="lines",
            line={"color": NEUTRAL, "width": 1.5, "dash": dash},
            name=mark.label,
            hovertemplate="%{fullData.name}<extra></extra>",
        )
    dressed(figure, HEIGHT)
    figure.update_layout(hovermode="closest")
    figure.update_yaxes(tickformat=".0%")
    figure.update_xaxes(tickvals=list(rows["value"]), ticktext=list(rows["label"]), title=words["steps"])
    figure.layout.xaxis.tickformatstops = ()
    return figure
