"""Curves of cases that are not yet resolved, and of how they ended."""

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from dashboards.charts.ends import COLOURS, PATTERNS, STRENGTHS
from dashboards.theme import FAINT, NEUTRAL, dressed

DASHES = ("solid", "dash", "dot", "dashdot", "longdash")
HEIGHT = 330
ROW_HEIGHT = 19  # of the counts at risk
AXES_HEIGHT = 66
ENDS_DRAWN = ("succeeded", "withdrawn", "abandoned")
ROOM_ABOVE = 0.12  # above the counts, in rows, so that the first is not cut


@dataclass(frozen=True)
class Line:
    """How a group is drawn: its name, colour and dash; a group of few cases is thin."""

    name: str
    colour: str
    dash: str
    is_small: bool = False


def unresolved(
    curves: pd.DataFrame, lines: Mapping[str, Line], at_risk: pd.DataFrame, words: Mapping[str, str]
) -> go.Figure:
    """The share not yet resolved by day, in its band, a line a group; below, how many were still observed.

    `curves` has group, day, survival, lower, upper; `at_risk` group, day, at_risk and the day's tick, for the same few
    days of each group; `words` at_risk.
    """
    figure = go.Figure()
    for group, line in lines.items():
        rows = curves[curves["group"] == group].dropna(subset="survival")
        add_band(figure, rows, line)
        figure.add_scatter(**stepped(rows, line))
    height = HEIGHT + ROW_HEIGHT * len(lines)
    dressed(figure, height + AXES_HEIGHT)
    add_counts(figure, at_risk, list(lines.values()), list(lines), height + AXES_HEIGHT)
    days = at_risk.drop_duplicates("day")
    figure.update_xaxes(tickvals=list(days["day"]), ticktext=list(days["tick"]), anchor="y2", hoverformat=".1f")
    figure.update_xaxes(range=[-curves["day"].max() * 0.03, curves["day"].max() * 1.1])
    figure.layout.xaxis.tickformatstops = ()  # those of dates would win
    figure.add_annotation(
        text=words["at_risk"], x=0, xref="paper", y=ROW_HEIGHT * (len(lines) + 1.1) / height, yref="paper",
        xanchor="left", yanchor="middle", showarrow=False, font={"size": 11, "color": NEUTRAL},
    )  # fmt: skip
    return figure


def add_band(figure: go.Figure, rows: pd.DataFrame, line: Line) -> None:
    """The pointwise band, behind its line; none of a small group, whose band would cover all."""
    known = rows.dropna(subset=["lower", "upper"])
    if line.is_small or known.empty:
        return
    for end, fill in (("upper", None), ("lower", "tonexty")):
        figure.add_scatter(
            x=list(known["day"]), y=list(known[end]), mode="lines", fill=fill, fillcolor=FAINT, hoverinfo="skip",
            line={"width": 0, "shape": "hv"}, showlegend=False, legendgroup=line.name,
        )  # fmt: skip


def stepped(rows: pd.DataFrame, line: Line) -> dict:
    return {
        "x": list(rows["day"]),
        "y": list(rows["survival"]),
        "name": html.escape(line.name),
        "legendgroup": line.name,
        "mode": "lines",
        "line": {"color": line.colour, "dash": line.dash, "width": 1.2 if line.is_small else 2.2, "shape": "hv"},
        "customdata": list(zip(rows["lower"], rows["upper"], strict=True)),
        "hovertemplate": "%{y:.0%} (%{customdata[0]:.0%}–%{customdata[1]:.0%})",
    }


def add_counts(
    figure: go.Figure, at_risk: pd.DataFrame, lines: Sequence[Line], groups: Sequence[str], height: int
) -> None:
    """A row of numbers for each group under the curves, in its colour, on the same days."""
    for row, (group, line) in enumerate(zip(groups, lines, strict=True)):
        mine = at_risk[at_risk["group"] == group]
        figure.add_scatter(
            x=list(mine["day"]), y=[-row] * len(mine), yaxis="y2", mode="text",
            text=[f"{count:,}" for count in mine["at_risk"]], textfont={"size": 11, "color": line.colour},
            hoverinfo="skip", showlegend=False, cliponaxis=False, legendgroup=line.name,
        )  # fmt: skip
    share = ROW_HEIGHT * len(lines) / height
    figure.update_layout(
        yaxis={"domain": [share + 0.11, 1], "range": [0, 1.02], "tickformat": ".0%", "nticks": 6},
        yaxis2={"domain": [0, share], "range": [-len(lines) + 0.5 - ROOM_ABOVE, 0.5], "visible": False},
    )


def ended(shares: pd.DataFrame, names: Mapping[str, str], words: Mapping[str, str]) -> go.Figure:
    """The share of cases by how they ended, stacked over the days; what is left is still open.

    `shares` has day and a column for each of ENDS_DRAWN; `names` their labels; `words` day.
    """
    figure = go.Figure()
    for end in (one for one in ENDS_DRAWN if shares[one].any()):
        figure.add_scatter(
            x=list(shares["day"]), y=list(shares[end]), name=names[end], stackgroup="ends", mode="lines",
            line={"width": 0.5, "color": COLOURS[end], "shape": "hv"}, fillcolor=COLOURS[end],
            opacity=STRENGTHS[end], hovertemplate="%{y:.1%}",
            fillpattern={"shape": PATTERNS[end], "size": 7, "solidity": 0.25, "fillmode": "overlay", "fgopacity": 0.5},
        )  # fmt: skip
    dressed(figure, 300)
    figure.update_xaxes(hoverformat=".1f", title={"text": words["day"], "font": {"size": 11}})
    figure.layout.xaxis.tickformatstops = ()  # those of dates would win
    return figure.update_yaxes(range=[0, 1], tickformat=".0%")
