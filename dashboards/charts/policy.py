"""Which rules hurt most, as bars; and what stands behind a rule."""

import html
from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from dashboards.charts.causes import wrapped
from dashboards.theme import CATEGORY_PATTERNS, FAINT, NEUTRAL, category_colour, dressed

ROW_HEIGHT = 30
ROOM_FOR_TEXT = 1.7  # of a bar on a phone
QUARTERS = {"0%": 0.0, "25%": 0.25, "50%": 0.5, "75%": 0.75, "100%": 1.0}
PATTERN = {"size": 5, "solidity": 0.2, "fillmode": "overlay", "fgopacity": 0.5}
RULE_CATEGORIES = ("platform_policy", "legal_regulatory")


def pareto(rows: pd.DataFrame, names: Mapping[str, str], lifted: Sequence[str]) -> go.Figure:
    """Bars, the longest first: rows has id, label, value, text and cause_category. What is lifted has a mark.

    A point's custom data is the rule's id.
    """
    figure = go.Figure()
    labels = dict(zip(rows["id"], rows["label"], strict=True))
    marked = {id_: ("» " if id_ in lifted else "") + wrapped(label) for id_, label in labels.items()}
    for category in RULE_CATEGORIES:
        mine = rows[rows["cause_category"] == category]
        figure.add_bar(
            y=[marked[id_] for id_ in mine["id"]],
            x=mine["value"],
            orientation="h",
            name=html.escape(names[category]),
            marker={"color": category_colour(category), "pattern": {"shape": CATEGORY_PATTERNS[category], **PATTERN}},
            text=[f" {html.escape(text)}" for text in mine["text"]],
            textposition="outside",
            textfont={"size": 11, "color": NEUTRAL},
            cliponaxis=False,
            customdata=mine["id"],
            hovertemplate="%{y}: %{text}<extra></extra>",
        )
    dressed(figure, 70 + ROW_HEIGHT * len(rows))
    figure.update_layout(hovermode="closest", barmode="overlay")
    order = [marked[id_] for id_ in rows["id"]]
    figure.update_yaxes(
        categoryorder="array",
        categoryarray=order[::-1],
        showgrid=False,
        tickfont={"size": 11},
        nticks=len(order),
        ticksuffix=" ",
        tickmode="array",
        tickvals=order,
    )
    figure.update_xaxes(range=[0, float(rows["value"].max() or 1) * ROOM_FOR_TEXT], showticklabels=False)
    return figure


def behind(rows: pd.DataFrame, labels: Sequence[str]) -> go.Figure:
    """What stood behind a rule: share with its interval, the most frequent first; labels are parallel to the rows."""
    shown = [wrapped(label) for label in labels]
    figure = go.Figure()
    figure.add_bar(
        y=shown,
        x=rows["share"],
        orientation="h",
        marker_color=[NEUTRAL if pd.isna(cause) else FAINT for cause in rows["next_cause"]],
        error_x={
            "type": "data",
            "array": rows["high"] - rows["share"],
            "arrayminus": rows["share"] - rows["low"],
            "thickness": 1,
            "width": 3,
            "color": NEUTRAL,
        },
        hovertemplate="%{y}: %{x:.1%}<extra></extra>",
        showlegend=False,
    )
    dressed(figure, 50 + ROW_HEIGHT * len(rows))
    figure.update_layout(hovermode="closest")
    figure.update_yaxes(autorange="reversed", showgrid=False, tickfont={"size": 11}, nticks=len(shown), ticksuffix=" ")
    figure.update_xaxes(range=[0, 1.04], tickvals=[*QUARTERS.values()], ticktext=[*QUARTERS])
    return figure
