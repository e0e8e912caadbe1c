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
    blockers,
    breakdown,
    found_cases,
    outcomes,
    rates,
    selection,
    signatures,
)
from warehouse import open_snapshot

LAST = date(2026, 11, 20)
PERIOD = Selection(LAST - timedelta(days=24), LAST)
FINISHED = replace(PERIOD, to_on=LAST - timedelta(days=1))
FIRST = LAST - timedelta(days=59)
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
    "cases_ended": lambda now, part, _: found_cases.cases_ended(now, part),
    "cases_listed": lambda now, part, _: found_cases.cases_listed(now, part, ["open"], "longest_open", 40, 0),
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
