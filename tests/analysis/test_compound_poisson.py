"""Intervals of lumps, against the example of Fay and Feuer, and laws."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.compound_poisson import compound_interval, compound_ratio
from analysis.intervals import poisson_exact, rate_ratio

# Births and children with Down's syndrome by the mother's age (rows) and birth order (columns): Fleiss 1981, p. 249.
BIRTHS = np.array(
    [
        [230061, 72202, 15050, 2293, 327],
        [329449, 326701, 175702, 68800, 30666],
        [114920, 208667, 207081, 132424, 123419],
        [39487, 83228, 117300, 98301, 149919],
        [14208, 28466, 45026, 46075, 104088],
        [3052, 5375, 8660, 9834, 34392],
    ]
)
CASES = np.array(
    [
        [107, 25, 3, 1, 0],
        [141, 150, 71, 26, 8],
        [60, 110, 114, 64, 63],
        [40, 84, 103, 89, 112],
        [39, 82, 108, 137, 262],
        [25, 39, 75, 96, 295],
    ]
)
# Per 100,000: standardised rate, lower, upper; from the formula of Fay and Feuer 1997 with scipy's chi-square
# quantiles, the formula that R's epitools::ageadjust.direct has too.
TABLE = ([92.3, 80.4, 105.8], [91.2, 82.4, 100.9], [85.1, 77.2, 94.2], [92.7, 80.0, 114.7], [75.5, 67.7, 188.3])


@pytest.mark.parametrize("order", range(5))
def test_standardised_rates_have_the_interval_of_fay_and_feuer(order: int) -> None:
    standard = BIRTHS.mean(axis=1)
    sizes = standard / standard.sum() / BIRTHS[:, order]
    total = float((sizes * CASES[:, order]).sum())
    low, high = compound_interval(total, (sizes**2 * CASES[:, order]).sum(), sizes.max())
    assert [total * 1e5, low * 1e5, high * 1e5] == pytest.approx(TABLE[order], abs=0.05)


@given(st.integers(0, 500), st.floats(0.1, 1e6))
def test_lumps_of_one_are_an_exact_poisson_count(count: int, exposure: float) -> None:
    assert compound_interval(count, count, 1, exposure) == pytest.approx(poisson_exact(count, exposure), rel=1e-9)


@given(st.lists(st.integers(1, 20), min_size=1, max_size=30), st.floats(0.01, 1e4))
def test_the_unit_of_the_sizes_does_not_matter(sizes: list[int], unit: float) -> None:
    held = np.array(sizes)
    scaled = held * unit
    plain = compound_interval(held.sum(), (held**2).sum(), held.max(), 100)
    other = compound_interval(scaled.sum(), (scaled**2).sum(), scaled.max(), 100)
    assert [end * unit for end in plain] == pytest.approx(list(other), rel=1e-9)
    assert plain[0] < held.sum() / 100 < plain[1]


def test_few_large_lumps_are_less_certain_than_many_small_ones() -> None:
    # 20 in all: 20 lumps of 1 (squares 20), or 2 lumps of 10 (squares 200).
    many, few = compound_interval(20, 20, 1), compound_interval(20, 200, 10)
    assert few[0] < many[0] < many[1] < few[1]


def test_nothing_seen_has_an_upper_end_and_no_exposure_has_none() -> None:
    # Without an event the upper end is 3.689 / 100, as of Garwood 1936.
    assert compound_interval(0, 0, 1, 100) == pytest.approx((0.0, 0.0368888), abs=1e-7)
    assert np.isnan(compound_interval(5, 5, 1, 0)).all()


def test_the_interval_holds_the_true_rate_often_enough() -> None:
    # 300 cases with a chance of 0.05 each of a lump of 1 to 4 documents: 0.125 a case on average.
    draws = np.random.default_rng(7)
    sizes = draws.integers(1, 5, (2000, 300)) * (draws.random((2000, 300)) < 0.05)
    low, high = compound_interval(sizes.sum(axis=1), (sizes**2).sum(axis=1), 4, 300)
    assert np.mean((low <= 0.125) & (high >= 0.125)) >= 0.95


def test_the_ratio_of_lumps_of_one_is_that_of_counts() -> None:
    assert compound_ratio(20, 20, 100, 10, 10, 80) == pytest.approx(rate_ratio(20, 100, 10, 80))
    # 20 in two lumps of 10: as uncertain as 2 events in a tenth of the exposure.
    assert compound_ratio(20, 200, 100, 10, 10, 80) == pytest.approx(rate_ratio(2, 10, 10, 80))
    assert np.isnan(compound_ratio(0, 0, 100, 10, 10, 80)).all()


@pytest.mark.parametrize("given_", [(-1, 1, 1), (1, -1, 1), (1, 1, -1)])
def test_negative_sizes_are_refused(given_: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="sizes of lumps are 0 or more"):
        compound_interval(*given_)


def test_an_impossible_confidence_is_refused() -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        compound_interval(1, 1, 1, confidence=95)
