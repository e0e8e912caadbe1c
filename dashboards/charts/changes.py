"""Which segments moved a rate, and by which way."""

import html
from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from dashboards.theme import ACCENT, NEUTRAL, dressed

ROW_HEIGHT = 30
ROOM_FOR_COUNTS = 1.5


def ranked_changes(changes: pd.DataFrame, names: Mapping[str, str], words: Mapping[str, str]) -> go.Figure:
    """Bars of each segment's part in the change, in percentage points, the largest on top.

    `changes` has cause, contribution, rate_part, mix_part, failures_previous, failures_current; `words` the
    legend (rate_part, mix_part) and the unit (points).
    """
    rows = changes.iloc[::-1]
    labels = [html.escape(names[cause]) for cause in rows["cause"]]
    figure = go.Figure()
    for part, colour, shape in (("rate_part", ACCENT, ""), ("mix_part", NEUTRAL, "/")):
        figure.add_bar(
            y=labels,
            x=list(rows[part] * 100),
            orientation="h",
            name=words[part],
            marker={"color": colour, "pattern": {"shape": shape, "size": 5, "solidity": 0.3}},
            customdata=list(rows["cause"]),
            hovertemplate="%{x:+.2f} " + words["points"],
        )
    dressed(figure, 90 + ROW_HEIGHT * len(rows))
    figure.update_layout(barmode="relative", hovermode="y unified")
    figure.update_xaxes(
        tickformat="+.1f",
        ticksuffix=f" {words['points']}",
        showticksuffix="last",
        nticks=5,
        tickangle=0,
        zeroline=True,
    )
    figure.update_yaxes(showgrid=False, ticksuffix="  ", nticks=len(rows) + 1)
    return add_counts(figure, rows, labels)


def add_counts(figure: go.Figure, rows: pd.DataFrame, labels: list[str]) -> go.Figure:
    """Failures before and now, written to the right of each bar, with room made for them."""
    pairs = zip(rows["failures_previous"], rows["failures_current"], strict=True)
    parts = rows[["rate_part", "mix_part"]] * 100
    ends = parts.clip(lower=0).sum(axis=1)
    lowest, span = parts.clip(upper=0).sum(axis=1).min(), ends.max() - parts.clip(upper=0).sum(axis=1).min()
    figure.add_scatter(
        y=labels,
        x=list(ends),
        mode="text",
        text=[f" {before:,.0f} → {now:,.0f}" for before, now in pairs],
        textposition="middle right",
        textfont={"size": 11, "color": NEUTRAL},
        hoverinfo="skip",
        showlegend=False,
        cliponaxis=False,
    )
    return figure.update_xaxes(range=[lowest - 0.05 * span, lowest + ROOM_FOR_COUNTS * span])
