"""Attempts and cases from rows one can follow with a finger."""

from datetime import datetime

from load_rows import Workplace, failure, success


def test_an_attempt_is_a_request_and_its_decision_by_request_id(place: Workplace) -> None:
    place.load(
        "log.csv",
        "2026-03-01T10:00:00Z,termination.requested,w1,p,1,r1,,,,,app,ios",
        "2026-03-01T10:05:00Z,termination.requested,w1,p,2,r2,,,,,web",
        "2026-03-01T10:06:00Z,termination.succeeded,w1,p,4,r2",
        "2026-03-01T10:02:00Z,termination.failed,w1,p,3,r1,E1,Request timed out",
    )
    found = place.ask(
        "SELECT attempt_number, outcome, channel, os, requested_at, decided_at FROM attempts ORDER BY attempt_number"
    )
    assert found == [
        (1, "failed", "app", "ios", datetime(2026, 3, 1, 10, 0), datetime(2026, 3, 1, 10, 2)),
        (2, "succeeded", "web", None, datetime(2026, 3, 1, 10, 5), datetime(2026, 3, 1, 10, 6)),
    ]


def test_without_request_id_a_decision_belongs_to_the_request_before_it(place: Workplace) -> None:
    place.load(
        "log.csv",
        "2026-03-01T10:00:00Z,termination.requested,w1,p,1",
        "2026-03-01T10:01:00Z,termination.failed,w1,p,2,,E1,Request timed out",
        "2026-03-01T11:00:00Z,termination.requested,w1,p,3",
        "2026-03-01T12:00:00Z,termination.requested,w1,p,4",
        "2026-03-01T12:01:00Z,termination.failed,w1,p,5,,E1,Request timed out",
    )
    # the request of 11:00 was never answered
    assert place.ask("SELECT attempt_number, outcome FROM attempts ORDER BY 1") == [
        (1, "failed"),
        (2, "open"),
        (3, "failed"),
    ]


def test_a_decision_nobody_requested_is_an_attempt_of_its_own(place: Workplace) -> None:
    place.load("log.csv", "2026-03-01T10:01:00Z,termination.failed,w1,p,2,r9,E1,Request timed out")
    assert place.ask("SELECT outcome, is_request_inferred, requested_at = decided_at FROM attempts") == [
        ("failed", True, True)
    ]


def test_the_time_to_resolution_runs_from_the_first_failure_to_the_success(place: Workplace) -> None:
    place.load(
        "log.csv",
        *failure("2026-03-01T10:00", "w1", "a"),
        *failure("2026-03-02T10:00", "w1", "b"),
        *success("2026-03-03T22:00", "w1", "c"),
    )
    found = place.ask(
        """SELECT end_kind, is_resolved, time_to_resolution_hours, hours_observed, count_attempts, count_failures
        FROM cases"""
    )
    # from 1 March 10:00:59 to 3 March 22:00:59: two days and a half
    assert found == [("succeeded", True, 60.0, 60.0, 3, 2)]


def test_an_open_case_is_censored_at_the_newest_event_of_the_warehouse(place: Workplace) -> None:
    place.load("log.csv", *failure("2026-03-01T10:00", "w1", "a"), *success("2026-03-05T10:00", "w2", "b"))
    found = place.ask(
        "SELECT end_kind, ended_at, hours_observed, time_to_resolution_hours FROM cases WHERE count_failures = 1"
    )
    # the newest event is w2's success, exactly four days after w1's failure
    assert found == [("open", None, 96.0, None)]


def test_a_success_at_once_is_no_resolution(place: Workplace) -> None:
    place.load("log.csv", *success("2026-03-05T10:00", "w2", "b"))
    assert place.ask("SELECT end_kind, is_resolved, hours_observed FROM cases") == [
        ("succeeded", False, None)
    ]


def test_after_ninety_days_of_silence_a_case_is_abandoned_at_its_last_event(place: Workplace) -> None:
    place.load("1.csv", *failure("2026-01-01T10:00", "w1", "a"), *success("2026-04-01T10:00", "w2", "b"))
    # 1 January to 1 April 10:00:59 are 90 days: not more than that
    assert place.ask("SELECT end_kind FROM cases WHERE count_failures = 1") == [("open",)]
    place.load("2.csv", *success("2026-04-01T10:01", "w3", "c"))
    found = place.ask("SELECT end_kind, ended_at, hours_observed FROM cases WHERE count_failures = 1")
    assert found == [("abandoned", datetime(2026, 1, 1, 10, 0, 59), 0.0)]


def test_a_request_after_silence_begins_another_case(place: Workplace) -> None:
    place.load("log.csv", *failure("2026-01-01T10:00", "w1", "a"), *success("2026-06-01T10:00", "w1", "b"))
    assert place.ask("SELECT end_kind, count_attempts FROM cases ORDER BY first_requested_at") == [
        ("abandoned", 1),
        ("succeeded", 1),
    ]


def test_a_withdrawal_ends_a_case_without_resolving_it(place: Workplace) -> None:
    place.load(
        "log.csv",
        *failure("2026-03-01T10:00", "w1", "a"),
        "2026-03-01T12:00:00Z,termination.requested,w1,p,9,r9",
        "2026-03-01T13:00:59Z,termination.withdrawn,w1,p,10,r9",
    )
    assert place.ask("SELECT end_kind, is_resolved, hours_observed FROM cases") == [("withdrawn", False, 3.0)]


