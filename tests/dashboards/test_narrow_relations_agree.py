"""What the narrow marts answer is what the attempts and cases themselves answer, under the filters that marts hold."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest

from dashboards.queries import (
    Compared,
    Selection,
    Snapshot,
    arrivals,
    ask,
    blockers,
    breakdown,
    consequences,
    findings,
    findings_windows,
    found_cases,
    help_contacts,
    help_journeys,
    help_returns,
    helps,
    outcomes,
    platforms,
    promise,
    rates,
    resolution,
    selection,
    signatures,
)
from warehouse import open_snapshot

LAST = date(2026, 11, 20)
PERIOD = Selection(LAST - timedelta(days=24), LAST)
FINISHED = replace(PERIOD, to_on=LAST - timedelta(days=1))
FIRST = LAST - timedelta(days=59)
WINDOWS = findings_windows.Windows((FINISHED.from_on, FINISHED.to_on), (FIRST, FIRST + timedelta(days=6)), ())


ASKED: dict[str, Callable[[Snapshot, Selection, Compared], pd.DataFrame]] = {
    "failure_rate": rates.failure_rate,
    "wallets_affected": rates.wallets_affected,
    "wallets_affected_daily": lambda now, part, _: rates.wallets_affected_daily(now, part),
    "case_rate": lambda now, part, _: rates.case_rate(now, part),
    "breakdown": breakdown.breakdown,
    "money_frozen": outcomes.money_frozen,
    "money_frozen_daily": lambda now, part, _: outcomes.money_frozen_daily(now, part),
    "median_resolution": lambda now, part, compared: outcomes.median_resolution(now, part, compared, is_daily=True),
    "signature_board": signatures.signature_board,
    "arrivals": lambda now, part, _: arrivals.arrivals(now, part, FIRST, FINISHED.to_on),
    "cause_pairs": lambda now, part, _: blockers.cause_pairs(now, part),
    "next_causes": lambda now, part, _: blockers.next_causes(now, part),
    "consequence_counts": consequences.consequence_counts,
    "consequences_named": lambda now, part, _: consequences.consequences_named(now, part),
    "failed_case_efforts": consequences.failed_case_efforts,
    "freezes": lambda now, part, compared: in_order(consequences.freezes(now, part, compared)),
    "interest_accrued": lambda now, part, _: consequences.interest_accrued(now, part),
    "mix_cells": lambda now, part, _: platforms.mix_cells(now, part, "resolution", ("cause",), 14),
    "finding_counts": lambda now, part, _: sorted_rows(findings.finding_counts(now, part, WINDOWS)),
    "finding_cases": lambda now, part, _: sorted_rows(ask(now, "finding_cases", part)),
    "cases_ended": lambda now, part, _: found_cases.cases_ended(now, part),
    "cases_listed": lambda now, part, _: found_cases.cases_listed(now, part, ["open"], "longest_open", 40, 0),
    "help_contacts_counted": lambda now, part, _: help_contacts.help_contacts_counted(now, part),
    "next_attempts": lambda now, part, _: helps.next_attempts(now, part),
    "first_decisions": lambda now, part, _: helps.first_decisions(now, part),
    "steps_compared": lambda now, part, _: helps.steps_compared(now, part),
    "help_answers": lambda now, part, _: help_contacts.help_answers(now, part),
    "help_ends": lambda now, part, _: help_contacts.help_ends(now, part),
    "help_by_cause": lambda now, part, _: help_contacts.help_by_cause(now, part),
    "journeys": lambda now, part, _: help_journeys.journeys(now, part),
    "returns_told": lambda now, part, _: help_returns.returns_told(now, part),
    "resolution_durations": lambda now, part, _: by_end(resolution.resolution_durations(now, part, "cause"), "hours"),
    "resolution_working_days": lambda now, part, _: by_end(
        resolution.resolution_working_days(now, part, "month"), "working_days"
    ),
    "time_held": lambda now, part, _: resolution.time_held(now, part, "channel"),
    "promise_ages": lambda now, part, _: promise.promise_ages(now, part),
    "cases_near_breach": lambda now, part, _: promise.cases_near_breach(now, part, 40),
}
CHOSEN = (
    {},
    {"category": ("technical_fault",)},
    {"category": ("technical_fault", "platform_policy")},
    {"cause": ("pp_balance_not_zero",)},
    {"category": ("platform_policy",), "cause": ("pp_balance_not_zero", "tf_network_timeout")},
)


@pytest.mark.parametrize("name", ASKED)
def test_marts_answer_as_attempts_and_cases_do(
    warehouse_folder: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    now = open_snapshot(warehouse_folder)
    platforms = tuple(now.query("SELECT platform FROM freshness")["platform"])
    for chosen in CHOSEN:
        part, current = (replace(one, platform=platforms, **chosen) for one in (PERIOD, FINISHED))
        compared = (current, current.earlier(current.days))
        narrow = ASKED[name](now, part, compared)
        with monkeypatch.context() as patched:
            patched.setattr(selection, "IN_DAILY", set())  # as if no filter were held by a mart
            plain = ASKED[name](now, part, compared)
        pd.testing.assert_frame_equal(narrow, plain, check_dtype=False)
        assert len(narrow) or chosen  # no money was frozen for some causes


def in_order(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of a query that promises no order."""
    return rows.sort_values(["wallet_key", "case_number", "frozen_at"], ignore_index=True)


def by_end(rows: pd.DataFrame, duration: str) -> pd.DataFrame:
    return rows.sort_values(["group_value", "end_kind", duration], ignore_index=True)


def sorted_rows(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.sort_values(list(rows), ignore_index=True)
