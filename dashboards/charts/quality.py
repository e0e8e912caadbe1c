"""How good the classification is: stated against real confidence, and what is wrong for how much that is decided."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from dashboards.theme import ACCENT, FAINT, NEUTRAL, dressed

HEIGHT = 300


def reliability_curve(bins: pd.DataFrame, names: Mapping[str, str]) -> go.Figure:
    """The share that is right by the confidence that was stated, with intervals; the diagonal is what should be.

    `bins` has confidence, accuracy, lower, upper (0 to 1), count_rows; `names` the words right, ideal, rows,
    stated.
    """
    figure = go.Figure()
    line = {"color": NEUTRAL, "width": 1, "dash": "dash"}
    figure.add_scatter(x=[0, 1], y=[0, 1], mode="lines", line=line, name=names["ideal"], hoverinfo="skip")
    figure.add_scatter(
        **spread(bins, "accuracy"),
        x=list(bins["confidence"]),
        mode="lines+markers",
        name=names["right"],
        line={"color": ACCENT, "width": 2},
        marker={"size": 8},
        customdata=[f"{count:,} {names['rows']}" for count in bins["count_rows"]],
        hovertemplate="%{y:.1%} (%{customdata})",
    )
    dressed(figure, HEIGHT)
    low = max(0.0, min(bins["confidence"].min(), bins["lower"].fillna(bins["accuracy"]).min()) - 0.05)
    share_axis(figure, names["stated"]).update_xaxes(range=[low, 1.01], hoverformat=".1%")
    return figure.update_yaxes(tickformat=".0%", range=[low, 1.02])


def coverage_risk(points: pd.DataFrame, names: Mapping[str, str]) -> go.Figure:
    """The share of wrong decisions by how much is decided at all, with its band; the one in use is marked.

    `points` has coverage, risk, lower, upper (0 to 1), count_rows, is_chosen; `names` the words risk, interval,
    in_use, rows, coverage.
    """
    rows = points.sort_values("coverage")
    figure = go.Figure()
    add_band(figure, rows, names["interval"])
    figure.add_scatter(
        x=list(rows["coverage"]),
        y=list(rows["risk"]),
        mode="lines+markers",
        line={"color": NEUTRAL, "width": 2},
        marker={"size": 6},
        name=names["risk"],
        customdata=[f"{count:,} {names['rows']}" for count in rows["count_rows"]],
        hovertemplate="%{y:.1%} (%{customdata})",
    )
    add_chosen(figure, rows[rows["is_chosen"]], names["in_use"])
    dressed(figure, HEIGHT)
    share_axis(figure, names["coverage"]).update_xaxes(hoverformat=".0%")
    return figure.update_yaxes(tickformat=".0%", rangemode="tozero")


def share_axis(figure: go.Figure, title: str) -> go.Figure:
    """A share along x; an update alone would leave the formats of dates, which are tried first."""
    figure.layout.xaxis.tickformatstops = ()
    return figure.update_xaxes(title=title, tickformat=".0%")


def spread(rows: pd.DataFrame, name: str) -> dict:
    """y with its interval as error bars."""
    above, below = rows["upper"] - rows[name], rows[name] - rows["lower"]
    bars = {"type": "data", "symmetric": False, "array": list(above), "arrayminus": list(below), "color": NEUTRAL}
    return {"y": list(rows[name]), "error_y": bars | {"thickness": 1, "width": 3}}


def add_band(figure: go.Figure, rows: pd.DataFrame, name: str) -> None:
    """From upper down to lower, filled."""
    common = {"x": list(rows["coverage"]), "mode": "lines", "line": {"width": 0}, "hoverinfo": "skip"}
    figure.add_scatter(y=list(rows["upper"]), showlegend=False, **common)
    figure.add_scatter(y=list(rows["lower"]), fill="tonexty", fillcolor=FAINT, name=name, **common)


def add_chosen(figure: go.Figure, rows: pd.DataFrame, name: str) -> None:
    if rows.empty:
        return
    figure.add_scatter(
        x=list(rows["coverage"]),
        y=list(rows["risk"]),
        mode="markers",
        marker={"size": 13, "symbol": "diamond", "color": ACCENT},
        name=name,
        hoverinfo="skip",
    )
