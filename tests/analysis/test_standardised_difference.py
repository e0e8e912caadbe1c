"""Success at the same mix: by hand, Simpson's paradox undone, laws."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.standardised import standardised_difference


def test_two_strata_by_hand() -> None:
    # 8 of 10 against 30 of 60, 2 of 30 against 5 of 50. Weights 10*60/70 = 60/7 and 30*50/80 = 75/4, in sum 765/28.
    # With: (60/7 * 8/10 + 75/4 * 2/30) = 48/7 + 5/4; without: 60/7 * 1/2 + 75/4 * 1/10 = 30/7 + 15/8.
    found = standardised_difference([8, 2], [10, 30], [30, 5], [60, 50])
    assert (found.count, found.total, found.other_count, found.other_total, found.left_out) == (10, 40, 35, 110, 0)
    assert found.share == pytest.approx((48 / 7 + 5 / 4) / (765 / 28))
    assert found.other_share == pytest.approx((30 / 7 + 15 / 8) / (765 / 28))
    # The difference is (18/7 - 5/8) / (765/28) = 109/56 * 28/765 = 109/1530. Sato's variance:
    # P = (10^2*30 - 60^2*8 + 10*60*50/2) / 70^2 + (30^2*5 - 50^2*2 + 30*50*20/2) / 80^2 = -10800/4900 + 14500/6400,
    # Q = (8*30 + 30*2) / (2*70) + (2*45 + 5*28) / (2*80) = 300/140 + 230/160.
    difference = 109 / 1530
    lean, crossed = -10800 / 4900 + 14500 / 6400, 300 / 140 + 230 / 160
    reach = 1.959963984540054 * np.sqrt(difference * lean + crossed) / (765 / 28)
    assert found.difference == pytest.approx(difference)
    assert (found.low, found.high) == (pytest.approx(difference - reach), pytest.approx(difference + reach))


def test_one_stratum_is_the_plain_difference() -> None:
    # 30 of 50 against 12 of 40: 0.6 - 0.3, variance 0.6*0.4/50 + 0.3*0.7/40 = 0.0048 + 0.00525, weights cancelled.
    found = standardised_difference([30], [50], [12], [40])
    reach = 1.959963984540054 * np.sqrt(0.0048 + 0.00525)
    assert (found.difference, found.high) == (pytest.approx(0.3), pytest.approx(0.3 + reach, abs=2e-3))


def test_equal_sides_have_the_binomial_variance() -> None:
    # With as many on both sides Sato's is the plain one: (0.6*0.4 + 0.3*0.7) / 50.
    found = standardised_difference([30], [50], [15], [50])
    assert found.high == pytest.approx(0.3 + 1.959963984540054 * np.sqrt(0.45 / 50))


def test_a_paradox_is_undone() -> None:
    # Worse in sum (60 of 200 against 105 of 290), yet in each stratum as good as the others: taken more in hard cases.
    found = standardised_difference([50, 10], [100, 100], [95, 10], [190, 100])
    assert 60 / 200 < 105 / 290
    assert found.difference == pytest.approx(0.0)


def test_strata_without_others_are_left_out_and_counted() -> None:
    found = standardised_difference([8, 5], [10, 7], [30, 0], [60, 0])
    assert (found.total, found.left_out) == (10, 7)
    assert found.difference == pytest.approx(0.3)


def test_many_sparse_strata_have_the_spread_they_show() -> None:
    # 4,000 pairs, one with and one without, success 0.5 on both sides: the difference of each pair has variance 0.5,
    # so the error is sqrt(0.5 / 4000) = 0.0112. A sum of binomial variances would be 0, for p (1 - p) is 0 in each.
    drawn = np.random.default_rng(5).random((2, 4000)) < 0.5
    found = standardised_difference(drawn[0], np.ones(4000), drawn[1], np.ones(4000))
    assert (found.high - found.low) / 2 == pytest.approx(1.96 * np.sqrt(0.5 / 4000), rel=0.05)


@pytest.mark.parametrize("cells", [([], [], [], []), ([3], [4], [0], [0]), ([0], [0], [3], [4])])
def test_nothing_to_compare_is_none(cells: tuple) -> None:
    found = standardised_difference(*cells)
    assert (found.total, found.share, found.other_share, found.difference, found.low) == (0, None, None, None, None)


def test_impossible_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="part of the total"):
        standardised_difference([2], [1], [0], [1])


@given(st.lists(st.tuples(*[st.integers(1, 40)] * 2, *[st.floats(0, 1)] * 2), min_size=1, max_size=6))
def test_the_interval_holds_the_difference_and_the_shares_lie_within(cells: list[tuple]) -> None:
    totals, others = (np.array([cell[at] for cell in cells]) for at in (0, 1))
    count, other = (np.floor([cell[2 + at] * cell[at] for cell in cells]) for at in (0, 1))
    found = standardised_difference(count, totals, other, others)
    assert found.low <= found.difference <= found.high
    assert 0 <= found.share <= 1 + 1e-12
    shares = other / others
    assert shares.min() - 1e-12 <= found.other_share <= shares.max() + 1e-12


@given(st.lists(st.tuples(*[st.integers(1, 40)] * 2), min_size=1, max_size=6))
def test_turned_round_the_difference_changes_its_sign(cells: list[tuple]) -> None:
    totals, others = np.array(cells).T
    count, other = totals // 2, others // 3
    found, turned = (
        standardised_difference(count, totals, other, others),
        standardised_difference(other, others, count, totals),
    )
    assert found.difference == pytest.approx(-turned.difference)
    assert (found.low, found.high) == (pytest.approx(-turned.high), pytest.approx(-turned.low))


@given(st.integers(1, 30), st.integers(1, 30))
def test_splitting_a_stratum_in_equal_halves_changes_no_estimate(count: int, other: int) -> None:
    whole = standardised_difference([count * 2], [80], [other * 2], [60])
    halves = standardised_difference([count] * 2, [40] * 2, [other] * 2, [30] * 2)
    assert whole.difference == pytest.approx(halves.difference)
