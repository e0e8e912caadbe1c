"""What a review or another taxonomy moves: causes before and after, and month by month."""

import html
from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from dashboards.theme import ACCENT, FAINT, NEUTRAL, category_colour, dressed

ROW_HEIGHT = 44
MOST_CAUSES = 12
MOST_STACKED = 5  # causes told apart in the bars of a month
OTHERS = "others"
SHAPES = ("", "/", "x", ".", "-", "|")


def causes_moved(causes: pd.DataFrame, names: Mapping[str, str]) -> go.Figure:
    """One line a cause from its failures before (hollow) to those after (filled), the largest change on top.

    `causes` has cause, count_before, count_after; `names` the labels of the causes and the words before, after.
    """
    size = (causes["count_after"] - causes["count_before"]).abs()
    rows = causes.loc[size.sort_values(ascending=False).index].head(MOST_CAUSES)[::-1]
    labels = [html.escape(names[cause]) for cause in rows["cause"]]
    figure = go.Figure()
    for before, after, label in zip(rows["count_before"], rows["count_after"], labels, strict=True):
        line = {"width": 3, "color": FAINT}
        figure.add_scatter(
            x=[before, after], y=[label] * 2, mode="lines", line=line, showlegend=False, hoverinfo="skip"
        )
    add_ends(figure, rows["count_before"], labels, names["before"], "circle-open", NEUTRAL)
    add_ends(figure, rows["count_after"], labels, names["after"], "circle", ACCENT)
    add_changes(figure, rows, labels)
    dressed(figure, 70 + ROW_HEIGHT * len(rows))
    figure.update_layout(hovermode="y unified")
    figure.update_xaxes(rangemode="tozero", showgrid=True, nticks=5)
    return figure.update_yaxes(showgrid=False, ticksuffix="  ", nticks=len(rows) + 1)


def add_ends(figure: go.Figure, counts: pd.Series, labels: list[str], name: str, symbol: str, colour: str) -> None:
    figure.add_scatter(
        x=list(counts),
        y=labels,
        mode="markers",
        marker={"size": 11, "symbol": symbol, "color": colour, "line": {"width": 2, "color": colour}},
        name=name,
        hovertemplate="%{x:,}",
    )


def add_changes(figure: go.Figure, rows: pd.DataFrame, labels: list[str]) -> None:
    """How many more or fewer, written beside the right end of each line."""
    changes = rows["count_after"] - rows["count_before"]
    ends = rows[["count_before", "count_after"]].max(axis=1)
    figure.add_scatter(
        x=list(ends),
        y=labels,
        mode="text",
        text=[f"   {change:+,}" for change in changes],
        textposition="middle right",
        textfont={"size": 12},
        hoverinfo="skip",
        showlegend=False,
        cliponaxis=False,
    )
    figure.update_xaxes(range=[0, float(ends.max()) * 1.18 + 1])


def months_moved(months: pd.DataFrame, names: Mapping[str, str], categories: Mapping[str, str]) -> go.Figure:
    """By month and cause the failures it gains (above the line) or loses (below); small causes are one.

    `months` has month (a day), cause, count_before, count_after; `names` the labels of the causes and `others`;
    `categories` the category of each cause, whose colour it has.
    """
    wide = changes_by_month(months)
    figure = go.Figure()
    for cause, shape in zip(wide.columns, SHAPES, strict=False):
        colour = NEUTRAL if cause == OTHERS else category_colour(categories.get(cause))
        figure.add_bar(**month_bars(wide[cause], html.escape(names[cause]), shape, colour))
    figure.update_layout(barmode="relative")
    dressed(figure, 260)
    figure.update_xaxes(type="category")
    return figure.update_yaxes(tickformat="+,", zeroline=True, zerolinewidth=1)


def changes_by_month(months: pd.DataFrame) -> pd.DataFrame:
    """A row for every month from the first to the last, a column a cause, those that change most first."""
    changed = months.assign(change=months["count_after"] - months["count_before"])
    size = changed["change"].abs().groupby(changed["cause"]).sum().sort_values(ascending=False, kind="stable")
    told = list(size.index[:MOST_STACKED])
    changed["shown"] = changed["cause"].where(changed["cause"].isin(told), OTHERS)
    wide = changed.pivot_table("change", "month", "shown", "sum", fill_value=0)
    every = pd.date_range(wide.index.min(), wide.index.max(), freq="MS")
    return wide.reindex(index=every, columns=[one for one in (*told, OTHERS) if one in wide], fill_value=0)


def month_bars(changes: pd.Series, name: str, shape: str, colour: str) -> dict:
    """One cause's bars; colour is never alone, so each has a pattern too."""
    pattern = {"shape": shape, "size": 5, "solidity": 0.2, "fillmode": "overlay", "fgopacity": 0.5}
    return {
        "x": [f"{month:%Y-%m}" for month in changes.index],
        "y": list(changes),
        "name": name,
        "marker": {"color": colour, "pattern": pattern},
        "hovertemplate": "%{y:+,}",
    }
