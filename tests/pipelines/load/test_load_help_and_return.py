"""Contacts with help, journeys and returns as the marts keep them, against rows one can add in the head."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from load_rows import Workplace, failure, success


def event(at: str, kind: str, wallet: str, channel: str = "") -> str:
    """One event beside the attempts; a channel of help for contacts and answers."""
    return f"{at}Z,{kind},{wallet},p,{kind}-{wallet}-{at},,,,,,{channel}"


# w1 fails on the 1st at 10:00:59, asks the hotline at 11:00 and 12:00 and online at 13:00; the hotline answers once, at
# 12:30, online support at 15:00. It is terminated on the 3rd at 10:00:59 and asks to come back on the 13th.
ASKED = (
    *failure("2026-03-01T10:00", "w1", "a"),
    event("2026-03-01T11:00:00", "help.contacted", "w1", "ch_hotline"),
    event("2026-03-01T12:00:00", "help.contacted", "w1", "ch_hotline"),
    event("2026-03-01T12:30:00", "help.answered", "w1", "ch_hotline"),
    event("2026-03-01T13:00:00", "help.contacted", "w1", "ch_online_support"),
    event("2026-03-01T15:00:00", "help.answered", "w1", "ch_online_support"),
    *success("2026-03-03T10:00", "w1", "b"),
    event("2026-03-13T10:00:59", "reregistration.requested", "w1"),
    event("2026-03-13T11:00:59", "reregistration.accepted", "w1"),
    event("2026-03-13T11:00:59", "reregistration.data_reused", "w1"),
)
CONTACTS = """
    SELECT contact_number, help_channel, previous_channel, is_new_channel, is_answered, round(hours_waited, 2),
        is_first_while_failed, end_kind, round(hours_until_end, 2)
    FROM help_contacts ORDER BY contacted_at, contact_number"""


def test_a_contact_has_its_place_its_answer_and_the_end_of_its_case(place: Workplace) -> None:
    place.load("1.csv", *ASKED)
    assert place.ask(CONTACTS) == [
        (1, "ch_hotline", None, True, True, 1.5, True, "succeeded", 47.02),  # 11:00 to 10:00:59 two days later
        (2, "ch_hotline", "ch_hotline", False, True, 0.5, False, "succeeded", 46.02),  # the same answer serves both
        (3, "ch_online_support", "ch_hotline", True, True, 2.0, False, "succeeded", 45.02),
    ]


def test_what_waits_is_watched_until_the_newest_event(place: Workplace) -> None:
    asked = event("2026-03-01T12:00:00", "help.contacted", "w1", "ch_hotline")
    other = event("2026-03-01T13:00:00", "help.answered", "w1", "ch_help_centre")
    place.load("1.csv", *failure("2026-03-01T10:00", "w1", "a"), asked, other)
    assert [row[4:] for row in place.ask(CONTACTS)] == [(False, 1.0, True, "open", 1.0)]
    place.load("2.csv", event("2026-03-01T16:00:00", "help.answered", "w1"))  # no channel: it may be any
    assert [row[4:] for row in place.ask(CONTACTS)] == [(True, 4.0, True, "open", 4.0)]
    place.load("3.csv", *success("2026-07-01T10:00", "w9", "z"))  # 122 days later: abandoned at its last event, 16:00
    assert [row[4:] for row in place.ask(CONTACTS)] == [(True, 4.0, True, "abandoned", 4.0)]


def test_a_contact_before_the_failure_or_after_the_end_tells_nothing_of_what_came_after(place: Workplace) -> None:
    before = event("2026-03-01T10:00:30", "help.contacted", "w1")
    after = event("2026-03-05T10:00:00", "help.contacted", "w1")
    place.load(
        "1.csv", before, *failure("2026-03-01T10:00", "w1", "a"), *success("2026-03-02T10:00", "w1", "b"), after
    )
    told = "help_channel, is_first_while_failed, end_kind, cause IS NULL"
    found = place.ask(f"SELECT {told} FROM help_contacts ORDER BY 4")
    assert found == [("unstated", False, None, False), ("unstated", False, None, True)]


def test_a_contact_belongs_to_the_newest_failure_before_it(place: Workplace) -> None:
    place.load(
        "1.csv",
        *failure("2026-03-01T10:00", "w1", "a", "E2", "余额不为零"),
        event("2026-03-01T11:00:00", "help.contacted", "w1", "ch_hotline"),
        *failure("2026-03-02T10:00", "w1", "b", "E408", "timed out"),
        event("2026-03-02T11:00:00", "help.contacted", "w1", "ch_hotline"),
        event("2026-03-02T12:00:00", "help.contacted", "w1", "ch_hotline"),
    )
    counted = "cause, count(*), sum(2 * place_with_cause - 1)::BIGINT"
    asked = f"SELECT {counted} FROM help_contacts GROUP BY cause ORDER BY cause"
    # One contact after the balance (1 * 1), two after the time-out (2 * 2).
    assert place.ask(asked) == [("pp_balance_not_zero", 1, 1), ("tf_network_timeout", 2, 4)]


DONE = {
    "none": (),
    "cm_retry": failure("2026-03-02T10:00", "cm_retry", "b"),
    "help": (event("2026-03-02T09:00:00", "help.contacted", "help"), *failure("2026-03-02T10:00", "help", "c")),
    "cm_correct_information": (
        event("2026-03-02T11:00:00", "countermeasure.information_corrected", "cm_correct_information"),
        event("2026-03-02T12:00:00", "help.contacted", "cm_correct_information"),
    ),
    "cm_meet_policy_condition": (
        event("2026-03-02T11:00:00", "countermeasure.policy_condition_met", "cm_meet_policy_condition"),
    ),
    "cm_settle_legal_matter": (
        event("2026-03-02T11:00:00", "countermeasure.legal_matter_settled", "cm_settle_legal_matter"),
    ),
    "several": (
        event("2026-03-02T11:00:00", "countermeasure.legal_matter_settled", "several"),
        event("2026-03-02T12:00:00", "countermeasure.information_corrected", "several"),
    ),
}


def test_a_case_is_told_by_the_most_telling_thing_done(place: Workplace) -> None:
    """One wallet for each response, named after it."""
    for response, done in DONE.items():
        place.write(f"{response}.csv", *failure("2026-03-01T10:00", response, f"first-{response}"), *done)
    place.load_files(*(place.root / f"{response}.csv" for response in DONE))
    journey = "SELECT response, first_cause_category, end_kind, sum(count_cases)::BIGINT, sum(count_helped)::BIGINT"
    found = place.ask(f"{journey} FROM journeys_daily GROUP BY ALL ORDER BY response")
    helped = {"help", "cm_correct_information"}
    assert found == [(name, "technical_fault", "open", 1, int(name in helped)) for name in sorted(DONE)]
    assert place.ask("SELECT response FROM cases ORDER BY response") == [(name,) for name in sorted(DONE)]


def test_a_case_without_a_failure_is_no_journey(place: Workplace) -> None:
    place.load("1.csv", *success("2026-03-01T10:00", "w1", "a"))
    assert place.ask("SELECT * FROM journeys_daily") == []
    assert place.ask("SELECT response FROM cases") == [(None,)]


def test_a_return_follows_the_termination(place: Workplace) -> None:
    early = event("2026-03-01T09:00:00", "reregistration.requested", "w2")  # before any case: it is no return
    place.load("1.csv", *ASKED, early, *success("2026-03-04T10:00", "w2", "c"))
    told = "date_diff('hour', terminated_at, asked_at), is_accepted, is_rejected, is_data_reused, is_credit_flagged"
    assert place.ask(f"SELECT {told} FROM returns") == [(240, True, False, True, False)]  # ten days
    ended = "SELECT terminated_at_hour::VARCHAR, count_terminated FROM terminations_hourly ORDER BY ALL"
    assert place.ask(ended) == [("2026-03-03 10:00:00", 1), ("2026-03-04 10:00:00", 1)]


def test_a_return_is_found_after_the_wallet_is_terminated_again(place: Workplace) -> None:
    place.load("1.csv", *ASKED, *success("2026-04-01T10:00", "w1", "c"))
    assert place.ask("SELECT case_number FROM returns") == [(1,)]
    assert place.ask("SELECT sum(count_terminated)::BIGINT FROM terminations_hourly") == [(2,)]


KINDS = (
    "termination.requested",
    "termination.failed",
    "termination.succeeded",
    "termination.withdrawn",
    "help.contacted",
    "help.answered",
    "countermeasure.information_corrected",
    "reregistration.requested",
    "reregistration.rejected",
)
LOGS = st.lists(
    st.tuples(st.integers(0, 2), st.sampled_from((0, 1, 30, 95)), st.sampled_from(KINDS), st.integers(0, 1)),
    min_size=1,
    max_size=25,
)
RELATIONS = (
    CONTACTS,
    "FROM journeys_daily ORDER BY ALL",
    "FROM terminations_hourly ORDER BY ALL",
    "SELECT * EXCLUDE (wallet_key) FROM returns ORDER BY ALL",  # each warehouse has a key of its own
)


@settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LOGS)
def test_two_loads_tell_what_one_tells(
    tmp_path_factory: pytest.TempPathFactory, logs: list[tuple[int, int, str, int]]
) -> None:
    places = [Workplace(tmp_path_factory.mktemp("parts")) for _ in range(2)]
    lines = [
        (load, f"{1_770_000_000 + day * 86_400 + number * 60},{kind},w{wallet},p,e{number},,E1,timed out,,,ch_hotline")
        for number, (wallet, day, kind, load) in enumerate(logs)
    ]
    for part in range(2):
        if rows := [row for load, row in lines if load == part]:
            places[0].load(f"{part}.csv", *rows)
    places[1].load("all.csv", *(row for _, row in lines))
    for relation in RELATIONS:
        assert places[0].ask(relation) == places[1].ask(relation)
