"""Channels of help: how often and when in a case they are asked, which comes next, what came after."""

import html
from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from dashboards.charts.causes import CELL_COLOURS, wrapped
from dashboards.theme import ACCENT, NEUTRAL, dressed

ROW_HEIGHT = 38
CELL_HEIGHT = 60
STRENGTHS = (1.0, 0.7, 0.45, 0.25)  # first, second, third, later
PATTERNS = ("", "/", ".", "x")


def contacts_by_channel(rows: pd.DataFrame, places: Sequence[str], names: Mapping[str, str]) -> go.Figure:
    """Stacked bars of each channel's contacts by their place in the case, the most used channel on top.

    `rows` has help_channel, count_contacts and a column for each of `places`; `names` labels of channels and places.
    """
    labels = [wrapped(names[channel]) for channel in rows["help_channel"]]
    figure = go.Figure()
    for place, strength, pattern in zip(places, STRENGTHS, PATTERNS, strict=True):
        figure.add_bar(
            x=list(rows[place]),
            y=labels,
            orientation="h",
            name=html.escape(names[place]),
            marker={
                "color": ACCENT,
                "opacity": strength,
                "pattern": {"shape": pattern, "size": 6, "solidity": 0.2, "fillmode": "overlay"},
            },
            hovertemplate="%{y}<br>%{fullData.name}: %{x:,}<extra></extra>",
        )
    dressed(figure, 70 + ROW_HEIGHT * len(rows))
    figure.update_layout(barmode="stack", hovermode="closest", legend={"itemclick": False, "itemdoubleclick": False})
    figure.update_xaxes(showgrid=True, nticks=5)
    return in_rows(figure, labels)


def in_rows(figure: go.Figure, labels: list[str]) -> go.Figure:
    """One label a row, the first on top; numbers are no dates."""
    figure.layout.xaxis.tickformatstops = ()
    return figure.update_yaxes(
        categoryorder="array",
        categoryarray=labels[::-1],
        tickvals=labels,
        showgrid=False,
        ticksuffix="  ",
        tickfont={"size": 11},
    )


def resolved_by_channel(rows: pd.DataFrame, names: Mapping[str, str], cases: str) -> go.Figure:
    """A point with its interval for each channel: the probability to be resolved. Small samples are pale.

    `rows` has help_channel, value, low, high (0..1, may be missing), count_cases, is_small; `cases` is the word.
    """
    labels = [wrapped(names[channel]) for channel in rows["help_channel"]]
    figure = go.Figure()
    figure.add_scatter(
        x=list(rows["value"]),
        y=labels,
        mode="markers",
        marker={"size": 9, "color": ACCENT, "opacity": [0.35 if small else 1.0 for small in rows["is_small"]]},
        error_x={
            "type": "data",
            "symmetric": False,
            "array": list((rows["high"] - rows["value"]).fillna(0)),
            "arrayminus": list((rows["value"] - rows["low"]).fillna(0)),
            "color": NEUTRAL,
            "thickness": 1.5,
            "width": 4,
        },
        text=[
            f"{row.value:.1%} ({row.low:.1%} – {row.high:.1%})<br>{row.count_cases:,} {html.escape(cases)}"
            for row in rows.itertuples()
        ],
        hovertemplate="%{y}<br>%{text}<extra></extra>",
        showlegend=False,
    )
    dressed(figure, 40 + ROW_HEIGHT * len(rows))
    figure.update_layout(hovermode="closest")
    figure.update_xaxes(tickformat=".0%", showgrid=True, nticks=6, rangemode="tozero")
    in_rows(figure, labels)
    return figure.update_yaxes(range=[-0.6, len(labels) - 0.4])


def channel_matrix(
    rows: pd.DataFrame, order: Sequence[str], after: Sequence[str], names: Mapping[str, str], word: str
) -> go.Figure:
    """A heat map: of the contacts by the row's channel, the share that the column's channel followed.

    `rows` has first_channel, next_channel, count_contacts, contacts_of_first, share; `order` the rows, `after` the
    columns; `names` a label for each; `word` is contacts.
    """
    down = {channel: wrapped(names[channel], 20) for channel in order}
    across = {channel: wrapped(names[channel], 16) for channel in after}
    cells = rows.set_index(["first_channel", "next_channel"])
    share = cells["share"].to_dict()
    figure = go.Figure()
    figure.add_heatmap(
        x=[*across.values()],
        y=[*down.values()],
        z=[[share.get((one, other)) for other in after] for one in order],
        colorscale=CELL_COLOURS,
        zmin=0,
        zmax=float(rows["share"].max()),
        showscale=False,
        xgap=2,
        ygap=2,
        hoverinfo="skip",
    )
    dressed(figure, 90 + CELL_HEIGHT * len(order))
    figure.update_layout(hovermode="closest")
    figure.update_xaxes(side="top", tickfont={"size": 10}, autotickangles=[0, -90], tickvals=[*across.values()])
    figure.update_yaxes(
        autorange="reversed", showgrid=False, tickfont={"size": 11}, ticksuffix=" ", tickvals=[*down.values()]
    )
    is_dark = rows["share"] >= rows["share"].max() / 2
    for of, font in ((rows[~is_dark], {"size": 11}), (rows[is_dark], {"size": 11, "color": "#FFFFFF"})):
        figure.add_scatter(**written(of, across, down, names, word), textfont=font)
    return figure


def written(
    rows: pd.DataFrame, across: Mapping[str, str], down: Mapping[str, str], names: Mapping[str, str], word: str
) -> dict:
    """The share written into each cell, and what hovering over it says."""
    return {
        "x": [across[channel] for channel in rows["next_channel"]],
        "y": [down[channel] for channel in rows["first_channel"]],
        "text": [f"{share:.0%}" for share in rows["share"]],
        "mode": "text",
        "hovertext": [
            f"{html.escape(names[str(row.first_channel)])} → {html.escape(names[str(row.next_channel)])}<br>"
            f"{row.share:.1%} ({row.count_contacts:,} / {row.contacts_of_first:,} {html.escape(word)})"
            for row in rows.itertuples()
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "showlegend": False,
    }
