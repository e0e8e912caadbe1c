"""What consequences are counted as, against rows one can add in the head and against the simulator's truth."""

import json
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from consequence_rows import rows
from logged_rows import load_rows

from analysis.intervals import wilson
from analysis.quantiles import sample_quantile
from dashboards.queries import Selection, Snapshot, consequence_rates, consequences, frozen_money
from warehouse import open_snapshot

PERIOD = Selection(date(2026, 11, 1), date(2026, 11, 20))
FINISHED = Selection(date(2026, 11, 1), date(2026, 11, 19))
COMPARED = (FINISHED, FINISHED.earlier(19))


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return open_snapshot(load_rows(tmp_path_factory.mktemp("consequences"), rows()))


def found(snapshot: Snapshot, part: str = "shown", key: str | None = None, within_days: int = 14) -> pd.DataFrame:
    counts = consequences.consequence_counts(snapshot, PERIOD, COMPARED, within_days)
    return consequence_rates.rates(counts, consequences.failed_case_efforts(snapshot, PERIOD, COMPARED), part, key)


def told(rates: pd.DataFrame, consequence: str) -> list[tuple[int, ...]]:
    of = rates[rates["consequence"] == consequence]
    names = ["count_events", "count_cases", "square_events", "most_events", "count_failed_cases"]
    return [tuple(int(value) for value in row) for row in of[names].itertuples(index=False)]


@pytest.mark.parametrize(
    ("consequence", "expected"),
    [
        ("funds_frozen", (4, 2, 10, 3, 4)),  # w1 three times, w2 once: 9 + 1; w5 never failed
        ("documents_requested", (2, 1, 4, 2, 4)),
        ("credit_reported", (1, 1, 1, 1, 4)),
        ("legal_action_opened", (0, 0, 0, 0, 4)),
        ("any", (11, 3, 59, 7, 4)),  # w1 seven, w2 three, w4 one: 49 + 9 + 1
        ("request_repeated", (2, 2, 2, 1, 4)),  # w1 and w2 asked twice
        ("help_contacted", (1, 1, 1, 1, 4)),
    ],
)
def test_events_cases_and_squares(snapshot: Snapshot, consequence: str, expected: tuple[int, ...]) -> None:
    assert told(found(snapshot), consequence) == [expected]


def test_a_rate_is_per_thousand_failed_cases_with_its_interval(snapshot: Snapshot) -> None:
    rates = found(snapshot).set_index("consequence")
    credit = rates.loc["credit_reported"]
    low, high = wilson(1, 4)  # no case has two: a share of cases
    assert (credit["per_thousand"], credit["low"], credit["high"]) == pytest.approx((250, low * 1000, high * 1000))
    frozen = rates.loc["funds_frozen"]
    assert frozen["low"] < frozen["per_thousand"] == 1000 < frozen["high"]
    never = rates.loc["legal_action_opened"]
    assert never["per_thousand"] == 0 < never["high"]


def test_first_causes_and_categories_add_up_to_the_whole(snapshot: Snapshot) -> None:
    by_cause = found(snapshot, key="first_cause")
    frozen = by_cause[by_cause["consequence"] == "funds_frozen"].set_index("first_cause")
    assert frozen["count_events"].to_dict() == {
        "lr_judicial_freeze": 0,
        "pp_balance_not_zero": 4,
        "tf_network_timeout": 0,  # w1 met it too, but second
    }
    assert frozen["count_failed_cases"].to_dict() == {
        "lr_judicial_freeze": 1,
        "pp_balance_not_zero": 2,
        "tf_network_timeout": 1,
    }
    grouped = consequence_rates.summed_over(by_cause.assign(group="every"), "group", "id")
    whole = found(snapshot)
    names = [
        "consequence",
        "count_events",
        "count_cases",
        "square_events",
        "most_events",
        "per_thousand",
        "low",
        "high",
    ]
    pd.testing.assert_frame_equal(grouped[names], whole[names], check_dtype=False)


@pytest.mark.parametrize(("within_days", "expected"), [(7, 3), (14, 4)])
def test_weeks_count_the_first_days_alone(snapshot: Snapshot, within_days: int, expected: int) -> None:
    weeks = found(snapshot, key="week_on", within_days=within_days)
    frozen = weeks[weeks["consequence"] == "funds_frozen"]
    # First failures on 2 November: the freeze of the 10th is within 14 days and not within 7. Both are Mondays.
    assert [pd.Timestamp(day).date() for day in frozen["week_on"]] == [date(2026, 11, 2), date(2026, 11, 16)]
    assert frozen["count_events"].tolist() == [expected, 0]
    assert frozen["count_failed_cases"].tolist() == [3, 1]


def test_the_cases_before_are_seen_at_the_same_age(snapshot: Snapshot) -> None:
    # 19 days before 20 November 10:00 is 1 November: the document of 15 November does not count yet.
    assert consequences.seen_at(snapshot, COMPARED) == datetime(2026, 11, 1, 10)
    assert told(found(snapshot, "previous"), "documents_requested") == [(1, 1, 1, 1, 1)]
    assert told(found(snapshot, "current"), "documents_requested") == [(2, 1, 4, 2, 4)]
    now, before = (
        found(snapshot, part).set_index("consequence").loc["documents_requested"] for part in ("current", "previous")
    )
    change, is_beyond_chance = consequence_rates.change(now, before)
    assert change == pytest.approx(500 / 1000 - 1)
    assert not is_beyond_chance
    never = found(snapshot, "previous").set_index("consequence").loc["funds_frozen"]
    assert consequence_rates.change(now, never) == (None, False)


