"""The share that has ended by each moment: rising steps, one line a group."""

import html
from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from dashboards.theme import NEUTRAL, SLOTS, dressed

# A line is told by colour and dash both; the whole is grey and thick.
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
BAND = "rgba(122, 133, 153, 0.18)"
COLOURS = (*SLOTS[:4], NEUTRAL, SLOTS[0])


def ended_shares(
    curves: Mapping[str, pd.DataFrame],
    whole: str,
    names: Mapping[str, str],
    ticks: Mapping[float, str],
    is_log: bool = False,
) -> go.Figure:
    """Steps of 1 - survival for each group of curves of kaplan_meier; the group `whole` with its band.

    `names` holds a label for each group, `ticks` the labels of times; with `is_log` the axis of times is logarithmic.
    """
    figure = go.Figure()
    if whole in curves:
        figure.add_scatter(**band(curves[whole]))
    parts = [name for name in curves if name != whole]
    looks = {name: (COLOURS[at % len(COLOURS)], DASHES[at % len(DASHES)]) for at, name in enumerate(parts)}
    for name, curve in curves.items():
        figure.add_scatter(**steps(curve, names[name], *looks.get(name, (NEUTRAL, "solid")), is_whole=name == whole))
    dressed(figure, 320)
    figure.update_layout(hovermode="closest")
    figure.layout.xaxis.tickformatstops = ()
    figure.update_xaxes(tickvals=list(ticks), ticktext=list(ticks.values()), type="log" if is_log else "linear")
    return figure.update_yaxes(tickformat=".0%", rangemode="tozero")


def steps(curve: pd.DataFrame, name: str, colour: str, dash: str, is_whole: bool) -> dict:
    return {
        "x": list(curve["time"]),
        "y": list(1 - curve["survival"]),
        "mode": "lines",
        "line": {"shape": "hv", "color": colour, "dash": dash, "width": 3 if is_whole else 2},
        "name": html.escape(name),
        "customdata": list(curve["at_risk"]),
        "hovertemplate": "%{fullData.name}: %{y:.1%} (n = %{customdata:,})<extra></extra>",
    }


def band(curve: pd.DataFrame) -> dict:
    """The interval of the whole, there and back again."""
    known = curve.dropna(subset=["lower", "upper"])
    return {
        "x": [*known["time"], *known["time"][::-1]],
        "y": [*(1 - known["upper"]), *(1 - known["lower"])[::-1]],
        "fill": "toself",
        "fillcolor": BAND,
        "line": {"width": 0},
        "hoverinfo": "skip",
        "showlegend": False,
    }
