"""The noise of slices: dispersion from neighbouring weeks, moderated as in Smyth (2004)."""

import numpy as np
import pytest
from scipy import special

from analysis.findings_noise import (
    LEAST_DISPERSION,
    MOST_COMMON_DF,
    binomial_z,
    common,
    noise,
    own_dispersions,
    trigamma_inverse,
)


def test_the_difference_of_two_proportions_in_its_standard_errors() -> None:
    # 60 of 100 against 40 of 100: pooled 0.5, variance 0.25 (1/100 + 1/100) = 0.005; z = 0.2 / 0.0707 = 2.828
    found = binomial_z(np.array([60.0]), np.array([100.0]), np.array([40.0]), np.array([100.0]))
    assert found[0] == pytest.approx(0.2 / np.sqrt(0.005))


@pytest.mark.parametrize(("now", "of_now", "before", "of_before"), [(0, 10, 0, 10), (10, 10, 10, 10), (1, 2, 0, 0)])
def test_where_nothing_can_be_said_is_no_number(now: float, of_now: float, before: float, of_before: float) -> None:
    sides = [np.array([float(value)]) for value in (now, of_now, before, of_before)]
    assert np.isnan(binomial_z(*sides)).all()


def test_a_slice_s_own_dispersion_is_the_mean_square_of_neighbouring_weeks() -> None:
    # 40, 60, 60 of 100 each: squares 0.04 / 0.005 = 8 and 0; their mean is 4; two pairs are worth 4/3.
    own, df = own_dispersions(np.array([[40.0, 60.0, 60.0]]), np.full((1, 3), 100.0))
    assert (own[0], df[0]) == (pytest.approx(4.0), pytest.approx(4 / 3))


def test_a_drift_over_months_is_no_noise() -> None:
    # 100 of 10,000 rising by 2 a week: around its mean that would be a dispersion of 4; from week to week it is none.
    counts = 100.0 + 2.0 * np.arange(40)[None, :]
    own, _ = own_dispersions(counts, np.full((1, 40), 10_000.0))
    assert own[0] < 0.1
    assert noise(np.repeat(counts, 3, axis=0), np.full((3, 40), 10_000.0)).dispersion == pytest.approx(LEAST_DISPERSION)


@pytest.mark.parametrize("value", [1e-3, 0.1, 1.0, np.pi**2 / 6, 50.0, 1e4])
def test_the_inverse_of_the_trigamma_function(value: float) -> None:
    # trigamma(1) = pi^2 / 6
    assert special.polygamma(1, trigamma_inverse(value)) == pytest.approx(value, rel=1e-8)


def test_variances_drawn_from_a_known_prior_give_it_back() -> None:
    # s2 = 1.5 F(6, 10): Smyth's model with a common variance of 1.5 on 10 degrees of freedom, 20,000 slices.
    generator = np.random.default_rng(1)
    drawn = 1.5 * generator.f(6.0, 10.0, size=20_000)
    prior, prior_df = common(drawn, np.full(20_000, 6.0))
    assert prior == pytest.approx(1.5, rel=0.03)
    assert prior_df == pytest.approx(10.0, rel=0.15)


def test_slices_that_are_alike_lend_each_other_all_their_weeks_up_to_a_limit() -> None:
    # 300 slices of independent attempts, 13 weeks: dispersion near 1, and never more common df than allowed.
    generator = np.random.default_rng(2)
    totals = np.full((300, 13), 2_000.0)
    found = noise(generator.binomial(2_000, 0.05, size=totals.shape).astype(float), totals)
    assert found.dispersion.max() < 1.6
    assert found.df == pytest.approx(MOST_COMMON_DF + 8)  # 12 pairs of weeks are worth 8


def test_attempts_that_fail_together_are_seen() -> None:
    # Each failure comes four times: the variance of counts is four times the binomial one.
    generator = np.random.default_rng(3)
    totals = np.full((200, 13), 4_000.0)
    found = noise(4.0 * generator.binomial(1_000, 0.05, size=totals.shape), totals)
    assert np.median(found.dispersion) == pytest.approx(4.0, rel=0.15)


def test_without_two_weeks_nothing_is_known() -> None:
    found = noise(np.array([[3.0], [4.0]]), np.array([[9.0], [9.0]]))
    assert np.isnan(found.dispersion).all()
    assert (found.df == 0).all()


def test_no_slice_at_all_has_no_noise() -> None:
    assert len(noise(np.empty((0, 5)), np.empty((0, 5))).dispersion) == 0
