"""The consequences a message names, from the log to the relations, apart from those the log records."""

from load_rows import Workplace, failure

FROZEN = "账户被司法冻结"


def test_failures_and_signatures_hold_what_the_message_names(place: Workplace) -> None:
    place.load(
        "log.csv",
        *failure("2026-03-01T10:00", "w1", "a", "E1", f"{FROZEN}，罚息12.50元"),
        *failure("2026-03-01T11:00", "w2", "b", "E1", f"{FROZEN}，罚息3元"),
        *failure("2026-03-01T12:00", "w3", "c", "E2", "操作失败"),
    )
    named = ["cq_fund_freeze", "cq_interest_accrual"]
    assert place.ask("SELECT wallet_token IS NOT NULL, named_consequences FROM failures ORDER BY requested_at") == [
        (True, named),
        (True, named),
        (True, []),
    ]
    # the sum is no part of it: one signature, decided once
    assert place.ask(
        "SELECT count_failures, named_consequences, consequence_evidence FROM signatures ORDER BY error_code"
    ) == [(2, named, ["冻结", "罚息"]), (1, [], [])]


def test_a_named_freeze_is_no_recorded_one(place: Workplace) -> None:
    place.load("log.csv", *failure("2026-03-01T10:00", "w1", "a", "E1", FROZEN))
    assert place.ask("SELECT frozen_amount, frozen_days, is_frozen_now FROM cases") == [(None, None, False)]
