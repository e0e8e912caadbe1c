"""Quantiles and tails against printed tables, and against their own definition."""

import math

import numpy as np
import pytest

from analysis.distributions import chi_square_tail, gamma_quantile, two_sided_z


def test_z_is_the_printed_one() -> None:
    assert two_sided_z(0.95) == pytest.approx(1.959963984540054, abs=1e-12)
    assert two_sided_z(0.99) == pytest.approx(2.575829303548901, abs=1e-12)


@pytest.mark.parametrize("confidence", [0.0, 1.0, 95.0, -0.5, math.nan])
def test_a_confidence_that_is_none_is_refused(confidence: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        two_sided_z(confidence)


# The 5 % and 0.1 % points of any printed chi-square table.
@pytest.mark.parametrize(
    ("value", "df", "tail"),
    [
        (3.841458821, 1, 0.05),
        (5.991464547, 2, 0.05),
        (7.814727903, 3, 0.05),
        (9.487729037, 4, 0.05),
        (18.30703805, 10, 0.05),
        (10.82756617, 1, 0.001),
        (20.51500565, 5, 0.001),
    ],
)
def test_chi_square_tail_is_the_printed_one(value: float, df: int, tail: float) -> None:
    assert chi_square_tail(value, df) == pytest.approx(tail, rel=1e-8)


def test_chi_square_tail_at_the_ends() -> None:
    assert chi_square_tail(0.0, 3) == 1.0
    assert chi_square_tail(1400.0, 2) == pytest.approx(math.exp(-700))  # small tails keep their digits


def below(shape: int, value: float) -> float:
    """Gamma of a whole shape stays below value as often as a Poisson count of that mean reaches the shape."""
    return 1.0 - sum(math.exp(k * math.log(value) - value - math.lgamma(k + 1)) for k in range(shape))


@pytest.mark.parametrize("probability", [0.005, 0.025, 0.5, 0.975, 0.995])
@pytest.mark.parametrize("shape", [1, 2, 3, 10, 100, 1000])
def test_gamma_quantile_undoes_the_distribution(shape: int, probability: float) -> None:
    quantile = gamma_quantile(np.array([float(shape)]), probability)[0]
    assert below(shape, quantile) == pytest.approx(probability, abs=1e-11)
