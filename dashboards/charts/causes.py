"""Failure rates of sub-causes in blocks of their category; and which cause is seen after which."""

import html
import textwrap
from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboards.theme import ACCENT, CATEGORIES, CATEGORY_PATTERNS, NEUTRAL, category_colour, dressed

ROW_HEIGHT = 28
LABEL_WIDTH = 24  # letters in a line; a Chinese one takes the room of two
ACROSS_WIDTH = 28  # labels turned upwards: two lines at most, as a column on a phone is no wider
ROOM_FOR_COUNTS = 1.6
# Grey up to half of the largest share, then the accent: the only two grounds on which text is readable in both themes.
CELL_COLOURS = [[0, "rgba(122, 133, 153, 0.06)"], [0.5, "rgba(122, 133, 153, 0.28)"], [0.5, ACCENT], [1, ACCENT]]


def rates_by_cause(rows: pd.DataFrame, names: Mapping[str, str], words: Mapping[str, str]) -> go.Figure:
    """Bars of each sub-cause's failure rate with its interval, grouped by category, the largest on top.

    `rows` has cause_category, cause, count_failures, rate, low, high (0..1), is_small; `names` the labels of
    categories and causes; `words` failures and small. Small samples are pale and stand last in their block.
    """
    blocks = in_blocks(rows)
    figure = go.Figure()
    for category in CATEGORIES:
        of = blocks[blocks["cause_category"] == category]
        if len(of):
            figure.add_bar(**bars(of, category, names, words))
    dressed(figure, 100 + ROW_HEIGHT * len(blocks))
    figure.update_layout(hovermode="closest", bargap=0.32)
    labels = [wrapped(names[cause]) for cause in blocks["cause"]]
    figure.update_yaxes(
        categoryorder="array",
        categoryarray=labels[::-1],
        showgrid=False,
        ticksuffix="  ",
        tickvals=labels,
        tickfont={"size": 11},
        range=[-0.6, len(labels) - 0.4],
    )
    longest = float(blocks["high"].max())
    figure.update_xaxes(tickformat=".1%", showgrid=True, nticks=5, range=[0, longest * ROOM_FOR_COUNTS])
    figure.layout.xaxis.tickformatstops = ()  # those of dates would win
    return with_counts(figure, blocks, labels)


