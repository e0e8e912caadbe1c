"""Thin lines with a symbol on top, for what happened beside the numbers."""

import html
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from dashboards.theme import FAINT, NEUTRAL

SYMBOLS = {
    "release": "triangle-down",
    "configuration_changed": "diamond",
    "policy_changed": "square",
    "maintenance": "x",
    "holiday": "star",
    "note": "star-diamond",
}


@dataclass(frozen=True)
class Marker:
    """One happening: an instant in the reporting zone, its kind, and what hovering tells."""

    at: pd.Timestamp
    kind: str
    label: str


def add_markers(figure: go.Figure, markers: Sequence[Marker], name: str) -> go.Figure:
    """Draw the markers along the top 3 %, which the chart leaves free; the legend entry `name` hides them."""
    if not markers:
        return figure
    figure.add_scatter(
        x=[marker.at for marker in markers],
        y=[1] * len(markers),
        yaxis="y99",  # beyond those of the chart itself
        mode="markers",
        marker={"size": 8, "color": NEUTRAL, "symbol": [SYMBOLS.get(m.kind, "circle") for m in markers]},
        text=[html.escape(marker.label) for marker in markers],
        hovertemplate="%{text}<extra></extra>",
        name=name,
    )
    for marker in markers:
        line = {"width": 1, "color": FAINT, "dash": "dot"}
        figure.add_shape(
            type="line", x0=marker.at, x1=marker.at, y0=0, y1=1, yref="paper", line=line, layer="below"
        )
    axis = {"domain": [0.97, 1], "range": [0, 2], "visible": False, "fixedrange": True}
    figure.update_layout(yaxis99=axis)
    return figure