def test_preparation_within_thirty_days_and_what_follows_belong_to_the_case(place: Workplace) -> None:
    place.load(
        "log.csv",
        "2026-01-01T10:00:00Z,preparation.conditions_viewed,w1,p,0",  # 59 days before: too early
        "2026-02-20T10:00:00Z,preparation.documents_ready,w1,p,1",
        *failure("2026-03-01T10:00", "w1", "a"),
        "2026-03-02T10:00:00Z,countermeasure.information_corrected,w1,p,2",
        "2026-03-02T11:00:00Z,help.contacted,w1,p,3,,,,,,ch_hotline",
        *success("2026-03-03T10:00", "w1", "b"),
        "2026-03-20T10:00:00Z,reregistration.accepted,w1,p,4",
    )
    found = place.ask("SELECT preparations, countermeasures, help_channels, is_reregistered FROM cases")
    assert found == [(["prep_documents_ready"], ["cm_correct_information"], ["ch_hotline"], True)]


def test_frozen_money_and_days(place: Workplace) -> None:
    place.load(
        "log.csv",
        *failure("2026-03-01T10:00", "w1", "a"),
        "2026-03-02T00:00:00Z,consequence.funds_frozen,w1,p,1,,,,250.00,CNY",
        "2026-03-05T12:00:00Z,consequence.funds_released,w1,p,2,,,,250.00,CNY",
        "2026-03-06T00:00:00Z,consequence.funds_frozen,w1,p,3,,,,100.50,CNY",
        "2026-03-08T00:00:00Z,consequence.interest_accrued,w1,p,4,,,,1.25,CNY",
    )
    found = place.ask(
        "SELECT frozen_amount::DOUBLE, frozen_days, interest_amount::DOUBLE, is_frozen_now FROM cases"
    )
    # 250.00 + 100.50 = 350.50; 3.5 days, and from 6 March until the newest event on 8 March 2 more
    assert found == [(350.5, 5.5, 1.25, True)]


def test_closing_a_wallet_ends_its_freeze_also_as_the_newest_event(place: Workplace) -> None:
    place.load(
        "log.csv",
        *failure("2026-03-01T10:00", "w1", "a"),
        "2026-03-02T10:00:59Z,consequence.funds_frozen,w1,p,1,,,,250.00,CNY",
        *success("2026-03-04T10:00", "w1", "b"),
    )
    assert place.ask("SELECT frozen_days, is_frozen_now FROM cases") == [(2.0, False)]


def test_a_freeze_after_the_wallet_was_closed_lasts(place: Workplace) -> None:
    place.load(
        "log.csv",
        *failure("2026-03-01T10:00", "w1", "a"),
        *success("2026-03-02T10:00", "w1", "b"),
        "2026-03-03T00:00:00Z,consequence.funds_frozen,w1,p,1,,,,250.00,CNY",
        *success("2026-03-04T23:59", "w2", "c"),
    )
    found = place.ask("SELECT round(frozen_days, 3), is_frozen_now FROM cases WHERE count_failures = 1")
    # from 3 March 00:00 to the newest event, 4 March 23:59:59: two days less one second
    assert found == [(2.0, True)]


def test_money_of_two_currencies_is_not_added(place: Workplace) -> None:
    place.load(
        "log.csv",
        *failure("2026-03-01T10:00", "w1", "a"),
        "2026-03-02T00:00:00Z,consequence.funds_frozen,w1,p,1,,,,250.00,CNY",
        "2026-03-02T01:00:00Z,consequence.funds_frozen,w1,p,2,,,,10.00,USD",
    )
    assert place.ask("SELECT frozen_amount, currency, has_currencies FROM cases") == [(None, None, True)]


def test_causes_of_a_case_stand_in_the_order_of_its_failures(place: Workplace) -> None:
    place.load(
        "log.csv",
        *failure("2026-03-01T10:00", "w1", "a", "X", "余额不为零，请先提现"),
        *failure("2026-03-02T10:00", "w1", "b", "X", "Request timed out"),
    )
    assert place.ask("SELECT causes, first_cause, first_cause_category FROM cases") == [
        (["pp_balance_not_zero", "tf_network_timeout"], "pp_balance_not_zero", "platform_policy")
    ]


def test_days_begin_at_midnight_of_the_reporting_zone(place: Workplace) -> None:
    place.settings = type(place.settings)(place.folder, place.settings.loaded_at, 480, is_silent=True)
    place.load("log.csv", *failure("2026-03-01T15:59", "w1", "a"), *failure("2026-03-01T16:00", "w2", "b"))
    # 15:59 UTC is 23:59 in China, 16:00 is midnight
    assert place.ask("SELECT requested_on::VARCHAR FROM attempts ORDER BY requested_at") == [
        ("2026-03-01",),
        ("2026-03-02",),
    ]


def test_one_signature_is_classified_once_whatever_its_variable_parts(place: Workplace) -> None:
    rows = [
        failure("2026-03-01T10:00", f"w{n}", f"a{n}", "E4012", f"余额{n}0.5元不为零，流水号T2026030{n}")
        for n in range(3)
    ]
    place.load("log.csv", *(line for row in rows for line in row))
    assert place.ask("SELECT count_failures, count_wallets, cause FROM signatures") == [
        (3, 3, "pp_balance_not_zero")
    ]