def in_blocks(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows by category, the most failing category first."""
    size = rows.groupby("cause_category")["count_failures"].transform("sum")
    order = ["size", "cause_category", "is_small", "count_failures", "cause"]
    return rows.assign(size=size).sort_values(order, ascending=[False, True, True, False, True])


def bars(rows: pd.DataFrame, category: str, names: Mapping[str, str], words: Mapping[str, str]) -> dict:
    pattern = {"shape": CATEGORY_PATTERNS[category], "size": 5, "solidity": 0.2, "fillmode": "overlay"}
    small = [f" · {words['small']}" if is_small else "" for is_small in rows["is_small"]]
    return {
        "y": [wrapped(names[cause]) for cause in rows["cause"]],
        "x": list(rows["rate"]),
        "orientation": "h",
        "name": html.escape(names[category]),
        "marker": {
            "color": category_colour(category),
            "opacity": [0.4 if is_small else 1.0 for is_small in rows["is_small"]],
            "pattern": {**pattern, "fgopacity": 0.5},
        },
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": list(rows["high"] - rows["rate"]),
            "arrayminus": list(rows["rate"] - rows["low"]),
            "color": NEUTRAL,
            "thickness": 1,
            "width": 3,
        },
        "customdata": list(rows["cause"]),
        "text": [
            f"{row.rate:.2%} ({row.low:.2%} – {row.high:.2%})<br>{row.count_failures:,} {words['failures']}{note}"
            for row, note in zip(rows.itertuples(), small, strict=True)
        ],
        "textposition": "none",
        "hovertemplate": "%{y}<br>%{text}<extra></extra>",
    }


def with_counts(figure: go.Figure, rows: pd.DataFrame, labels: list[str]) -> go.Figure:
    """The rate and the failures, written to the right of each bar's interval."""
    return figure.add_scatter(
        y=labels,
        x=list(rows["high"]),
        mode="text",
        text=[f" {row.rate:.2%} · {row.count_failures:,}" for row in rows.itertuples()],
        textposition="middle right",
        textfont={"size": 11, "color": NEUTRAL},
        hoverinfo="skip",
        showlegend=False,
        cliponaxis=False,
    )


def next_cause_matrix(rows: pd.DataFrame, names: Mapping[str, str], words: Mapping[str, str]) -> go.Figure:
    """A heat map: of the cases that began with the row's cause, the share that met the column's next.

    `rows` has first_cause, next_cause, count_cases, cases_of_first, share, median_days; `words` cases, days. A
    point's custom data is "first next".
    """
    first = [*dict.fromkeys(rows.sort_values("cases_of_first", ascending=False)["first_cause"])]
    following = rows.groupby("next_cause")["count_cases"].sum().sort_values(ascending=False).index
    share = rows.set_index(["first_cause", "next_cause"])["share"].to_dict()
    across = {cause: wrapped(names[cause], ACROSS_WIDTH) for cause in following}
    down = {cause: wrapped(names[cause], 18) for cause in first}
    figure = go.Figure()
    figure.add_heatmap(
        x=[*across.values()],
        y=[*down.values()],
        z=[[share.get((one, other)) for other in following] for one in first],
        hoverinfo="skip",
        colorscale=CELL_COLOURS,
        zmin=0,
        zmax=float(rows["share"].max()),
        showscale=False,
        xgap=2,
        ygap=2,
    )
    dressed(figure, 150 + 38 * len(first))
    figure.update_layout(hovermode="closest")
    figure.update_xaxes(side="top", tickfont={"size": 10}, autotickangles=[0, -90], tickvals=[*across.values()])
    figure.update_yaxes(
        autorange="reversed", showgrid=False, tickfont={"size": 11}, tickvals=[*down.values()], ticksuffix=" "
    )
    half = rows["share"].max() / 2
    for of, font in ((rows["share"] < half, {"size": 11}), (rows["share"] >= half, {"size": 11, "color": "#FFFFFF"})):
        hovers = [told(row, names, words) for row in rows[of].itertuples()]
        figure.add_scatter(**written(rows[of], across, down), textfont=font, hovertext=hovers)
    return figure


def written(rows: pd.DataFrame, across: Mapping[str, str], down: Mapping[str, str]) -> dict:
    """Share and cases written into each cell. An unseen marker takes the click, which a heat map does not tell of."""
    return {
        "x": [across[cause] for cause in rows["next_cause"]],
        "y": [down[cause] for cause in rows["first_cause"]],
        "text": [f"{row.share:.0%}<br>{row.count_cases:,}" for row in rows.itertuples()],
        "mode": "markers+text",
        "marker": {"size": 30, "opacity": 0, "symbol": "square"},
        "customdata": [f"{row.first_cause} {row.next_cause}" for row in rows.itertuples()],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "showlegend": False,
    }


def told(cell: Any, names: Mapping[str, str], words: Mapping[str, str]) -> str:
    """What hovering over a cell says."""
    first, following = (html.escape(names[cause]) for cause in (cell.first_cause, cell.next_cause))
    return (
        f"{first} → {following}<br>{cell.share:.1%} ({cell.count_cases:,} / {cell.cases_of_first:,} {words['cases']})"
        f"<br>{words['days']} {cell.median_days:.1f}"
    )


def wrapped(label: str, width: int = LABEL_WIDTH) -> str:
    """A label over as many lines as it needs, never as markup."""
    is_wide = any(ord(letter) > 0x2E80 for letter in label)
    lines = textwrap.wrap(label, width // 2 if is_wide else width) or [label]
    return "<br>".join(html.escape(line) for line in lines)
