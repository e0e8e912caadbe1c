"""Intervals against printed examples, and the laws that hold for any counts."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.intervals import newcombe_difference, poisson_exact, rate_ratio, ratio, wilson

CONFIDENCES = st.floats(0.5, 0.999)


@st.composite
def proportions(draw: st.DrawFn) -> tuple[int, int]:
    total = draw(st.integers(1, 10**9))
    return draw(st.integers(0, total)), total


# Newcombe (1998), Statistics in Medicine 17:857, table I, the score method without continuity correction.
@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_is_the_printed_one(count: int, total: int, low: float, high: float) -> None:
    assert wilson(count, total) == pytest.approx((low, high), abs=5e-5)


def test_wilson_takes_columns_and_leaves_what_has_no_total_unknown() -> None:
    low, high = wilson(pd.Series([0, 1, 0]), pd.Series([20, 29, 0]))
    assert low == pytest.approx([0.0, 0.0061, math.nan], abs=5e-5, nan_ok=True)
    assert high == pytest.approx([0.1611, 0.1718, math.nan], abs=5e-5, nan_ok=True)


def test_wilson_of_numbers_is_numbers_and_of_nothing_is_nothing() -> None:
    assert all(isinstance(limit, float) for limit in wilson(3, 10))
    assert [limit.shape for limit in wilson([], [])] == [(0,), (0,)]


@pytest.mark.parametrize(("count", "total"), [(-1, 10), (11, 10), (1, 0)])
def test_wilson_refuses_what_is_no_proportion(count: int, total: int) -> None:
    with pytest.raises(ValueError, match="negative or above its total"):
        wilson(count, total)


@given(proportions(), CONFIDENCES)
def test_wilson_is_within_0_and_1_and_holds_the_proportion(share: tuple[int, int], confidence: float) -> None:
    low, high = wilson(*share, confidence)
    assert 0.0 <= low <= share[0] / share[1] <= high <= 1.0


@given(proportions(), CONFIDENCES)
def test_wilson_of_successes_mirrors_that_of_failures(share: tuple[int, int], confidence: float) -> None:
    low, high = wilson(*share, confidence)
    mirrored = wilson(share[1] - share[0], share[1], confidence)
    assert (1 - high, 1 - low) == pytest.approx(mirrored, abs=1e-12)


# Newcombe (1998), Statistics in Medicine 17:873, table II, method 10.
@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
    ],
)
def test_newcombe_is_the_printed_one(
    one: tuple[int, int], other: tuple[int, int], low: float, high: float
) -> None:
    assert newcombe_difference(*one, *other) == pytest.approx((low, high), abs=5e-5)


@given(proportions(), proportions(), CONFIDENCES)
def test_newcombe_holds_the_difference_and_turns_with_it(
    one: tuple[int, int], other: tuple[int, int], confidence: float
) -> None:
    low, high = newcombe_difference(*one, *other, confidence)
    difference = one[0] / one[1] - other[0] / other[1]
    assert -1 - 1e-12 <= low <= difference <= high <= 1 + 1e-12
    turned = newcombe_difference(*other, *one, confidence)
    assert (-high, -low) == pytest.approx(turned, abs=1e-12)


def test_newcombe_without_a_total_is_unknown() -> None:
    assert np.isnan(newcombe_difference(0, 0, 5, 10)).all()


# Garwood (1936), Biometrika 28:437: 95 % limits of a Poisson mean.
@pytest.mark.parametrize(
    ("count", "low", "high"), [(0, 0.0, 3.689), (1, 0.0253, 5.572), (5, 1.623, 11.668), (10, 4.795, 18.390)]
)
def test_poisson_is_the_printed_one(count: int, low: float, high: float) -> None:
    assert poisson_exact(count) == pytest.approx((low, high), abs=5e-4)


def test_poisson_rates_are_per_exposure_and_unknown_without() -> None:
    low, high = poisson_exact([10, 10, 10], [1.0, 1000.0, 0.0])
    assert low[1] == pytest.approx(0.004795, abs=5e-7)  # 4.795 / 1,000
    assert high[1] == pytest.approx(high[0] / 1000)
    assert np.isnan([low[2], high[2]]).all()


def test_poisson_refuses_a_negative_count() -> None:
    with pytest.raises(ValueError, match="negative"):
        poisson_exact(-1)


def at_most(count: int, mean: float) -> float:
    return sum(math.exp(k * math.log(mean) - mean - math.lgamma(k + 1)) for k in range(count + 1))


@given(st.integers(1, 300), st.floats(0.5, 0.99))
def test_poisson_limits_leave_just_the_tails(count: int, confidence: float) -> None:
    low, high = poisson_exact(count, confidence=confidence)
    assert low < count < high
    assert at_most(count, high) == pytest.approx((1 - confidence) / 2, abs=1e-10)
    assert 1 - at_most(count - 1, low) == pytest.approx((1 - confidence) / 2, abs=1e-10)


def test_poisson_of_many_is_nearly_normal() -> None:
    low, high = poisson_exact(1_000_000)  # the standard error is 1,000, so about 1,960 to each side
    assert (low, high) == pytest.approx((998_041, 1_001_962), abs=2)


def test_rate_ratio_is_even_on_the_log_scale() -> None:
    # 20 / 100 over 10 / 100 = 2; sqrt(1/20 + 1/10) = 0.3873; exp(1.95996 * 0.3873) = 2.1363; 2 / and * 2.1363
    assert rate_ratio(20, 100, 10, 100) == pytest.approx((0.9362, 4.2727), abs=5e-5)


@pytest.mark.parametrize("counts", [(0, 10, 5, 10), (5, 10, 0, 10), (5, 0, 5, 10), (5, 10, 5, 0)])
def test_rate_ratio_with_a_zero_is_unknown(counts: tuple[int, int, int, int]) -> None:
    assert np.isnan(rate_ratio(*counts)).all()


def test_ratio_is_unknown_without_a_denominator() -> None:
    assert ratio([1, 0, 2], [4, 0, math.nan]) == pytest.approx([0.25, math.nan, math.nan], nan_ok=True)
