"""How much of the failures has a cause, and what decided it."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from analysis.rates import Rate
from dashboards.theme import ACCENT, FAINT, NEUTRAL, dressed

KINDS = ("code", "rule", "words_of_code", "status", "model", "review", "nothing")


def unclassified_over_time(daily: pd.DataFrame, names: Mapping[str, str], unfinished_from: pd.Timestamp) -> go.Figure:
    """The share of failures without a cause by finished day, in Wilson's 95 % band.

    `daily` has requested_on, count_unclassified, count_failures; `names` the words `share` and `interval`.
    """
    finished = daily[daily["requested_on"] < unfinished_from]
    pairs = list(zip(finished["count_unclassified"], finished["count_failures"], strict=True))
    rates = [Rate.of(int(some), int(all_)) for some, all_ in pairs]
    days, figure = list(finished["requested_on"]), go.Figure()
    figure.add_scatter(
        x=days, y=[rate.high for rate in rates], mode="lines", line={"width": 0}, hoverinfo="skip", showlegend=False
    )
    figure.add_scatter(
        x=days,
        y=[rate.low for rate in rates],
        mode="lines",
        line={"width": 0},
        fill="tonexty",
        fillcolor=FAINT,
        name=names["interval"],
        hoverinfo="skip",
    )
    figure.add_scatter(
        x=days,
        y=[rate.value for rate in rates],
        mode="lines+markers",
        line={"color": NEUTRAL, "width": 2},
        marker={"size": 4},
        name=names["share"],
        customdata=[f"{some:,} / {all_:,}" for some, all_ in pairs],
        hovertemplate="%{y:.1%} (%{customdata})",
    )
    dressed(figure, 260)
    return figure.update_yaxes(tickformat=".0%", rangemode="tozero", domain=[0, 0.94])


def evidence_shares(kinds: pd.DataFrame, names: Mapping[str, str]) -> go.Figure:
    """One bar a kind of evidence with its failures and share, in a fixed order; `nothing` is grey.

    `kinds` has evidence and count_failures.
    """
    held = kinds.set_index("evidence")["count_failures"]
    order = [kind for kind in KINDS if kind in held][::-1]
    counts, total = [int(held[kind]) for kind in order], int(held.sum())
    figure = go.Figure()
    figure.add_bar(
        y=[names[kind] for kind in order],
        x=counts,
        orientation="h",
        marker={"color": [NEUTRAL if kind == "nothing" else ACCENT for kind in order]},
        text=[f" {count:,} ({count / total:.1%})" for count in counts],
        textposition="outside",
        cliponaxis=False,
        hoverinfo="skip",
    )
    dressed(figure, 60 + 40 * len(order))
    figure.update_layout(bargap=0.45)
    figure.update_xaxes(visible=False, range=[0, max(counts) * 1.45])
    return figure.update_yaxes(showgrid=False, ticksuffix="  ", nticks=len(order) + 1)
