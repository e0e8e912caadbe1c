"""Journeys of failed cases: from the first failure over what was done to how it ended."""

import html
from collections.abc import Mapping, Sequence
from itertools import pairwise

import pandas as pd
import plotly.graph_objects as go

from dashboards.charts.causes import wrapped
from dashboards.charts.ends import COLOURS, ENDS, PATTERNS, STRENGTHS
from dashboards.theme import ACCENT, CATEGORIES, NEUTRAL, category_colour, dressed

LINK = "rgba(122, 133, 153, 0.26)"
STEPS = ("first_cause_category", "response", "end_kind")
LEFT, MIDDLE, RIGHT = 0.001, 0.5, 0.999  # plotly places no node at 0 or 1
ROW_HEIGHT = 40
LABEL_WIDTH = 26


def journey_flow(
    rows: pd.DataFrame, responses: Sequence[str], names: Mapping[str, str], cases: str, height: int
) -> go.Figure:
    """A flow in three columns: category of the first failure, response, end; as wide as there are cases.

    `rows` has first_cause_category, response, end_kind, count_cases; `responses` their order; `names` a label for
    each; `cases` is the word.
    """
    columns = [
        [known for known in order if (rows[step] == known).any()]
        for step, order in zip(STEPS, (CATEGORIES, responses, ENDS), strict=True)
    ]
    nodes = [(step, known) for step, column in zip(STEPS, columns, strict=True) for known in column]
    places = {node: place for place, node in enumerate(nodes)}
    sizes = [int(rows.loc[rows[step] == known, "count_cases"].sum()) for step, known in nodes]
    labels = [f"{html.escape(names[known])} {size:,}" for (_, known), size in zip(nodes, sizes, strict=True)]
    links = [link for one, other in pairwise(STEPS) for link in between(rows, one, other, places)]
    across = dict(zip(STEPS, (LEFT, MIDDLE, RIGHT), strict=True))
    figure = go.Figure()
    figure.add_sankey(
        arrangement="snap",
        node={
            "label": labels,
            "color": [node_colour(step, known) for step, known in nodes],
            "x": [across[step] for step, _ in nodes],
            "y": [height_of for column in heights(columns, rows) for height_of in column],
            "pad": 16,
            "thickness": 12,
            "line": {"width": 0},
            "hovertemplate": f"%{{label}} {cases}<extra></extra>",
        },
        link={
            "source": [source for source, _, _ in links],
            "target": [target for _, target, _ in links],
            "value": [count for _, _, count in links],
            "color": LINK,
            "hovertemplate": f"%{{source.label}} → %{{target.label}}<br>%{{value:,}} {cases}<extra></extra>",
        },
        textfont={"size": 12},
    )
    dressed(figure, height)
    return figure.update_layout(margin={"l": 4, "r": 4, "t": 10, "b": 14}, hovermode="closest")


def between(
    rows: pd.DataFrame, one: str, other: str, places: Mapping[tuple[str, str], int]
) -> list[tuple[int, int, int]]:
    """The links of two neighbouring columns: source, target, cases."""
    counts = rows.groupby([one, other])["count_cases"].sum()
    pairs = zip(*(counts.index.get_level_values(step) for step in (one, other)), counts, strict=True)
    return [(places[one, source], places[other, target], int(count)) for source, target, count in pairs]


def heights(columns: Sequence[Sequence[str]], rows: pd.DataFrame) -> list[list[float]]:
    """Where the middle of each node is, 0 to 1 from the top: one under another, as high as they have cases."""
    found = []
    for step, column in zip(STEPS, columns, strict=True):
        sizes = rows.groupby(step)["count_cases"].sum().reindex(list(column)) / rows["count_cases"].sum()
        room = sizes * 0.7 + 0.3 / len(column)
        found.append([max(0.001, min(0.999, at)) for at in room.cumsum() - room / 2])
    return found


def node_colour(step: str, known: str) -> str:
    if step == "first_cause_category":
        return category_colour(known)
    return ACCENT if known == "succeeded" else NEUTRAL


def ends_by_response(rows: pd.DataFrame, responses: Sequence[str], names: Mapping[str, str]) -> go.Figure:
    """A stacked bar for each response, as shares of its cases by their end: the flow's last step, for a phone."""
    counts = rows.pivot_table("count_cases", "response", "end_kind", "sum", fill_value=0)
    order = [known for known in responses if known in counts.index]
    counts = counts.reindex(order)
    labels = [f"{wrapped(names[known], LABEL_WIDTH)} · {counts.loc[known].sum():,}" for known in order]
    figure = go.Figure()
    for end in [known for known in ENDS if known in counts]:
        figure.add_bar(
            x=list(counts[end] / counts.sum(axis=1)),
            y=labels,
            orientation="h",
            name=html.escape(names[end]),
            marker={
                "color": COLOURS[end],
                "opacity": STRENGTHS[end],
                "pattern": {"shape": PATTERNS[end], "size": 6, "solidity": 0.2, "fillmode": "overlay"},
            },
            hovertemplate="%{fullData.name} %{x:.0%}<extra></extra>",
        )
    dressed(figure, 90 + ROW_HEIGHT * len(order))
    figure.update_layout(barmode="stack", hovermode="closest")
    figure.update_xaxes(tickformat=".0%", range=[0, 1], nticks=3)
    figure.layout.xaxis.tickformatstops = ()  # those of dates would win
    return figure.update_yaxes(
        autorange="reversed", showgrid=False, ticksuffix=" ", tickfont={"size": 11}, tickvals=labels
    )
