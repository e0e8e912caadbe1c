"""Reviews wait until they are applied, then hold for all of history, and can be taken back."""

import shutil

import pytest
from load_rows import Workplace, failure
from reviews_made import AT, LOGS, MOON, SUN, assign, decide, everything, from_nothing, ids, merge

from pipelines.reclassify_publish import apply_reviews
from pipelines.reviews import reviewed_examples, write
from warehouse.reviews import REVIEWS, ReviewsBroken


def test_a_review_waits_until_it_is_applied_and_then_holds_for_all_history(loaded: Workplace) -> None:
    write(loaded.folder, [assign(ids(loaded)[MOON])], AT)
    loaded.load("2.csv", *LOGS[1])
    decided = "SELECT cause, decided_by, confidence FROM failures WHERE message = 'the moon is full tonight'"
    assert loaded.ask(decided) == [("unclassified", "no_rule", 0.0)] * 2
    published, through = apply_reviews(loaded.folder, "wang", None, AT)
    assert published is not None
    assert (through, published.count_failures_moved) == ("000001", 2)
    assert loaded.ask(decided) == [("pi_identity_mismatch", "review:000001", 1.0)] * 2
    causes = "SELECT causes, first_cause_category FROM cases WHERE causes[1] = 'pi_identity_mismatch'"
    assert loaded.ask(causes)[0] == (["pi_identity_mismatch", *loaded.ask(causes)[0][0][1:]], "personal_information")
    daily = "SELECT sum(count_attempts)::BIGINT FROM attempts_daily WHERE cause = 'pi_identity_mismatch'"
    assert loaded.ask(daily) == [(2,)]
    assert everything(loaded.folder) == from_nothing(loaded, "1.csv", "2.csv")


def test_who_when_and_why_are_published(loaded: Workplace) -> None:
    moon = ids(loaded)[MOON]
    decide(loaded, assign(moon) | {"reason": "王先生 13812345678 called"})
    told = """SELECT review_id, kind, signature_id, cause_before, cause, reason, reviewer, reviewed_at, is_undone
        FROM reviews"""
    first = ("000001", "assign", moon, "unclassified", "pi_identity_mismatch", "[name]先生 [phone] called", "li", AT)
    assert loaded.ask(told) == [(*first, False)]
    decide(loaded, {"kind": "undo", "undoes": "1", "reason": "no", "reviewer": "li"})
    second = ("000003", "undo", moon, "pi_identity_mismatch", None, "no", "li", AT)
    assert loaded.ask(f"{told} ORDER BY 1") == [(*first, True), (*second, False)]
    assert loaded.ask("SELECT cause FROM signatures WHERE template = 'the moon is full tonight'") == [("unclassified",)]


def test_merged_signatures_are_one_and_split_again(loaded: Workplace) -> None:
    before = everything(loaded.folder)
    moon, sun = ids(loaded)[MOON], ids(loaded)[SUN]
    decide(loaded, merge(moon, into=sun), assign(sun, cause="tf_network_timeout"))
    shown = "SELECT signature_id, count_failures, count_wallets, cause FROM signatures WHERE error_code = 'X'"
    assert loaded.ask(shown) == [(sun, 2, 2, "tf_network_timeout")]
    assert loaded.ask("SELECT signature_id, merged_into, count_failures, review_id FROM merged_signatures") == [
        (moon, sun, 1, "000001")
    ]
    failures = """SELECT logged_signature_id, signature_id, decided_by, cause
        FROM failures WHERE error_code = 'X' ORDER BY decided_by"""
    assert loaded.ask(failures) == [
        (moon, sun, "review:000001", "tf_network_timeout"),
        (sun, sun, "review:000002", "tf_network_timeout"),
    ]
    assert everything(loaded.folder) == from_nothing(loaded, "1.csv")
    parting = {"kind": "split", "signature_ids": [moon], "reason": "two", "reviewer": "li"}
    decide(loaded, parting, {"kind": "undo", "undoes": "000002", "reason": "no", "reviewer": "li"})
    after = everything(loaded.folder)
    assert {name for name in before if before[name] != after[name]} == {"reviews"}


def test_a_merged_signature_names_the_consequences_of_its_own_text(loaded: Workplace) -> None:
    frozen = "账户被司法冻结，罚息"
    loaded.load("3.csv", *failure("2026-04-01T10:00", "w4", "h", "X", frozen))
    decide(loaded, merge(ids(loaded)[frozen], into=ids(loaded)[MOON]))
    told = "SELECT cause, decided_by, named_consequences FROM failures ORDER BY requested_at DESC LIMIT 1"
    assert loaded.ask(told) == [("unclassified", "review:000001", ["cq_fund_freeze", "cq_interest_accrual"])]


def test_a_member_waits_for_the_signature_it_was_merged_into(loaded: Workplace) -> None:
    """The second log alone holds no full moon: its member stands by itself until the first log comes."""
    decide(loaded, merge(ids(loaded)[SUN], into=ids(loaded)[MOON]))
    alone = Workplace(loaded.root / "alone")
    alone.folder.mkdir(parents=True)
    shutil.copy(loaded.folder / REVIEWS, alone.folder / REVIEWS)
    alone.load("2.csv", *failure("2026-04-02T10:00", "w3", "f", "X", SUN))
    assert alone.ask("SELECT template, count_failures FROM signatures") == [(SUN, 1)]
    alone.load("1.csv", *LOGS[0])
    assert alone.ask("SELECT template, count_failures FROM signatures WHERE error_code = 'X'") == [(MOON, 3)]
    assert everything(alone.folder) == from_nothing(alone, "1.csv", "2.csv")


def test_a_load_refuses_to_forget_reviews_whose_file_is_gone(loaded: Workplace) -> None:
    decide(loaded, assign(ids(loaded)[MOON]))
    (loaded.folder / REVIEWS).unlink()
    with pytest.raises(ReviewsBroken, match="ends before review 000001, which is published"):
        loaded.load("2.csv", *LOGS[1])


def test_the_day_before_of_a_wallet_is_another_where_only_an_earlier_failure_moved(loaded: Workplace) -> None:
    """w2 failed without a cause in March and again in April; in April alone once its March failure has one."""
    loaded.load("2.csv", *LOGS[1])
    previous = """SELECT previous_on::VARCHAR FROM wallets_daily
        WHERE cause = 'unclassified' AND requested_on = '2026-04-02' ORDER BY 1"""
    assert loaded.ask(previous) == [("2026-03-01",), (None,)]
    decide(loaded, assign(ids(loaded)[SUN]))
    assert loaded.ask(previous) == [(None,)]
    assert everything(loaded.folder) == from_nothing(loaded, "1.csv", "2.csv")


def test_what_was_assigned_is_to_be_learnt_from(loaded: Workplace) -> None:
    assert reviewed_examples(loaded.folder) == []
    moon, sun, other = ids(loaded)[MOON], ids(loaded)[SUN], ids(loaded)["System error"]
    decide(loaded, merge(moon, into=sun), assign(sun), assign(other, cause="unclassified"))
    assert sorted(reviewed_examples(loaded.folder)) == [
        ("X", MOON, "pi_identity_mismatch"),
        ("X", SUN, "pi_identity_mismatch"),
    ]
