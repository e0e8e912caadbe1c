"""Consequences, efforts and named consequences as the marts keep them, however the log was cut into loads."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from load_rows import Workplace, failure, success

MARTS = ("consequences", "efforts_daily", "named_consequences")
KINDS = ("funds_frozen", "funds_released", "documents_requested", "credit_reported", "legal_action_opened")
SAID = (("E408", "timed out"), ("E2", "余额不为零"), ("E3", "账户被司法冻结"))
FREEZES = """
    SELECT amount::DOUBLE, place_in_case, place_in_kind, ended_at::VARCHAR, is_released
    FROM consequences WHERE consequence = 'funds_frozen' ORDER BY occurred_at"""
# Day, hour, what, load.
LOGS = st.lists(
    st.tuples(st.integers(1, 20), st.integers(0, 9), st.sampled_from((0, 1, 2, "success", *KINDS)), st.integers(0, 2)),
    min_size=1,
    max_size=20,
)


def consequence(at: str, kind: str, wallet: str = "w1", amount: str = "") -> str:
    return f"{at}:00Z,consequence.{kind},{wallet},p,{kind}-{wallet}-{at},,,,{amount},{'CNY' if amount else ''}"


def test_a_freeze_ends_with_the_first_release_after_it_else_with_the_closing(place: Workplace) -> None:
    place.load(
        "1.csv",
        *failure("2026-03-01T10:00", "w1", "a"),
        consequence("2026-03-02T10:00", "funds_frozen", amount="10"),
        consequence("2026-03-03T10:00", "funds_frozen", amount="20"),
        consequence("2026-03-04T10:00", "funds_released"),
        consequence("2026-03-05T10:00", "funds_frozen", amount="30"),
    )
    released = "2026-03-04 10:00:00"
    held = [(10, 1, 1, released, True), (20, 2, 2, released, True)]  # the release is third in the case
    assert place.ask(FREEZES) == [*held, (30, 4, 3, None, False)]
    place.load("2.csv", *success("2026-03-09T10:00", "w1", "b"))
    assert place.ask(FREEZES) == [*held, (30, 4, 3, "2026-03-09 10:00:59", False)]


def test_a_freeze_after_the_closing_holds(place: Workplace) -> None:
    place.load("1.csv", *failure("2026-03-01T10:00", "w1", "a"), *success("2026-03-02T10:00", "w1", "b"))
    place.load("2.csv", consequence("2026-03-03T10:00", "funds_frozen", amount="10"))
    assert place.ask(FREEZES) == [(10, 1, 1, None, False)]


def test_cases_without_a_failure_are_not_here(place: Workplace) -> None:
    frozen = consequence("2026-03-01T10:00", "funds_frozen", amount="10")
    place.load("1.csv", *success("2026-03-01T09:00", "w1", "a"), frozen)
    assert [place.ask(f"SELECT count(*) FROM {mart}") for mart in MARTS] == [[(0,)]] * 3


def test_what_is_named_stands_beside_what_is_recorded(place: Workplace) -> None:
    place.load(
        "1.csv",
        *failure("2026-03-01T10:00", "w1", "a", "E3", "账户被司法冻结"),
        *failure("2026-03-01T10:00", "w2", "b", "E3", "账户被司法冻结"),
        consequence("2026-03-01T12:00", "funds_frozen", "w2", "10"),
        consequence("2026-03-01T12:00", "credit_reported", "w2"),
        consequence("2026-03-01T13:00", "review_repeated", "w2"),
        consequence("2026-03-01T14:00", "documents_requested", "w2"),
    )
    told = "SELECT word, is_named, is_recorded, count(*) FROM named_consequences GROUP BY ALL ORDER BY ALL"
    assert place.ask(told) == [
        ("cq_credit_record", False, True, 1),
        ("cq_fund_freeze", True, False, 1),
        ("cq_fund_freeze", True, True, 1),
        ("cq_repeated_process", False, True, 1),  # a review and a document are one word
    ]


def lines(number: int, day: int, hour: int, what: int | str) -> tuple[str, ...]:
    at, wallet = f"2026-03-{day:02}T{hour:02}:{number:02}", f"w{number % 2}"
    if what == "success":
        return success(at, wallet, f"s{number}")
    if isinstance(what, int):
        return failure(at, wallet, f"f{number}", *SAID[what])
    return (consequence(at, what, wallet, "5" if what.startswith("funds") else ""),)


@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LOGS)
@pytest.mark.slow
def test_three_loads_give_what_one_gives(
    tmp_path_factory: pytest.TempPathFactory, logs: list[tuple[int, int, int | str, int]]
) -> None:
    parted, whole = (Workplace(tmp_path_factory.mktemp(name)) for name in ("parted", "whole"))
    every = [(load, lines(number, day, hour, what)) for number, (day, hour, what, load) in enumerate(logs)]
    for part in range(3):
        own = [line for load, held in every if load == part for line in held]
        if own:
            parted.load(f"{part}.csv", *own)
    whole.load("all.csv", *(line for _, held in every for line in held))
    # Keys are made of each warehouse's own secret.
    keyed = "SELECT COLUMNS(lambda name: name <> 'wallet_key') FROM {} ORDER BY ALL"
    for mart in MARTS:
        assert parted.ask(keyed.format(mart)) == whole.ask(keyed.format(mart))
