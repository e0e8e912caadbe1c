"""A rate never travels without its counts and its interval."""

import pandas as pd
import pytest

from analysis.rates import SMALL_DENOMINATOR, Rate, with_rates


def test_a_rate_carries_its_counts_and_interval() -> None:
    rate = Rate.of(81, 263)  # 81 / 263 = 0.30798; Wilson 0.2553 to 0.3662 (Newcombe 1998)
    assert (rate.numerator, rate.denominator) == (81, 263)
    assert (rate.value, rate.low, rate.high) == pytest.approx((0.30798, 0.25529, 0.36621), abs=5e-6)


def test_no_denominator_is_no_rate_and_not_zero() -> None:
    assert Rate.of(0, 0) == Rate(0, 0, None, None, None)


def test_small_ends_at_the_named_constant() -> None:
    assert Rate.of(1, SMALL_DENOMINATOR - 1).is_small
    assert not Rate.of(1, SMALL_DENOMINATOR).is_small


def test_a_table_gets_rates_in_its_own_order() -> None:
    counts = pd.DataFrame({"failed": [1, 15, 0], "tried": [29, 148, 0]}, index=[7, 3, 5])
    rated = with_rates(counts, "failed", "tried")
    assert list(rated.columns) == ["failed", "tried", "rate", "low", "high", "is_small"]
    assert list(rated.index) == [7, 3, 5]
    assert rated["rate"].tolist() == pytest.approx([1 / 29, 15 / 148, float("nan")], nan_ok=True)
    assert rated["low"].tolist() == pytest.approx([0.0061, 0.0624, float("nan")], abs=5e-5, nan_ok=True)
    assert rated["is_small"].tolist() == [True, False, True]
    assert "rate" not in counts.columns


def test_a_missing_count_is_unknown_and_small() -> None:
    counts = pd.DataFrame({"failed": [None, 3], "tried": [100, None]}, dtype="Int64")
    rated = with_rates(counts, "failed", "tried")
    assert rated[["rate", "low", "high"]].isna().all(axis=None)
    assert rated["is_small"].tolist() == [False, True]


def test_no_rows_are_no_rows() -> None:
    assert with_rates(pd.DataFrame({"failed": [], "tried": []}), "failed", "tried").empty
