"""Limits of a funnel by formula, and the variance between groups."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from analysis.funnel import INNER, OUTER, between_groups, binomial_limits, standing, wide_limits


def test_a_limit_by_hand() -> None:
    # 2 of which each has it with 1/2: P(0) = 1/4, P(1 or fewer) = 3/4. At 50 % the tails 1/4 and 3/4 are reached at 0
    # and at 1 exactly: 0 and 1/2. At 80 % the lower tail, 0.1, lies within 0: a = 0.6, and (0 - 0.6) / 2 is cut at 0.
    assert [float(end) for end in binomial_limits(2, 0.5, 0.5)] == pytest.approx([0, 0.5])
    # 0.9 is reached at 2: a = (1 - 0.9) / (1 - 0.75) = 0.4, (2 - 0.4) / 2 = 0.8.
    assert [float(end) for end in binomial_limits(2, 0.5, 0.8)] == pytest.approx([0, 0.8])


@settings(max_examples=60, deadline=None)
@given(total=st.integers(1, 3000), target=st.floats(0.02, 0.98), confidence=st.sampled_from([INNER, OUTER]))
def test_limits_lie_next_to_the_exact_quantiles(total: int, target: float, confidence: float) -> None:
    low, high = binomial_limits(total, target, confidence)
    for end, tail in ((low, (1 - confidence) / 2), (high, (1 + confidence) / 2)):
        exact = stats.binom.ppf(tail, total, target)
        assert max(exact - 1, 0) / total - 1e-9 <= end <= exact / total + 1e-9


def test_large_groups_have_the_normal_limits() -> None:
    low, high = binomial_limits(100_000, 0.3, 0.95)
    reach = 1.959964 * np.sqrt(0.3 * 0.7 / 100_000)
    assert (low, high) == pytest.approx((0.3 - reach, 0.3 + reach), abs=2e-5)


@pytest.mark.parametrize(("total", "target"), [(0, 0.5), (10, float("nan"))])
def test_nothing_known_has_no_limits(total: int, target: float) -> None:
    assert np.isnan(binomial_limits(total, target, 0.95)).all()


def test_the_variance_between_groups_by_hand() -> None:
    # Four groups of 100 at 0.5: standard error 0.05. Rates 0.4, 0.4, 0.6, 0.6 are z = -2, -2, 2, 2 (no tails to draw
    # in): dispersion 4. Equal weights 400: (4 x 4 - 3) / (1600 - 400) = 13 / 1200.
    dispersion, between = between_groups([0.4, 0.4, 0.6, 0.6], [100] * 4, 0.5)
    assert (dispersion, between) == pytest.approx((4, 13 / 1200))
    low, high = wide_limits(100, 0.5, between, 0.95)
    assert (low, high) == pytest.approx((0.5 - 1.959964 * np.sqrt(0.0025 + 13 / 1200), 0.5 + 0.2264), abs=1e-3)


def test_groups_within_chance_need_no_more() -> None:
    dispersion, between = between_groups([0.5, 0.51], [100, 100], 0.5)
    assert dispersion < 1
    assert between == 0
    assert wide_limits(100, 0.5, between, 0.95) == binomial_limits(100, 0.5, 0.95)


@pytest.mark.parametrize("rates", [[], [0.5]])
def test_one_group_has_no_spread(rates: list[float]) -> None:
    dispersion, between = between_groups(rates, [100] * len(rates), 0.5)
    assert np.isnan(dispersion)
    assert between == 0


def test_where_each_group_stands() -> None:
    # 100 at 0.5: 95 % is 0.4 to 0.6, 99.8 % is 0.34 to 0.66, about.
    found = standing([0.5, 0.62, 0.3, np.nan, 0.5], [100, 100, 100, 100, 0], 0.5)
    assert found.tolist() == ["inside", "beyond_inner", "beyond_outer", "unknown", "unknown"]
    assert standing([0.62], [100], 0.5, between=0.01).tolist() == ["inside"]


def test_ninety_five_of_a_hundred_groups_stand_inside() -> None:
    generator = np.random.default_rng(7)
    rates = generator.binomial(200, 0.3, 4000) / 200
    inside = (standing(rates, np.full(4000, 200), 0.3) == "inside").mean()
    assert 0.93 <= inside <= 0.97  # counts are whole, so not exactly 95 %
