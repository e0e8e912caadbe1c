"""What a failure costs: time until it is resolved, money frozen."""

import pandas as pd

from analysis.survival import kaplan_meier, median
from dashboards.queries.compose import ask
from dashboards.queries.selection import Selection
from warehouse import Snapshot

# What a median is told with; what is not known is NaN, so that it compares as false.
NUMBERS = {"median_hours": float, "low": float, "high": float, "count_resolved": int, "count_cases": int}


def time_to_resolution(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """Durations, counted: first_requested_on, hours_observed, is_resolved (else censored), count_cases."""
    return ask(snapshot, "time_to_resolution", selection)


def median_resolution(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """One row: median_hours, low, high (missing: not reached, not known), count_resolved, count_cases."""
    return pd.DataFrame([half_resolved(time_to_resolution(snapshot, selection))]).astype(NUMBERS)


def median_resolution_daily(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """The same, one row per day of the first request: first_requested_on."""
    by_day = time_to_resolution(snapshot, selection).groupby("first_requested_on")
    rows = [{"first_requested_on": day} | half_resolved(durations) for day, durations in by_day]
    return pd.DataFrame(rows, columns=["first_requested_on", *NUMBERS]).astype(NUMBERS)


def half_resolved(durations: pd.DataFrame) -> dict[str, float | None]:
    """Kaplan-Meier's median of counted durations, with its interval and counts."""
    if durations.empty:
        return {"median_hours": None, "low": None, "high": None, "count_resolved": 0, "count_cases": 0}
    hours, is_resolved, cases = (durations[name] for name in ("hours_observed", "is_resolved", "count_cases"))
    half = median(kaplan_meier(hours, is_resolved, weights=cases))
    counts = {"count_resolved": int(cases[is_resolved].sum()), "count_cases": int(cases.sum())}
    return {"median_hours": half.time, "low": half.low, "high": half.high, **counts}


def money_frozen(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """One row per currency: frozen_amount, still_frozen_amount, count_cases, count_still_frozen."""
    return ask(snapshot, "money_frozen", selection)


def money_frozen_daily(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """One row per day and currency: first_requested_on, currency, frozen_amount."""
    return ask(snapshot, "money_frozen_daily", selection)
