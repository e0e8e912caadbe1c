"""How often terminations fail: attempts, cases, wallets."""

import pandas as pd

from dashboards.queries.compose import ask
from dashboards.queries.selection import Selection
from warehouse import Snapshot


def failure_rate(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """One row: count_failures, count_decided, count_attempts."""
    return ask(snapshot, "failure_rate", selection)


def failure_rate_daily(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """One row per day: requested_on, count_failures, count_decided."""
    return ask(snapshot, "failure_rate_daily", selection)


def failure_rate_hourly(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """One row per hour: requested_at_local, count_failures, count_decided."""
    return ask(snapshot, "failure_rate_hourly", selection)


def case_rate(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """One row: count_failed_cases (with a counted failure) of count_cases (all cases looked at)."""
    failed = ask(snapshot, "case_rate", selection)
    every = ask(snapshot, "case_rate", selection.population())
    return failed.assign(count_cases=every["count_cases"])


def wallets_affected(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """One row: count_wallets."""
    return ask(snapshot, "wallets_affected", selection)


def wallets_affected_daily(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """One row per day: requested_on, count_wallets."""
    return ask(snapshot, "wallets_affected_daily", selection)
