"""Quantiles of a sample and their intervals, against known places, and laws."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.quantiles import SampleQuantile, distribution, sample_quantile, share_of_largest


@pytest.mark.parametrize(
    ("size", "low", "high"),
    # The places of the sign test's 95 % interval of the median, in any table of it.
    [(5, None, None), (6, 1, 6), (8, 1, 8), (9, 2, 8), (10, 2, 9), (20, 6, 15), (30, 10, 21), (100, 40, 61)],
)
def test_the_median_lies_between_the_places_of_the_sign_test(size: int, low: int | None, high: int | None) -> None:
    found = sample_quantile(np.arange(1, size + 1), 0.5)
    assert (found.value, found.low, found.high) == (math.ceil(size / 2), low, high)


def test_a_value_may_stand_for_several() -> None:
    # 1 step three times, 2 steps five times, 9 steps twice: the fifth of ten is 2, the ninth is 9.
    steps, cases = [1, 2, 9], [3, 5, 2]
    assert sample_quantile(steps, 0.5, cases) == SampleQuantile(2.0, 1.0, 9.0)
    assert sample_quantile(steps, 0.9, cases).value == 9
    assert sample_quantile(steps, 0.5, [0, 0, 4]).value == 9


def test_missing_values_are_left_out_and_none_is_none() -> None:
    assert sample_quantile([np.nan, 3.0], 0.5).value == 3
    assert sample_quantile([], 0.5) == SampleQuantile(None, None, None)
    assert distribution([]).empty


def test_the_distribution_counts_up_to_each_value() -> None:
    found = distribution([5, 1, 5, np.nan, 2])
    assert found.to_dict("list") == {"value": [1, 2, 5], "count": [1, 1, 2], "share": [0.25, 0.5, 1.0]}


@given(st.lists(st.integers(0, 50), min_size=1, max_size=60), st.sampled_from([0.1, 0.5, 0.9]))
def test_it_is_the_quantile_of_the_repeated_values(values: list[int], q: float) -> None:
    known, counts = np.unique(values, return_counts=True)
    assert sample_quantile(known, q, counts) == sample_quantile(values, q)
    assert sample_quantile(values, q).value == np.quantile(values, q, method="inverted_cdf")


@given(st.lists(st.floats(0.1, 1e6), min_size=1, max_size=60))
def test_the_interval_holds_the_quantile(values: list[float]) -> None:
    found = sample_quantile(values, 0.5)
    assert found.value is not None
    assert found.low is None or found.low <= found.value
    assert found.high is None or found.high >= found.value


def test_the_largest_tenth() -> None:
    # 90 of 100 + 10 x 1 in ten values: the largest of eleven, rounded up to two, holds 91 of 100.
    assert share_of_largest([90, *[1] * 10], 0.1) == pytest.approx(0.91)
    assert math.isnan(share_of_largest([], 0.1))
    assert math.isnan(share_of_largest([0.0], 0.1))


@pytest.mark.parametrize("q", [0.0, 1.0, 50])
def test_an_impossible_share_is_refused(q: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        sample_quantile([1], q)


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        distribution([1, 2], [1, -1])