def test_the_effort_counts_every_step(snapshot: Snapshot) -> None:
    rows = consequence_rates.part_rows(consequences.failed_case_efforts(snapshot, PERIOD), "shown")
    assert rows.set_index("effort")["count_cases"].to_dict() == {1: 2, 2: 1, 6: 1}
    assert sample_quantile(rows["effort"], 0.9, rows["count_cases"]).value == 6


@pytest.fixture
def seen(snapshot: Snapshot) -> pd.DataFrame:
    return frozen_money.as_seen(consequences.freezes(snapshot, PERIOD), snapshot.as_of)


def test_frozen_money_by_currency(snapshot: Snapshot, seen: pd.DataFrame) -> None:
    assert frozen_money.currencies(seen) == ["CNY", "USD"]
    assert frozen_money.count_several(seen) == 1
    yuan = frozen_money.in_currency(seen, "CNY")
    assert sorted(frozen_money.by_case(yuan)) == [200, 400]
    # 100 for 2 days, 300 for 10 until the log ends, 200 for 8 until the wallet was closed.
    assert yuan["money_days"].sum() == pytest.approx(100 * 2 + 300 * 10 + 200 * 8)
    assert frozen_money.in_currency(seen, "USD")["money_days"].sum() == pytest.approx(50 * 2)
    whole = frozen_money.totals(frozen_money.by_case(yuan), 4)
    assert (whole["total"], whole["count_cases"], whole["per_thousand"]) == (600, 2, 150_000)
    assert whole["low"] < 150_000 < whole["high"]


def test_freezes_that_hold_are_censored(seen: pd.DataFrame) -> None:
    # Ended after 2, 2 and 8 days; one holds after 10. Half are left from day 2 to day 8: the middle is day 5.
    curve = frozen_money.release_curve(seen)
    assert curve["time"].tolist() == pytest.approx([2, 8, 10])
    assert curve["survival"].tolist() == pytest.approx([0.5, 0.25, 0.25])
    found = frozen_money.release_quantiles(seen)
    assert found[0.5]["hours"] == pytest.approx(120)
    assert pd.isna(found[0.9]["hours"])


def test_an_earlier_moment_sees_earlier_freezes(snapshot: Snapshot) -> None:
    at = frozen_money.as_seen(consequences.freezes(snapshot, PERIOD), datetime(2026, 11, 4, 10))
    assert sorted(at["days_frozen"]) == [0, 1, 1]
    assert not at["is_ended"].any()


def test_without_a_freeze_nothing_is_known(snapshot: Snapshot) -> None:
    none = Selection(date(2026, 11, 18), date(2026, 11, 18))
    rows = frozen_money.as_seen(consequences.freezes(snapshot, none), snapshot.as_of)
    assert (frozen_money.currencies(rows), frozen_money.count_several(rows)) == ([], 0)
    whole = frozen_money.totals(frozen_money.by_case(rows), 1)
    assert whole["total"] == 0
    assert pd.isna(whole["low"])
    assert pd.isna(frozen_money.release_quantiles(rows)[0.5]["hours"])


def test_interest_and_what_messages_name(snapshot: Snapshot) -> None:
    interest = consequences.interest_accrued(snapshot, PERIOD).to_dict("records")
    expected = {"count_cases": 1, "interest_amount": 5.0, "square_amount": 25.0, "most_amount": 5.0, "currency": "CNY"}
    assert [expected.items() <= row.items() for row in interest] == [True]
    named = consequences.consequences_named(snapshot, PERIOD).set_index("word")
    assert named.loc["cq_fund_freeze"].tolist() == [1, 2, 0]  # w4 is told of one; w1 and w2 have one
    assert named.loc["cq_repeated_process"].tolist() == [0, 1, 0]


def test_counts_and_money_are_those_of_the_simulator(warehouse_folder: Path) -> None:
    now = open_snapshot(warehouse_folder)
    truth = json.loads((warehouse_folder.parent / "dashboard-logs" / "truth" / "truth.json").read_text())["events"]
    ever = Selection(date(2020, 1, 1), now.as_of.date())
    rates = consequence_rates.rates(
        consequences.consequence_counts(now, ever), consequences.failed_case_efforts(now, ever)
    ).set_index("consequence")
    counted = {kind: int(rates.loc[kind, "count_events"]) for kind in consequence_rates.RECORDED}
    assert counted == {kind: truth.get(f"consequence.{kind}", 0) for kind in consequence_rates.RECORDED}
    logged = now.query("""SELECT currency, sum(amount) AS amount FROM events
        WHERE event_type = 'consequence.funds_frozen' GROUP BY currency ORDER BY currency""")
    freezes = consequences.freezes(now, ever)
    told = freezes.groupby("currency")["amount"].sum()
    assert {currency: Decimal(str(round(amount, 2))) for currency, amount in told.items()} == {
        row["currency"]: Decimal(str(round(float(row["amount"]), 2))) for row in logged.to_dict("records")
    }


def test_days_frozen_are_those_of_the_cases(warehouse_folder: Path) -> None:
    now = open_snapshot(warehouse_folder)
    seen = frozen_money.as_seen(consequences.freezes(now, Selection(date(2020, 1, 1), now.as_of.date())), now.as_of)
    of_cases = now.query("SELECT sum(frozen_days) AS days FROM cases WHERE count_failures > 0")["days"].iloc[0]
    assert seen["days_frozen"].sum() == pytest.approx(of_cases)  # the simulator freezes once a case
