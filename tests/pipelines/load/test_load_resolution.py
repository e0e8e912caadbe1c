"""Who held a case since its first failure: logs of a few rows, and the hours one can add in the head."""

import pytest
from load_rows import Workplace, failure, success

HELD = """
    SELECT end_kind, date_diff('minute', first_failed_at, observed_until) AS observed,
        user_milliseconds // 60000, platform_milliseconds // 60000, third_party_milliseconds // 60000,
        unknown_milliseconds // 60000
    FROM resolution_times ORDER BY wallet_key, case_number"""


def test_after_a_failure_who_must_act_holds_the_case_until_the_next_request(place: Workplace) -> None:
    # Fails at 10:00:59 for a balance that the user must clear, is asked again at 12:00:00 (119 minutes, the user's),
    # fails at 12:00:59 for a court's freeze, is asked again a day later at 12:00:00 (1,439 minutes, somebody else's)
    # and succeeds. The platform held it for 59 seconds twice: one whole minute.
    place.load(
        "1.csv",
        *failure("2026-03-01T10:00", "w1", "a", "B1", "账户余额不为零"),
        *failure("2026-03-01T12:00", "w1", "b", "C1", "账户已被司法冻结"),
        *success("2026-03-02T12:00", "w1", "c"),
    )
    assert place.ask(HELD) == [("succeeded", 1560, 119, 1, 1439, 0)]


def test_what_nothing_has_ended_runs_on_to_the_newest_event(place: Workplace) -> None:
    # w1 waits for a person of the platform from 10:00:59 on, the newest event is w2's success two hours later.
    place.load(
        "1.csv",
        *failure("2026-03-01T10:00", "w1", "a", "M1", "人工审核中"),
        *success("2026-03-01T12:00", "w2", "b"),
    )
    assert place.ask(HELD) == [("open", 120, 0, 120, 0, 0)]
    place.load("2.csv", *success("2026-03-01T13:00", "w3", "c"))
    assert place.ask(HELD) == [("open", 180, 0, 180, 0, 0)]


def test_an_open_request_is_held_by_the_platform(place: Workplace) -> None:
    # The user tries again after 60 minutes (less 59 seconds), the platform has not decided one hour later.
    place.load(
        "1.csv",
        *failure("2026-03-01T10:00", "w1", "a"),
        "2026-03-01T11:00:59Z,termination.requested,w1,p,b-r,b",
        "2026-03-01T12:00:59Z,termination.requested,w2,p,c-r,c",
    )
    assert place.ask(HELD) == [("open", 120, 60, 60, 0, 0)]


def test_what_nothing_explains_is_held_by_nobody_known(place: Workplace) -> None:
    place.load("1.csv", *failure("2026-03-01T10:00", "w1", "a", "ZZ9", "qqq"), *success("2026-03-01T11:00", "w1", "b"))
    ((end_kind, _, user, platform, third_party, unknown),) = place.ask(HELD)
    assert (end_kind, user, platform, third_party, unknown) == ("succeeded", 0, 0, 0, 59)


@pytest.mark.parametrize(("days", "end_kind", "observed"), [(90, "open", 90 * 24), (91, "abandoned", 0)])
def test_silence_ends_a_case_and_not_the_promise(place: Workplace, days: int, end_kind: str, observed: int) -> None:
    month, day = (5, 30) if days == 90 else (5, 31)  # 90 and 91 days after 1 March
    newest = f"2026-{month:02}-{day}T10:00:59Z,termination.requested,w2,p,b,b"
    place.load("1.csv", *failure("2026-03-01T10:00", "w1", "a"), newest)
    told = "SELECT end_kind, date_diff('hour', first_failed_at, observed_until) FROM resolution_times"
    assert place.ask(told) == [(end_kind, observed)]
    if end_kind == "abandoned":
        assert place.ask("SELECT date_diff('day', first_failed_at, open_until) FROM resolution_times") == [(90,)]


def test_it_is_the_same_times_as_those_of_the_cases(place: Workplace) -> None:
    place.load(
        "1.csv",
        *failure("2026-03-01T10:00", "w1", "a"),
        *success("2026-03-02T10:00", "w1", "b"),
        *failure("2026-03-01T10:00", "w2", "c"),
    )
    differ = """SELECT * FROM resolution_times r JOIN failed_cases f USING (wallet_key, case_number)
        WHERE r.end_kind <> f.end_kind
            OR date_diff('millisecond', r.first_failed_at, r.observed_until) <> round(3600000 * f.hours_observed)"""
    assert place.ask(differ) == []
    assert place.ask("SELECT count(*) FROM resolution_times") == [(2,)]
