"""Waits after failures, steps taken in them, and what was prepared before: rows one can follow by eye."""

import pytest
from load_rows import Workplace, failure, success

WAITS = """SELECT wallet_token, attempt_number, next_outcome, wait_milliseconds / 3600000.0, w.prepared
    FROM failure_waits w JOIN cases USING (wallet_key, case_number) ORDER BY failed_at"""
STEPS = "SELECT step, step_milliseconds / 3600000.0, next_outcome FROM wait_steps ORDER BY failed_at, step"
DECISIONS = "SELECT prepared, first_decision, count_cases FROM first_decisions_daily ORDER BY ALL"


def step(at: str, event_type: str, wallet: str, event: str, channel: str = "") -> str:
    return f"{at}:59Z,{event_type},{wallet},p,{event},,,,,,{channel}"


# One case: fails at 10:00, 12:00 and 20:00 of the same day, succeeds the day after at 20:00.
CASE = (
    step("2026-03-01T09:00", "preparation.conditions_viewed", "w1", "p1"),
    *failure("2026-03-01T10:00", "w1", "a"),
    step("2026-03-01T11:00", "help.contacted", "w1", "h1", "ch_hotline"),
    step("2026-03-01T11:30", "help.contacted", "w1", "h2", "ch_hotline"),
    *failure("2026-03-01T12:00", "w1", "b"),
    step("2026-03-01T13:00", "preparation.documents_ready", "w1", "p2"),
    *failure("2026-03-01T20:00", "w1", "c"),
    step("2026-03-02T08:00", "countermeasure.information_corrected", "w1", "m1"),
    *success("2026-03-02T20:00", "w1", "d"),
    step("2026-03-03T08:00", "help.contacted", "w1", "h3", "ch_regulator"),
)


def test_a_wait_lasts_from_a_failure_to_the_next_request(place: Workplace) -> None:
    place.load("1.csv", *CASE, *failure("2026-03-04T10:00", "w2", "e"))
    # A failure is told a minute (59 s) after its request: 2 h less that minute, 8 h, 24 h. The last has no end.
    told = [(number, outcome, wait) for _, number, outcome, wait, _ in place.ask(WAITS)]
    minute = 59 / 3600
    assert told[:3] == [
        (1, "failed", pytest.approx(2 - minute)),
        (2, "failed", pytest.approx(8 - minute)),
        (3, "succeeded", pytest.approx(24 - minute)),
    ]
    assert told[3:] == [(1, None, None)]


def test_a_step_is_told_once_for_a_wait_and_kind_and_none_after_the_end(place: Workplace) -> None:
    place.load("1.csv", *CASE)
    # Two calls in one wait are one step, an hour after the failure; the regulator was asked after the success.
    assert place.ask(STEPS) == [
        ("ch_hotline", pytest.approx(1.0), "failed"),
        ("help", pytest.approx(1.0), "failed"),
        ("cm_correct_information", pytest.approx(12.0), "succeeded"),
    ]


def test_prepared_is_what_was_done_before_the_first_request(place: Workplace) -> None:
    # Documents readied after the first failure (bit 2) are no preparation; conditions were viewed before (bit 1).
    place.load("1.csv", *CASE, *success("2026-03-01T10:00", "w2", "e"), *failure("2026-03-01T11:00", "w3", "f"))
    assert place.ask(DECISIONS) == [(0, "failed", 1), (0, "succeeded", 1), (1, "failed", 1)]
    assert [prepared for *_, prepared in place.ask(WAITS)] == [1, 0, None, None]


def test_an_attempt_that_is_not_decided_leaves_the_wait_ended_and_its_outcome_open(place: Workplace) -> None:
    asked = "2026-03-01T12:00:59Z,termination.requested,w1,p,r,b"
    place.load("1.csv", *failure("2026-03-01T10:00", "w1", "a"), asked)
    assert [row[2:4] for row in place.ask(WAITS)] == [("open", pytest.approx(2.0))]


@pytest.mark.slow
def test_in_pieces_it_comes_out_as_in_one_load(place: Workplace, tmp_path_factory: pytest.TempPathFactory) -> None:
    whole = Workplace(tmp_path_factory.mktemp("whole"))
    whole.load("1.csv", *CASE)
    for number, row in enumerate(CASE[::-1]):
        place.load(f"{number}.csv", row)
    for sql in (WAITS, STEPS, DECISIONS):
        told, expected = ([row[1:] if sql is WAITS else row for row in one.ask(sql)] for one in (place, whole))
        assert told == expected
