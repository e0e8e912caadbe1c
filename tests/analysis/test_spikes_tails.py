"""Tails of counts against sums one can write down."""

import math

import numpy as np
import pytest

from analysis.spike_tails import mid_tail, tail, upper_count


def poisson_tail(observed: int, mean: float) -> float:
    return 1 - sum(math.exp(-mean) * mean**k / math.factorial(k) for k in range(observed))


def negative_binomial_tail(observed: int, mean: float, variance: float) -> float:
    shape, share = mean**2 / (variance - mean), mean / variance
    total = 0.0
    for k in range(observed):
        ways = math.lgamma(k + shape) - math.lgamma(shape) - math.lgamma(k + 1)
        total += math.exp(ways + shape * math.log(share) + k * math.log(1 - share))
    return 1 - total


def one(value: float) -> np.ndarray:
    return np.array([value], dtype=np.float64)


@pytest.mark.parametrize(("observed", "mean"), [(0, 3.0), (1, 0.01), (2, 0.5), (9, 4.0), (40, 30.0)])
def test_poisson_where_the_variance_is_the_mean(observed: int, mean: float) -> None:
    found = tail(one(observed), one(mean), one(mean))[0]
    assert found == pytest.approx(poisson_tail(observed, mean), rel=1e-5)


@pytest.mark.parametrize(("observed", "mean", "variance"), [(1, 0.2, 0.3), (8, 3.0, 6.0), (70, 50.0, 200.0)])
def test_negative_binomial_above_it(observed: int, mean: float, variance: float) -> None:
    found = tail(one(observed), one(mean), one(variance))[0]
    assert found == pytest.approx(negative_binomial_tail(observed, mean, variance), rel=1e-9)


def test_the_mid_tail_is_between_the_two_tails() -> None:
    # Poisson 2: P(Y >= 3) = 1 - 5 e^-2, P(Y = 3) = 8/6 e^-2
    expected = 1 - 5 * math.exp(-2) - 4 / 6 * math.exp(-2)
    assert mid_tail(one(3), one(2), one(2))[0] == pytest.approx(expected, rel=1e-5)
    assert mid_tail(one(0), one(2), one(2))[0] == pytest.approx(1 - math.exp(-2) / 2, rel=1e-5)


def test_the_upper_count_is_the_smallest_that_is_passed_so_rarely() -> None:
    # Poisson 2: P(Y > 4) = 1 - 7 e^-2 = .0527, P(Y > 5) = .0166
    assert upper_count(0.05, one(2), one(2))[0] == 5
    assert upper_count(0.06, one(2), one(2))[0] == 4
    assert upper_count(0.05, one(0.01), one(0.01))[0] == 0  # P(Y > 0) = .00995
