"""Freezes as they stand at a moment: how long they held, what they held, how soon they end. One currency at a time."""

from datetime import datetime
from typing import Any

import pandas as pd

from analysis.compound_poisson import compound_interval
from analysis.quantiles import SampleQuantile, sample_quantile
from analysis.survival import Quantile, kaplan_meier, quantile

DAY_SECONDS = 86400
CASE = ["wallet_key", "case_number"]
SHARES = (0.5, 0.9)  # the median and the P90
UNKNOWN = "?"  # the currency of an amount that states none


def as_seen(freezes: pd.DataFrame, seen_at: datetime) -> pd.DataFrame:
    """The freezes begun by then, with days_frozen so far, is_ended, and money_days (amount x days_frozen)."""
    begun = freezes[freezes["frozen_at"] <= seen_at]
    ended_at = pd.to_datetime(begun["ended_at"])
    is_ended = ended_at.notna() & (ended_at <= seen_at)
    until = ended_at.where(is_ended, pd.Timestamp(seen_at))
    days = (until - begun["frozen_at"]).dt.total_seconds() / DAY_SECONDS
    return begun.assign(days_frozen=days, is_ended=is_ended, money_days=begun["amount"].astype(float) * days)


def currencies(amounts: pd.DataFrame) -> list[str]:
    """The currencies of amounts, that of the most cases first; an amount without one is of the currency UNKNOWN."""
    known = amounts[amounts["amount"].notna()]
    return known["currency"].fillna(UNKNOWN).value_counts(sort=True).index.tolist() if len(known) else []


def count_several(amounts: pd.DataFrame) -> int:
    """How many cases hold amounts of more than one currency."""
    known = amounts[amounts["amount"].notna()]
    return int((known.groupby(CASE)["currency"].nunique() > 1).sum())


def in_currency(amounts: pd.DataFrame, currency: str | None) -> pd.DataFrame:
    """The rows with an amount in that currency."""
    return amounts[amounts["amount"].notna() & (amounts["currency"].fillna(UNKNOWN) == currency)]


def by_case(rows: pd.DataFrame, value: str = "amount") -> pd.Series:
    """The sum of `value` of each case."""
    return rows.groupby(CASE)[value].sum().astype(float)


def totals(per_case: pd.Series, count_failed_cases: int) -> dict[str, Any]:
    """Sum, cases, squares, and the sum per 1,000 cases with a failure with its interval.

    The interval takes cases as lumps of money that come at random; NaN without any, or with a negative sum.
    """
    total, squares, largest = float(per_case.sum()), float((per_case**2).sum()), float(per_case.max(skipna=True))
    is_known = len(per_case) > 0 and bool((per_case >= 0).all())
    lump = (total, squares, largest) if is_known else (float("nan"),) * 3
    low, high = compound_interval(*lump, count_failed_cases / 1000)
    counts = {"count_cases": len(per_case), "count_failed_cases": count_failed_cases}
    per = 1000 * total / count_failed_cases if count_failed_cases else None
    return {"total": total, "squares": squares, **counts, "per_thousand": per, "low": float(low), "high": float(high)}


def quantiles(per_case: pd.Series) -> tuple[SampleQuantile, SampleQuantile]:
    """The median and the P90."""
    half, most = (sample_quantile(per_case, q) for q in SHARES)
    return half, most


def release_curve(seen: pd.DataFrame) -> pd.DataFrame:
    """Kaplan-Meier's curve of freezes that still hold after so many days; those that hold are censored."""
    return kaplan_meier(seen["days_frozen"], seen["is_ended"])


def release_quantiles(seen: pd.DataFrame) -> dict[float, dict[str, float]]:
    """When half and nine tenths of the freezes have ended: hours, low, high by share; NaN: not reached yet."""
    curve = release_curve(seen) if len(seen) else None
    found = {q: None if curve is None else quantile(curve, q) for q in SHARES}
    return {q: in_hours(one) for q, one in found.items()}


def in_hours(found: Quantile | None) -> dict[str, float]:
    days = (None, None, None) if found is None else (found.time, found.low, found.high)
    hours = (float("nan") if one is None else one * 24 for one in days)
    return dict(zip(("hours", "low", "high"), hours, strict=True))
