"""How often terminations fail: attempts, cases, wallets."""

import pandas as pd

from dashboards.queries.compose import ask
from dashboards.queries.periods import PARTS, Compared, spanning, summed
from dashboards.queries.selection import Selection
from warehouse import Snapshot


def failure_rate(snapshot: Snapshot, selection: Selection, compared: Compared | None = None) -> pd.DataFrame:
    """By part (shown, current, previous; zeros without a comparison): count_failures, count_decided, count_attempts."""
    return in_parts(failure_rate_daily(snapshot, selection, compared), selection, compared)


def failure_rate_daily(snapshot: Snapshot, selection: Selection, compared: Compared | None = None) -> pd.DataFrame:
    """One row per day, also of those compared with: requested_on, count_failures, count_decided, count_attempts."""
    return ask(snapshot, "failure_rate", spanning(selection, compared))


def in_parts(daily: pd.DataFrame, selection: Selection, compared: Compared | None = None) -> pd.DataFrame:
    """The days of failure_rate_daily, summed by part."""
    return summed(daily, "requested_on", [], selection, compared).reindex(list(PARTS), fill_value=0)


def failure_rate_hourly(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """One row per hour: requested_at_local, count_failures, count_decided."""
    return ask(snapshot, "failure_rate_hourly", selection)


def case_rate(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """One row: count_failed_cases (with a counted failure) of count_cases (all cases looked at)."""
    failed, every = ask(snapshot, "case_rate", selection), selection.population()
    if every == selection:
        return failed
    return failed.assign(count_cases=ask(snapshot, "case_rate", every)["count_cases"])


def wallets_affected(snapshot: Snapshot, selection: Selection, compared: Compared | None = None) -> pd.DataFrame:
    """By part (shown, current, previous; 0 without a comparison): count_wallets."""
    return ask(snapshot, "wallets_affected", selection, compared).T.set_axis(["count_wallets"], axis=1)


def wallets_affected_daily(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """One row per day: requested_on, count_wallets."""
    return ask(snapshot, "wallets_affected_daily", selection)
