"""Failures against what was expected, hour by hour, and when in the week they come."""

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from dashboards.charts.markers import Marker, add_markers
from dashboards.theme import ALERT, CATEGORY_PATTERNS, FAINT, NEUTRAL, category_colour, dressed

FAULT = "technical_fault"
HOURS, WEEKDAYS = range(24), range(1, 8)
SCALE = [[0.0, "rgba(122, 133, 153, 0.06)"], [0.5, "rgba(229, 72, 77, 0.45)"], [1.0, ALERT]]


def against_expected(
    hours: pd.DataFrame,
    names: Mapping[str, str],
    stretch: tuple[pd.Timestamp, pd.Timestamp] | None = None,
    markers: Sequence[Marker] = (),
) -> go.Figure:
    """Bars of failures an hour, the expected count as a line, and the largest usual count above it.

    `hours` has at_local, observed, expected and optionally upper, missing where an hour was not judged. `names`:
    observed, expected, upper, markers. `stretch`: first and last hour of a spike, shaded.
    """
    figure = go.Figure()
    at = list(hours["at_local"])
    pattern = {"shape": CATEGORY_PATTERNS[FAULT], "size": 5, "solidity": 0.2, "fillmode": "overlay", "fgopacity": 0.5}
    figure.add_bar(
        x=at, y=list(hours["observed"]), name=names["observed"], hovertemplate="%{y:,}",
        marker={"color": category_colour(FAULT), "pattern": pattern},
    )  # fmt: skip
    if "upper" in hours:
        add_line(figure, at, hours["upper"], names["upper"], {"color": NEUTRAL, "width": 1, "dash": "dot"})
    add_line(figure, at, hours["expected"], names["expected"], {"color": NEUTRAL, "width": 2})
    axis = {"domain": [0, 0.95], "rangemode": "tozero"}
    dressed(figure, 300).update_layout(bargap=0.05, barcornerradius=1, yaxis=axis)
    if stretch:
        figure.add_vrect(x0=stretch[0], x1=stretch[1], fillcolor=ALERT, opacity=0.09, line_width=0, layer="below")
    return add_markers(figure, markers, names["markers"])


def add_line(figure: go.Figure, at: list, values: pd.Series, name: str, line: Mapping[str, object]) -> None:
    """A stepped line with gaps where an hour was not judged."""
    figure.add_scatter(
        x=at, y=[None if pd.isna(value) else value for value in values], mode="lines", name=name,
        line={**line, "shape": "hvh"}, hovertemplate="%{y:.1f}", connectgaps=False,
    )  # fmt: skip


def hour_of_week(counts: pd.DataFrame, weekdays: Mapping[int, str], failures: str) -> go.Figure:
    """Failures by weekday (rows, Monday on top) and hour. `counts` has weekday, hour, count_failures."""
    table = counts.pivot_table(index="weekday", columns="hour", values="count_failures", aggfunc="sum")
    table = table.reindex(index=WEEKDAYS, columns=HOURS).fillna(0)
    figure = go.Figure(
        go.Heatmap(
            z=table.to_numpy().tolist(),
            x=[f"{hour:02d}" for hour in HOURS],
            y=[weekdays[day] for day in WEEKDAYS],
            colorscale=SCALE,
            xgap=2,
            ygap=2,
            showscale=False,
            hovertemplate="%{y} %{x}:00 · %{z:,} " + failures + "<extra></extra>",
        )
    )
    dressed(figure, 250).update_layout(hovermode="closest")
    figure.update_xaxes(type="category", nticks=12, tickformat="")
    figure.layout.xaxis.tickformatstops = ()
    figure.update_yaxes(autorange="reversed", type="category", gridcolor=FAINT, showgrid=False)
    return figure
