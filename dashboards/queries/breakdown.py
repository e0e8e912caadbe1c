"""Failures by cause category and by sub-cause: rates, shares, wallets, and how the rates changed."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.intervals import newcombe_difference, ratio
from analysis.rates import with_rates
from dashboards.queries.compose import Statement, ask, statement
from dashboards.queries.periods import Compared, ends, spanning
from dashboards.queries.selection import Selection
from warehouse import Snapshot

CATEGORY, SUB_CAUSE = ["cause_category"], ["cause_category", "cause"]
COUNTS = ["count_shown", "count_current", "count_previous"]
LEAST_FAILURES = 10  # below it a cause is shown and marked, but not ranked: its interval is wider than itself


def category_breakdown(snapshot: Snapshot, selection: Selection, compared: Compared | None = None) -> pd.DataFrame:
    """One row per cause category, the most failing first; the columns of `breakdown`."""
    return breakdown(snapshot, selection, compared, CATEGORY)


def cause_breakdown(snapshot: Snapshot, selection: Selection, compared: Compared | None = None) -> pd.DataFrame:
    """One row per sub-cause, small samples last, then the most failing first; the columns of `breakdown`."""
    return breakdown(snapshot, selection, compared, SUB_CAUSE)


def breakdown(snapshot: Snapshot, selection: Selection, compared: Compared | None, keys: list[str]) -> pd.DataFrame:
    """One row per `keys` that failed in the period or in the days before.

    count_failures of count_decided (all decided attempts) with rate, low, high; share of the failures that
    are counted; count_wallets; is_small; and failures_current, failures_previous, difference (of the rates,
    with difference_low and difference_high), missing without a comparison.
    """
    asked = cause_counts(snapshot, selection, compared)
    counts = snapshot.query(asked.sql, asked.parameters)
    decided = counts[COUNTS].sum()
    failed = counts[counts["is_failure"]].groupby(keys)[COUNTS].sum()
    failed = failed[(failed > 0).any(axis=1)].reset_index()
    rows = failed.rename(columns={"count_shown": "count_failures"}).assign(count_decided=decided["count_shown"])
    rated = with_rates(rows, "count_failures", "count_decided")
    rated["share"] = ratio(rated["count_failures"], rated["count_failures"].sum())
    rated["is_small"] |= rated["count_failures"] < LEAST_FAILURES
    changed = with_changes(rated, decided, compared is not None)
    return in_order(changed.merge(wallets(snapshot, selection, keys), how="left", on=keys))


def cause_counts(snapshot: Snapshot, selection: Selection, compared: Compared | None = None) -> Statement:
    """What the counts of a breakdown are asked with."""
    return statement(snapshot, "cause_counts", spanning(selection, compared), **ends(selection, compared))


def with_changes(rows: pd.DataFrame, decided: pd.Series, is_compared: bool) -> pd.DataFrame:
    """The rows with how their rates differ from before, with Newcombe's interval."""
    now, before = rows.pop("count_current"), rows.pop("count_previous")
    of_now, of_before = decided["count_current"], decided["count_previous"] if is_compared else 0
    before = before if is_compared else before * 0
    low, high = newcombe_difference(now, of_now, before, of_before)
    return rows.assign(
        failures_current=now if is_compared else np.nan,
        failures_previous=before if is_compared else np.nan,
        difference=ratio(now, of_now) - ratio(before, of_before),
        difference_low=low,
        difference_high=high,
    )


def wallets(snapshot: Snapshot, selection: Selection, keys: Sequence[str]) -> pd.DataFrame:
    """Distinct wallets per `keys`."""
    counted = ask(snapshot, "wallets_by_cause", selection)
    is_asked = counted["cause"].notna() if "cause" in keys else counted["cause"].isna()
    return counted.loc[is_asked, [*keys, "count_wallets"]]


def in_order(rows: pd.DataFrame) -> pd.DataFrame:
    """Small samples last; a cause that failed only before affected no wallet now."""
    rows["count_wallets"] = rows["count_wallets"].fillna(0).astype("int64")
    return rows.sort_values(["is_small", "count_failures"], ascending=[True, False], ignore_index=True)


def cause_entries(snapshot: Snapshot) -> pd.DataFrame:
    """One row per sub-cause of the taxonomy: its labels, owner, advice and customer-safe texts."""
    return ask(snapshot, "cause_entries")
