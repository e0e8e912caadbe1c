"""How old the open cases are in working days, and how many of each platform will break its promise."""

from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from analysis.breach_forecast import breach_forecast, expected_breaches
from analysis.survival import kaplan_meier
from dashboards import store
from dashboards.charts.resolution_open import open_ages
from dashboards.store import Selection, Snapshot, View
from dashboards.text import NOTHING
from dashboards.widgets.card import card
from dashboards.widgets.chart import chart
from dashboards.widgets.table import height_of, table

AGE_EDGES = (0, 1, 3, 5, 10, 15, 30, np.inf)  # working days
SOON_DAYS = 3
STEP = 0.1  # of the ages counted; they are rounded up
OPEN = "open"
ENDED = ("succeeded", "withdrawn")


def promised(ages: pd.DataFrame) -> pd.Series:
    """What each row's platform promises, in working days."""
    return ages["platform"].map(store.read_promise().of).astype(int)


def open_only(ages: pd.DataFrame) -> pd.DataFrame:
    """The open cases: platform, age (working days, rounded down), promise, is_past, count_cases."""
    rows = ages[ages["end_kind"] == OPEN]
    promise = promised(rows)
    return pd.DataFrame(
        {
            "platform": rows["platform"],
            "age": rows["days_at_end"] - STEP,
            "promise": promise,
            "is_past": rows["days_at_end"] > promise,
            "count_cases": rows["count_cases"],
        }
    ).reset_index(drop=True)


def ages(view: View, every: Selection, counted: pd.DataFrame) -> None:
    """Draw the card of ages."""
    rows = open_only(counted)
    told = rows.assign(place=np.searchsorted(AGE_EDGES, rows["age"] + STEP / 2) - 1)
    labels = [label(low, high) for low, high in pairwise(AGE_EDGES)]
    names = {"within": view.say("resolution.within"), "past": view.say("resolution.past")}
    query = view.statement("promise_ages", every, **store.promise_values(view.snapshot, every))
    with card(view, "open_ages", frame=rows, query=query, hint=view.say("resolution.ages_hint")):
        chart(view, "open_ages", lambda: open_ages(told, labels, names), every)


def label(low: float, high: float) -> str:
    return f"{low:g}–{high:g}" if np.isfinite(high) else f"{low:g}+"


def curve_of(ages: pd.DataFrame) -> pd.DataFrame:
    """How long cases stay open: terminated and withdrawn ones have ended, from their first failure on observed."""
    has_ended = ages["end_kind"].isin(ENDED)
    return kaplan_meier(ages["days_at_end"], has_ended, entry=ages["days_at_failure"], weights=ages["count_cases"])


def platforms(view: View, every: Selection) -> None:
    """Draw the table by platform."""
    rows = view.ask(forecasts, every)
    query = view.statement("promise_ages", every, **store.promise_values(view.snapshot, every))
    with card(view, "breach_forecast", frame=rows, query=query, hint=view.say("resolution.forecast_hint")):
        table(view, "breach_forecast", shaped(view, rows), height=height_of(len(rows), 9))


@store.held
def forecasts(now: Snapshot, every: Selection) -> pd.DataFrame:
    """One row per platform with open cases, the most first: platform, promise, count_open, count_past, count_soon,
    count_within, expected with expected_low and expected_high (of those within).
    """
    counted = store.promise_ages(now, every)
    rows = [forecast(str(platform), rows) for platform, rows in counted.groupby("platform")]
    return pd.DataFrame([row for row in rows if row["count_open"]]).sort_values(
        "count_open", ascending=False, kind="stable", ignore_index=True
    )


def forecast(platform: str, ages: pd.DataFrame) -> dict[str, Any]:
    """One row of forecasts; what the platform's own cases do not tell is missing."""
    promise, rows = store.read_promise().of(platform), open_only(ages)
    within = rows[~rows["is_past"]]
    told = expected_breaches(breach_forecast(curve_of(ages), within["age"], promise), within["count_cases"])
    expected, low, high = told or (np.nan, np.nan, np.nan)
    return {
        "platform": platform,
        "promise": promise,
        "count_open": int(rows["count_cases"].sum()),
        "count_past": int(rows.loc[rows["is_past"], "count_cases"].sum()),
        "count_soon": int(within.loc[within["age"] >= promise - SOON_DAYS, "count_cases"].sum()),
        "count_within": int(within["count_cases"].sum()),
        "expected": expected,
        "expected_low": low,
        "expected_high": high,
    }


def shaped(view: View, rows: pd.DataFrame) -> pd.DataFrame:
    """The forecasts as they are read."""
    say, records = view.say, rows.assign(past_share=rows["count_past"] / rows["count_open"]).to_dict("records")
    return pd.DataFrame(
        {
            "platform": rows["platform"],
            "promise": rows["promise"],
            "count_open": rows["count_open"],
            "past": [f"{say.number(row['count_past'])} ({say.percent(row['past_share'])})" for row in records],
            "count_soon": rows["count_soon"],
            "expected_breaches": [expectation(view, row) for row in records],
        }
    )


def expectation(view: View, row: dict) -> str:
    if pd.isna(row["expected"]):
        return NOTHING
    low, value, high = (view.say.number(row[name]) for name in ("expected_low", "expected", "expected_high"))
    return f"{value} ({low}–{high}) / {view.say.number(row['count_within'])}"
