"""How cases ended, as probabilities that add up: terminated, withdrawn, abandoned, and still open."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from analysis.horizons import UNKNOWN, EndedShare, ended_by_cause
from dashboards import store
from dashboards.charts.resolution import ENDS_DRAWN, ended
from dashboards.pages.resolution_numbers import GRID_POINTS, HORIZONS, drawn_days, resolution_ends
from dashboards.store import View
from dashboards.text import NOTHING
from dashboards.widgets.card import card
from dashboards.widgets.chart import chart
from dashboards.widgets.table import table

ABANDONED = "abandoned"


def show(view: View, by: str) -> None:
    """Draw the card."""
    curves = view.ask(resolution_ends, by=by)
    rows = horizon_rows(curves)
    query = view.statement("resolution_durations", by=by)
    with card(view, "resolution_ends", frame=rows, query=query, hint=view.say("resolution.ends_hint")):
        if curves.empty:
            st.markdown(f":gray[{view.say('resolution.none_ended')}]")
            return
        to_day = drawn_days(view.ask(store.resolution_durations, by=by))
        chart(view, "resolution_ends", lambda: figure(view, curves, to_day))
        table(view, "resolution_ends", shaped(view, rows))
        if not is_abandonment_known(curves):
            st.caption(view.say("resolution.none_abandoned"))


def is_abandonment_known(curves: pd.DataFrame) -> bool:
    """Whether any case was silent for long enough; before that a share of 0 would say that nobody gives up."""
    return bool((curves["cause"] == ABANDONED).any())


def horizon_rows(curves: pd.DataFrame) -> pd.DataFrame:
    """One row per horizon: within_days, and for each end its share with _low and _high, missing where not known."""
    told = {end: ended_by_cause(curves, end, HORIZONS) for end in ENDS_DRAWN}
    if not is_abandonment_known(curves):
        told[ABANDONED] = [UNKNOWN] * len(HORIZONS)
    columns = {f"share_{end}{side}": [value(one, side) for one in shares]
               for end, shares in told.items() for side in ("", "_low", "_high")}  # fmt: skip
    return pd.DataFrame({"within_days": list(HORIZONS), **columns})


def value(share: EndedShare, side: str) -> float:
    told = {"": share.value, "_low": share.low, "_high": share.high}[side]
    return np.nan if told is None else told


def shaped(view: View, rows: pd.DataFrame) -> pd.DataFrame:
    """The shares as they are read, with their intervals; what is open is what is left."""
    records = rows.to_dict("records")
    columns = {f"share_{end}": [interval(view, row, f"share_{end}") for row in records] for end in ENDS_DRAWN}
    shares = [f"share_{end}" for end in ENDS_DRAWN if rows[f"share_{end}"].notna().any()]
    left = 1.0 - rows[shares].sum(axis=1, skipna=False) if shares else rows["share_succeeded"]
    return pd.DataFrame(
        {
            "within_days": [view.say("unit.days", value=days) for days in rows["within_days"]],
            **columns,
            "share_open": [view.say.percent(share) for share in left.clip(lower=0.0)],
        }
    )


def interval(view: View, row: dict, name: str) -> str:
    say, (share, low, high) = view.say, (row[f"{name}{side}"] for side in ("", "_low", "_high"))
    if pd.isna(share):
        return NOTHING
    limits = "" if pd.isna(low) else f" ({100 * low:.1f}–{100 * high:.1f})"
    return f"{say.percent(share)}{limits}"


def figure(view: View, curves: pd.DataFrame, to_day: float) -> go.Figure:
    days = np.linspace(0.0, to_day, GRID_POINTS + 1)
    shares = {"day": days} | {end: incidence(curves, end, days) for end in ENDS_DRAWN}
    names = {end: view.say(f"end_kind.{end}") for end in ENDS_DRAWN}
    return ended(pd.DataFrame(shares), names, {"day": view.say("resolution.days")})


def incidence(curves: pd.DataFrame, end: str, days: np.ndarray) -> np.ndarray:
    """The curve of one end at each of some days."""
    rows = curves[curves["cause"] == end]
    steps = np.concatenate([[0.0], rows["incidence"].to_numpy(dtype=float)])
    return steps[np.searchsorted(rows["time"].to_numpy(dtype=float), days, side="right")]
