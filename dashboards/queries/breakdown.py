"""Failures by cause category and by sub-cause: rates, shares, wallets, and how the rates changed."""

import numpy as np
import pandas as pd

from analysis.intervals import newcombe_difference, ratio
from analysis.rates import with_rates
from dashboards.queries.compose import Statement, ask, statement
from dashboards.queries.periods import Compared
from dashboards.queries.selection import Selection
from warehouse import Snapshot

CATEGORY, SUB_CAUSE = ["cause_category"], ["cause_category", "cause"]
COUNTS = ["count_shown", "count_current", "count_previous"]
LEAST_FAILURES = 10  # below it a cause is shown and marked, but not ranked: its interval is wider than itself


def category_breakdown(snapshot: Snapshot, selection: Selection, compared: Compared | None = None) -> pd.DataFrame:
    """One row per cause category, the most failing first; the columns of `breakdown`."""
    return by_category(breakdown(snapshot, selection, compared))


def cause_breakdown(snapshot: Snapshot, selection: Selection, compared: Compared | None = None) -> pd.DataFrame:
    """One row per sub-cause, small samples last, then the most failing first; the columns of `breakdown`."""
    return by_cause(breakdown(snapshot, selection, compared))


def by_category(rows: pd.DataFrame) -> pd.DataFrame:
    """The categories of a breakdown."""
    return rows[rows["cause"].isna()].drop(columns="cause").reset_index(drop=True)


def by_cause(rows: pd.DataFrame) -> pd.DataFrame:
    """The sub-causes of a breakdown."""
    return rows[rows["cause"].notna()].reset_index(drop=True)


def breakdown(snapshot: Snapshot, selection: Selection, compared: Compared | None = None) -> pd.DataFrame:
    """One row per category (cause is missing) and per sub-cause that failed in the period or in the days before.

    count_failures of count_decided (all decided attempts) with rate, low, high; share of the failures that
    are counted; count_wallets; is_small; and failures_current, failures_previous, difference (of the rates,
    with difference_low and difference_high), missing without a comparison.
    """
    counts = cause_counts(snapshot, selection, compared)
    wallets = ask(snapshot, "wallets_by_cause", selection)
    levels = (rated(counts, keys, compared is not None) for keys in (CATEGORY, SUB_CAUSE))
    both = pd.concat(levels, ignore_index=True)
    both["cause"] = both["cause"].astype(wallets["cause"].dtype)
    return in_order(both.merge(wallets, how="left", on=SUB_CAUSE))


def cause_counts(snapshot: Snapshot, selection: Selection, compared: Compared | None = None) -> pd.DataFrame:
    """Decided attempts by platform, cause_category, cause, is_failure: count_shown, count_current, count_previous."""
    return ask(snapshot, "cause_counts", selection, compared)


def cause_counts_statement(
    snapshot: Snapshot, selection: Selection, compared: Compared | None = None
) -> Statement:
    """What the counts of a breakdown are asked with."""
    return statement(snapshot, "cause_counts", selection, compared)


def rated(counts: pd.DataFrame, keys: list[str], is_compared: bool) -> pd.DataFrame:
    """One row per `keys` that failed, with its rate, share and change."""
    decided = counts[COUNTS].sum()
    failed = counts[counts["is_failure"]].groupby(keys)[COUNTS].sum()
    failed = failed[(failed > 0).any(axis=1)].reset_index()
    rows = failed.rename(columns={"count_shown": "count_failures"}).assign(count_decided=decided["count_shown"])
    rates = with_rates(rows, "count_failures", "count_decided")
    rates["share"] = ratio(rates["count_failures"], rates["count_failures"].sum())
    rates["is_small"] |= rates["count_failures"] < LEAST_FAILURES
    return with_changes(rates, decided, is_compared)


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


def in_order(rows: pd.DataFrame) -> pd.DataFrame:
    """Small samples last; a cause that failed only before affected no wallet now."""
    rows["count_wallets"] = rows["count_wallets"].fillna(0).astype("int64")
    return rows.sort_values(["is_small", "count_failures"], ascending=[True, False], ignore_index=True)


def cause_entries(snapshot: Snapshot) -> pd.DataFrame:
    """One row per sub-cause of the taxonomy: its labels, owner, advice and customer-safe texts."""
    return ask(snapshot, "cause_entries")
