"""What a failure costs: time until it is resolved, money frozen."""

from typing import Any

import pandas as pd

from analysis.survival import kaplan_meier, median
from dashboards.queries.compose import ask
from dashboards.queries.periods import PARTS, Compared, periods, spanning, summed, within
from dashboards.queries.selection import Selection
from warehouse import Snapshot

# What a median is told with; what is not known is NaN, so that it compares as false.
NUMBERS = {"median_hours": float, "low": float, "high": float, "count_resolved": int, "count_cases": int}
DAY = "day"


def time_to_resolution(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """One row per case with a failure: first_requested_on, hours_observed, is_resolved (else censored)."""
    return ask(snapshot, "time_to_resolution", selection)


def median_resolution(
    snapshot: Snapshot, selection: Selection, compared: Compared | None = None, is_daily: bool = False
) -> pd.DataFrame:
    """By part (shown, current, previous): median_hours, low, high (missing: not reached, not known), count_resolved,
    count_cases. With is_daily a row more for each day of the period: part `day`, first_requested_on.
    """
    durations = time_to_resolution(snapshot, spanning(selection, compared))
    known = periods(selection, compared)
    parts = {name: within(durations, "first_requested_on", part) for name, part in known.items()}
    rows: list[dict[str, Any]] = [{"part": name} | half_resolved(parts.get(name, durations[:0])) for name in PARTS]
    if is_daily:
        by_day = parts["shown"].groupby("first_requested_on")
        rows += [{"part": DAY, "first_requested_on": day} | half_resolved(one) for day, one in by_day]
    return pd.DataFrame(rows, columns=["part", "first_requested_on", *NUMBERS]).astype(NUMBERS).set_index("part")


def half_resolved(durations: pd.DataFrame) -> dict[str, float | None]:
    """Kaplan-Meier's median with its interval and counts."""
    if durations.empty:
        return {"median_hours": None, "low": None, "high": None, "count_resolved": 0, "count_cases": 0}
    half = median(kaplan_meier(durations["hours_observed"], durations["is_resolved"]))
    counts = {"count_resolved": int(durations["is_resolved"].sum()), "count_cases": len(durations)}
    return {"median_hours": half.time, "low": half.low, "high": half.high, **counts}


def money_frozen(snapshot: Snapshot, selection: Selection, compared: Compared | None = None) -> pd.DataFrame:
    """One row per part and currency, the largest first: the columns of money_frozen_daily."""
    return money_in_parts(money_frozen_daily(snapshot, selection, compared), selection, compared)


def money_frozen_daily(snapshot: Snapshot, selection: Selection, compared: Compared | None = None) -> pd.DataFrame:
    """One row per day and currency, also of the days compared with: first_requested_on, currency, frozen_amount,
    still_frozen_amount, count_cases, count_still_frozen.
    """
    return ask(snapshot, "money_frozen", spanning(selection, compared))


def money_in_parts(daily: pd.DataFrame, selection: Selection, compared: Compared | None = None) -> pd.DataFrame:
    """The days of money_frozen_daily, summed by part and currency; currencies are never added."""
    parts = summed(daily, "first_requested_on", ["currency"], selection, compared).reset_index()
    return parts.sort_values(["part", "frozen_amount", "currency"], ascending=[True, False, True], ignore_index=True)
