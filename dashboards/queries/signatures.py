"""Signatures (a code and a masked message template): the leaderboard, and what is new, back or gone."""

from dataclasses import replace
from datetime import date, timedelta

import pandas as pd

from analysis.intervals import newcombe_difference, ratio
from dashboards.queries.breakdown import LEAST_FAILURES
from dashboards.queries.compose import Statement, ask, statement
from dashboards.queries.periods import Compared, ends, spanning
from dashboards.queries.selection import Selection
from warehouse import Snapshot

SILENCE_DAYS = 14
LEAST_EXPECTED = 3  # a silence that would have held 3 failures comes by chance in 1 of 20 cases: exp(-3)


def signature_board(
    snapshot: Snapshot,
    selection: Selection,
    compared: Compared | None = None,
    phrase: str | None = None,
    signature: str | None = None,
    is_by_change: bool = False,
    most: int = 100,
) -> pd.DataFrame:
    """One row per signature whose code or template holds `phrase`, the first `most` by failures or by change.

    excess_failures: failures of the finished days beyond what the rate before would give, with excess_low and
    excess_high (Newcombe's interval times the decided attempts), missing without a comparison. is_rare: too
    few failures in both to rank the change. failures_daily: the finished days. count_matching: of all.
    """
    current, previous = decided(snapshot, compared)
    asked = board_statement(snapshot, selection, compared, phrase, signature, is_by_change, most)
    return with_excess(snapshot.query(asked.sql, asked.parameters), current, previous)


def board_statement(
    snapshot: Snapshot,
    selection: Selection,
    compared: Compared | None = None,
    phrase: str | None = None,
    signature: str | None = None,
    is_by_change: bool = False,
    most: int = 100,
) -> Statement:
    """What the leaderboard is asked with."""
    current, previous = decided(snapshot, compared)
    own = {
        "growth": current / previous if previous else None,
        "phrase": phrase or None,
        "signature": signature,
        "is_by_change": is_by_change and bool(previous),
        "most": most,
        "least": LEAST_FAILURES,
    }
    span = spanning(selection, compared)
    return statement(snapshot, "signature_board", span, **ends(selection, compared), **own)


def decided(snapshot: Snapshot, compared: Compared | None) -> tuple[int, int]:
    """How many attempts were decided in the finished days and in the days before; 0 without a comparison."""
    if compared is None:
        return 0, 0
    current, previous = (ask(snapshot, "failure_rate", part)["count_decided"].iloc[0] for part in compared)
    return int(current), int(previous)


def with_excess(board: pd.DataFrame, current: int, previous: int) -> pd.DataFrame:
    """The board with its change as failures more or fewer than before, and the interval."""
    now, before = board["failures_current"], board["failures_previous"] if previous else 0
    low, high = newcombe_difference(now if current else 0, current, before, previous)
    excess = (ratio(now, current) - ratio(before, previous)) * current
    return board.assign(excess_failures=excess, excess_low=low * current, excess_high=high * current)


def arrivals(
    snapshot: Snapshot, selection: Selection, first_on: date, finished_on: date, most: int = 50
) -> pd.DataFrame:
    """One row per signature or sub-cause (`kind`) that is_new, is_back or is_gone; `most` signatures of each.

    is_new: first seen in the period, at least SILENCE_DAYS after `first_on`, the first day of the log.
    is_back: seen in the period after at least SILENCE_DAYS without. is_gone: not seen in the last
    SILENCE_DAYS up to `finished_on`, but in the period or as many days before it (and then not is_back).
    expected_in_silence: the failures that the silence would have held, were all spread evenly over the log.
    count_new, count_back, count_gone: all of its kind; unlikely_*: those with LEAST_EXPECTED or more expected.
    """
    asked = arrivals_statement(snapshot, selection, first_on, finished_on, most)
    return snapshot.query(asked.sql, asked.parameters)


def arrivals_statement(
    snapshot: Snapshot, selection: Selection, first_on: date, finished_on: date, most: int = 50
) -> Statement:
    """What the arrivals are asked with."""
    return statement(
        snapshot,
        "arrivals",
        replace(selection, from_on=min(first_on, selection.from_on)),
        period_from=selection.from_on,
        log_from=first_on,
        new_from=max(selection.from_on, first_on + timedelta(days=SILENCE_DAYS)),
        recent_from=selection.earlier(selection.days).from_on,
        finished_on=finished_on,
        silence_days=SILENCE_DAYS,
        least_expected=LEAST_EXPECTED,
        most=most,
    )
