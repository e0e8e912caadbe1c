"""Differences before and after, and against the others: by hand, by law, and at their level."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special

from analysis.difference import (
    before_and_after,
    design_effect,
    difference_in_differences,
    repeat_effects,
    weekly_rates,
)
from analysis.intervals import newcombe_difference
from analysis.panels import Panel, equal_weeks, panel


def counted(platforms: dict[str, tuple[list, list]], days_before: int) -> Panel:
    """A panel of one group from failures and decided attempts by day."""
    failures, decided = (np.array([held[part] for held in platforms.values()], dtype=float)[None] for part in (0, 1))
    is_after = np.arange(failures.shape[2]) >= days_before
    return Panel(("all",), tuple(platforms), is_after, failures, decided)


# 2 x 2 x 2: treated or other, before or after, failed or not. 100 attempts a day, two days a side.
# treated: 20 and 30 of 200 before is 25 %, 40 and 50 of 200 after is 45 %. other: 10, 10 is 10 %, 15, 15 is 15 %.
TABLE = {"treated": ([20, 30, 40, 50], [100] * 4), "other": ([10, 10, 15, 15], [100] * 4)}


def test_a_table_of_two_by_two_by_two_by_hand() -> None:
    found = difference_in_differences(counted(TABLE, 2), "treated").iloc[0]
    assert found["value"] == pytest.approx((0.45 - 0.25) - (0.15 - 0.10))
    # Parts of the days, treated: (20 - 25) / 200 = -0.025 and 0.025, other 0:
    # 2 / 1 x (0.025^2 + 0.025^2) = 0.0025 a side.
    # Independent attempts would give less: (51 x 151 + 21 x 181) / 202^2 / 200 = 0.00141 before, so days it is.
    # Both sides together 0.005, Welch: 0.005^2 / (2 x 0.0025^2 / 1) = 2 degrees of freedom, t = 4.302653.
    reach = 4.302653 * np.sqrt(0.005)
    assert (found["low"], found["high"]) == pytest.approx((0.15 - reach, 0.15 + reach), rel=1e-6)
    # t = 0.15 / 0.0707107 = 2.12132; with 2 degrees of freedom P(|T| > t) = 1 - t / sqrt(2 + t^2).
    assert found["p_value"] == pytest.approx(1 - 2.1213203 / np.sqrt(2 + 4.5), rel=1e-6)


def test_in_log_odds_it_is_the_ratio_of_two_odds_ratios() -> None:
    found = difference_in_differences(counted(TABLE, 2), "treated", "log_odds").iloc[0]
    treated, other = (90 / 110) / (50 / 150), (30 / 170) / (20 / 180)
    assert np.exp(found["value"]) == pytest.approx(treated / other)


def test_steady_days_keep_the_variance_of_independent_attempts() -> None:
    steady = {"treated": ([10, 10, 10, 10], [100] * 4), "other": ([0, 0, 0, 0], [100] * 4)}
    found = difference_in_differences(counted(steady, 2), "treated").iloc[0]
    # A side: 21 x 181 / 202^2 / 200 for 20 of 200, and 1 x 201 / 202^2 / 200 for none of 200. Two sides, 2 degrees.
    spread = np.sqrt(2 * (21 * 181 + 201) / 202**2 / 200)
    assert found["value"] == 0
    assert found["high"] == pytest.approx(4.302653 * spread, rel=1e-6)
    assert found["p_value"] == pytest.approx(1)


def test_more_traffic_of_one_other_on_one_side_moves_nothing() -> None:
    # b fails 10 % and c 30 % all along, a 20 %; c has ten times the traffic after.
    held = {
        "a": ([20] * 4, [100] * 4),
        "b": ([10] * 4, [100] * 4),
        "c": ([30, 30, 300, 300], [100, 100, 1000, 1000]),
    }
    assert difference_in_differences(counted(held, 2), "a")["value"].iloc[0] == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize(
    "held",
    [
        {"a": ([1, 2], [10, 10])},  # no others
        {"a": ([1, 2], [10, 10]), "b": ([0, 1], [0, 10])},  # the only other begins later
        {"a": ([0, 1], [0, 10]), "b": ([1, 1], [10, 10])},  # the platform begins later
    ],
)
def test_without_both_sides_of_both_nothing_is_known(held: dict) -> None:
    assert difference_in_differences(counted(held, 1), "a").iloc[0, 1:].isna().all()


def test_a_group_that_others_lack_is_unknown_and_the_rest_is_not() -> None:
    failures = np.array([[[1, 2], [1, 1]], [[1, 1], [0, 0]]], dtype=float)
    decided = np.array([[[9, 9], [9, 9]], [[9, 9], [0, 0]]], dtype=float)
    both = Panel(("app", "own"), ("a", "b"), np.array([False, True]), failures, decided)
    assert difference_in_differences(both, "a")["value"].isna().tolist() == [False, True]


def test_an_unknown_platform_is_refused() -> None:
    with pytest.raises(ValueError, match="not in"):
        difference_in_differences(counted(TABLE, 2), "nobody")


def test_before_and_after_is_newcombe_on_what_the_days_are_worth() -> None:
    found = before_and_after(counted(TABLE, 2), "treated").iloc[0]
    assert (found["failures_before"], found["decided_before"], found["failures_after"]) == (50, 200, 90)
    # Before: days 20, 30 about 25: 2 x 50 / (200 x 0.25 x 0.75) = 2.667; after 2 x 50 / (200 x 0.45 x 0.55) = 2.020.
    before, after = 100 / 37.5, 100 / 49.5
    assert design_effect(np.array([20.0, 30]), np.array([100.0, 100])) == pytest.approx(before)
    expected = newcombe_difference(90 / after, 200 / after, 50 / before, 200 / before)
    assert (found["low"], found["high"]) == pytest.approx(expected)
    assert found["difference"] == pytest.approx(0.2)


def test_nothing_decided_is_unknown_and_not_zero() -> None:
    found = before_and_after(counted({"a": ([0, 1], [0, 4])}, 1), "a").iloc[0]
    assert found["decided_before"] == 0
    assert found[["rate_before", "low_before", "difference", "low"]].isna().all()
    assert found["rate_after"] == 0.25


def test_wallets_that_come_back_add_to_the_variance() -> None:
    # 100 wallets fail on two days each, 200 succeed once: 200 of 400, p = 0.5. Beyond each day by itself:
    # (2 x 2 - 2) x 100 = 200 of f f, the same of n n and of f n; 200 (1 - 2 x 0.5 + 0.25) = 50; of 400 x 0.25 = 100.
    sums = {"failures": 200, "decided": 400, **dict.fromkeys(SQUARES, 200)}
    alone = {"failures": 10, "decided": 40, **dict.fromkeys(SQUARES, 0)}
    found = repeat_effects(pd.DataFrame([{"platform": "treated", **sums}, {"platform": "other", **alone}]))
    assert found == {"treated": pytest.approx(0.5), "other": 0}
    assert repeat_effects(pd.DataFrame([{"platform": "none", **dict.fromkeys(sums, 0)}])) == {"none": 0}


def test_what_repeats_add_widens_the_intervals() -> None:
    plain, wide = (difference_in_differences(counted(TABLE, 2), "treated", repeats=more) for more in (None, MORE))
    # Each side adds 0.5 x the variance of independent attempts of the platform: 0.5 x 51 x 151 / 202^2 / 200 before,
    # 0.5 x 91 x 111 / 202^2 / 200 after; 0.0005 and 0.0006 beside the days' 0.0025. Welch, 1 degree each.
    before, after = (0.0025 + 0.5 * part / 202**2 / 200 for part in (51 * 151, 91 * 111))
    freedom = (before + after) ** 2 / (before**2 + after**2)
    reach = special.stdtrit(freedom, 0.975) * np.sqrt(before + after)
    assert wide["high"].iloc[0] == pytest.approx(0.15 + reach)
    assert wide["value"].equals(plain["value"])
    rates = before_and_after(counted(TABLE, 2), "treated", MORE).iloc[0]
    assert rates["low"] < before_and_after(counted(TABLE, 2), "treated").iloc[0]["low"]


MORE = {"treated": 0.5}
SQUARES = ("failures_squared", "decided_squared", "failures_times_decided")
WEEKS = {"a": ([1] * 14 + [2] * 14, [10] * 28), "b": ([1] * 28, [20] * 28)}


def test_weeks_are_counted_from_the_date() -> None:
    found = weekly_rates(counted(WEEKS, 14), "a")
    assert found["week"].tolist() == [-2, -1, 1, 2]
    assert found["rate"].tolist() == pytest.approx([0.1, 0.1, 0.2, 0.2])
    assert found["rate_others"].tolist() == pytest.approx([0.05] * 4)


def test_the_weeks_before_are_split_for_the_test_of_parallel_trends() -> None:
    held = counted({"a": (list(range(28)), [100] * 28)}, 21)
    early_and_late = held.early_and_late()  # three weeks: the one in the middle is left out
    assert early_and_late is not None
    assert early_and_late.failures[0, 0].tolist() == [*range(7), *range(14, 21)]
    assert early_and_late.is_after.tolist() == [False] * 7 + [True] * 7
    assert counted({"a": ([1] * 20, [1] * 20)}, 13).early_and_late() is None


@pytest.mark.parametrize(
    ("changed_at", "most", "expected"),
    [
        ("2026-08-03 00:00", 4, (date(2026, 8, 3), date(2026, 8, 3), 4)),
        ("2026-08-03 10:00", 4, (date(2026, 8, 3), date(2026, 8, 4), 3)),  # the day itself is on neither side
        ("2026-08-03 00:00", 2, (date(2026, 8, 3), date(2026, 8, 3), 2)),
        ("2026-07-13 00:00", 8, (date(2026, 7, 13), date(2026, 7, 13), 1)),  # 12 days before
        ("2026-08-26 00:00", 8, None),  # 5 days after
    ],
)
def test_whole_weeks_that_fit_on_both_sides(changed_at: str, most: int, expected: tuple | None) -> None:
    # The log: 1 July to 30 August.
    found = equal_weeks(pd.Timestamp(changed_at), date(2026, 7, 1), date(2026, 8, 30), most)
    assert found == expected


def test_rows_become_a_panel_and_days_without_rows_are_zero() -> None:
    days = [date(2026, 8, 1) + timedelta(days=number) for number in range(3)]
    rows = pd.DataFrame(
        {
            "group": ["x", "y", "x"],
            "platform": ["a", "a", "a"],
            "on": pd.to_datetime([days[0], days[2], date(2026, 9, 1)]),  # the last is outside
            "count_failures": [1, 2, 9],
        }
    )
    totals = pd.DataFrame({"platform": ["a", "b"], "on": pd.to_datetime(days[:2]), "count_decided": [5, 7]})
    held = panel(rows, days[:1], days[1:], totals)
    assert (held.groups, held.platforms) == (("x", "y"), ("a", "b"))
    assert held.failures.tolist() == [[[1, 0, 0], [0, 0, 0]], [[0, 0, 2], [0, 0, 0]]]
    assert held.decided.tolist() == [[[5, 0, 0], [0, 7, 0]]] * 2
    assert held.is_after.tolist() == [False, True, True]


COUNTS = st.integers(min_value=0, max_value=50)


@st.composite
def panels(draw: st.DrawFn) -> Panel:
    shape = (1, draw(st.integers(2, 4)), 4)
    size = int(np.prod(shape))
    failures = np.array(draw(st.lists(COUNTS, min_size=size, max_size=size)), dtype=float).reshape(shape)
    more = np.array(draw(st.lists(COUNTS, min_size=size, max_size=size)), dtype=float).reshape(shape)
    return Panel(("all",), tuple("abcd"[: shape[1]]), np.array([False, False, True, True]), failures, failures + more)


@settings(max_examples=60, deadline=None)
@given(held=panels())
def test_laws_of_the_contrast(held: Panel) -> None:
    found = difference_in_differences(held, "a").iloc[0]
    turned = Panel(held.groups, held.platforms, ~held.is_after, held.failures, held.decided)
    back = difference_in_differences(turned, "a").iloc[0]
    succeeded = Panel(held.groups, held.platforms, held.is_after, held.decided - held.failures, held.decided)
    other_way = difference_in_differences(succeeded, "a").iloc[0]
    if np.isnan(found["value"]):
        assert np.isnan(back["value"])
        assert np.isnan(other_way["value"])
        return
    assert found["low"] <= found["value"] <= found["high"]
    assert 0 <= found["p_value"] <= 1
    assert (found["p_value"] < 0.05) == (not found["low"] <= 0 <= found["high"])
    assert back["value"] == pytest.approx(-found["value"], abs=1e-12)  # the sides changed places
    assert other_way["value"] == pytest.approx(-found["value"], abs=1e-12)  # success instead of failure
    assert other_way["high"] == pytest.approx(-found["low"], abs=1e-9)


@settings(max_examples=30, deadline=None)
@given(held=panels())
def test_the_same_shift_on_all_platforms_is_no_difference(held: Panel) -> None:
    half = held.failures.shape[2] // 2
    same = Panel(
        held.groups,
        held.platforms,
        held.is_after,
        np.concatenate([held.failures[..., :half]] * 2, axis=2),
        np.concatenate([held.decided[..., :half]] * 2, axis=2),
    )
    value = difference_in_differences(same, "a")["value"].iloc[0]
    assert np.isnan(value) or value == pytest.approx(0, abs=1e-12)


def test_it_rejects_at_its_level_where_days_vary_and_nothing_happened() -> None:
    generator = np.random.default_rng(20261125)
    rejected = 0
    for _ in range(600):
        shared, own = generator.normal(0, 0.02, 28), generator.normal(0, 0.02, (3, 28))
        chance = np.clip(np.array([[0.25], [0.18], [0.2]]) + shared + own, 0.01, 0.99)
        decided = generator.poisson(np.array([[300], [200], [150]]), (3, 28))
        failures = generator.binomial(decided, chance)
        held = Panel(("all",), ("a", "b", "c"), np.arange(28) >= 14, failures[None] * 1.0, decided[None] * 1.0)
        rejected += difference_in_differences(held, "a")["p_value"].iloc[0] < 0.05
    assert 0.025 <= rejected / 600 <= 0.075  # 5 %, give or take 2.8 standard errors
