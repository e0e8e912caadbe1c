"""The what-if against figures added in the head, and its laws."""

import math
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.what_if import blockers_behind, what_if, without_named

LOAN = "lr_loan_outstanding"


def path(met: str, count_cases: int, **stated: Any) -> dict[str, Any]:
    """So many cases that are alike; sums of days are over all of them."""
    named = (f"{what}_{when}" for what in ("count", "days") for when in ("passed", "stuck", "after"))
    nothing = dict.fromkeys(named, 0)
    own = {"next_cause": None, "is_resolved": met == "alone", "is_named": False, "count_by_rule": 1}
    money = {"currency": None, "frozen_amount": math.nan}
    return {"met": met, "count_cases": count_cases, **nothing, **own, **money, **stated}


# 6 cases stood alone behind it (1 failure each, 12 days in all). 2 failed on a loan next: both had failed twice by the
# rule (3 and 5 days); one then failed 2 times in 4 days and was resolved, one 4 times in 10 days and was not.
# 4 are open: 3 failures each, 10 days each.
SOME = [
    path("alone", 6, count_passed=1, days_passed=12),
    path("behind", 1, next_cause=LOAN, is_resolved=True, count_passed=2, days_passed=3, count_after=2, days_after=4),
    path("behind", 1, next_cause=LOAN, count_passed=2, days_passed=5, count_after=4, days_after=10),
    path("open", 4, count_by_rule=3, count_stuck=3, days_stuck=40),
]


def test_the_stuck_fare_as_those_who_got_past() -> None:
    found = what_if(pd.DataFrame(SOME))
    assert (found.count_cases, found.count_failures) == (12, 6 + 1 + 1 + 4 * 3)
    assert (found.count_alone, found.count_behind, found.count_stuck) == (6, 2, 4)
    # Behind it stood something in 2 of 8. Spared: 6 x 1 + 2 x 2 + 4 x 3 = 22, less 4 x 1/4 x 3 new ones.
    assert found.failures_spared.value == pytest.approx(19)
    assert found.cases_sooner.value == 7
    # Of 4 stuck, 3 are free; of the other one half is resolved, as was one of the two.
    assert found.cases_more.value == pytest.approx(3.5)
    # 12 + 3 + 5 + 40 = 60 days, less 4 x 1/4 x 7 days behind the rule (the mean of 4 and 10).
    assert found.days_saved.value == pytest.approx(53)


def test_an_open_case_waits_no_longer_behind_the_rule_than_it_has_waited_in_all() -> None:
    short = [*SOME[:3], path("open", 4, count_stuck=3, days_stuck=4)]  # a day each, not 7
    assert what_if(pd.DataFrame(short)).days_saved.value == pytest.approx(12 + 3 + 5 + 4 - 4 / 4 * 1)


def test_where_nobody_got_past_it_nobody_knows_what_is_behind() -> None:
    found = what_if(pd.DataFrame(SOME[3:]))
    assert math.isnan(found.failures_spared.value)
    assert math.isnan(found.cases_more.low)
    assert math.isnan(found.days_saved.high)
    assert found.cases_sooner.value == 0


def test_without_a_case_nothing_is_saved() -> None:
    found = what_if(pd.DataFrame(SOME)[:0])
    assert (found.count_cases, found.failures_spared.value, found.days_saved.value) == (0, 0, 0)
    assert found.money_freed == {}


def test_currencies_are_never_added() -> None:
    frozen = [
        path("alone", 2, currency="CNY", frozen_amount=300.0),
        path("open", 1, currency="CNY", frozen_amount=50.0),
        path("alone", 1, currency="USD", frozen_amount=7.0),
        path("alone", 5),
    ]
    freed = what_if(pd.DataFrame(frozen)).money_freed
    assert {name: one.value for name, one in freed.items()} == {"CNY": 350.0, "USD": 7.0}


def test_what_stood_behind_is_a_share_of_those_who_got_past() -> None:
    found = blockers_behind(pd.DataFrame(SOME))
    assert found["count_cases"].tolist() == [6, 2]
    assert found["share"].tolist() == [0.75, 0.25]
    assert found["next_cause"].isna().tolist() == [True, False]
    # Wilson for 2 of 8, checked by hand: (2 + 1.9207 -+ 1.96 sqrt(2 x 6 / 8 + 0.9604)) / (8 + 3.8415)
    assert (found["low"][1], found["high"][1]) == pytest.approx((0.0715, 0.5907), abs=5e-4)


def test_the_cautious_reading_leaves_out_who_was_told_of_more() -> None:
    named = [*SOME, path("alone", 3, is_named=True, count_passed=1), path("behind", 1, is_named=True)]
    assert without_named(pd.DataFrame(named))["count_cases"].tolist() == [6, 1, 1, 4, 1]


def test_the_interval_of_a_sum_is_that_of_its_cases() -> None:
    # 400 cases, one failure each, all alone: the sum is a Poisson count, 400 +- 1.96 x 20.
    found = what_if(pd.DataFrame([path("alone", 400, count_passed=1)]), resamples=4000).failures_spared
    assert (found.low, found.high) == pytest.approx((361, 439), abs=3)


COUNTS = st.integers(0, 6)
PATHS = st.lists(
    st.builds(
        lambda met, cases, passed, stuck, after, days: path(
            met, cases, count_passed=passed, count_stuck=stuck, count_after=after, days_passed=days
        ),
        st.sampled_from(("alone", "behind", "open", "abandoned", "withdrawn")),
        st.integers(1, 9),
        COUNTS,
        COUNTS,
        COUNTS,
        st.floats(0, 50),
    ),
    max_size=8,
)


@given(PATHS)
def test_nothing_is_infinite_and_no_more_is_saved_than_there_was(paths: list[dict[str, Any]]) -> None:
    frame = pd.DataFrame(paths, columns=list(path("alone", 1)))
    found = what_if(frame, resamples=20)
    most = float(((frame["count_passed"] + frame["count_stuck"]) * frame["count_cases"]).sum())
    assert not found.failures_spared.value > most + 1e-6
    assert not found.cases_more.value > found.count_stuck + 1e-6
    for one in (found.failures_spared, found.cases_more, found.days_saved):
        assert not any(math.isinf(end) for end in (one.value, one.low, one.high))
        assert not one.low > one.high
