"""How probable a breach is at an age: four rows by hand, and the laws of conditional survival."""

import numpy as np
import pandas as pd
import pytest

from analysis.breach_forecast import breach_forecast, expected_breaches
from analysis.survival import kaplan_meier

NO_ROWS = kaplan_meier([], [])


def four_rows() -> pd.DataFrame:
    """Ends at 1, 2 and 3, the fourth still runs at 4: S is 3/4, 1/2, 1/4, 1/4."""
    return kaplan_meier([1, 2, 3, 4], [1, 1, 1, 0])


def test_what_was_survived_no_longer_counts() -> None:
    # S(3) / S(age): 1/4; at 1 just survived (1/4) / (3/4) = 1/3; at 2.5 (1/4) / (1/2) = 1/2.
    told = breach_forecast(four_rows(), [0, 0.9, 1, 2.5], promise=3)
    assert told["probability"].tolist() == pytest.approx([1 / 4, 1 / 4, 1 / 3, 1 / 2])


def test_the_band_holds_only_what_is_still_to_come() -> None:
    # From 2.5 on only the end at 3 counts: 1 of 2, Greenwood 1 / (2 * 1); log(1/2) = -0.693147;
    # exp(1.959964 * 0.707107 / 0.693147) = 7.384894: (1/2)^7.384894 and (1/2)^(1/7.384894)
    row = breach_forecast(four_rows(), [2.5], promise=3).iloc[0]
    assert (row["lower"], row["upper"]) == pytest.approx((0.005983, 0.910410), abs=5e-6)


def test_after_the_promise_it_is_broken() -> None:
    told = breach_forecast(four_rows(), [3, 7], promise=3)
    assert told["probability"].tolist() == [1.0, 1.0]
    assert told[["lower", "upper"]].isna().all(axis=None)


def test_a_curve_that_ends_before_the_promise_tells_nothing() -> None:
    assert breach_forecast(four_rows(), [0, 2], promise=5)["probability"].isna().all()
    assert breach_forecast(NO_ROWS, [0.0], promise=5)["probability"].isna().all()


def test_a_curve_that_has_come_to_0_tells_that() -> None:
    told = breach_forecast(kaplan_meier([1, 2], [1, 1]), [0, 1.5, 2.0], promise=5)
    assert told["probability"].tolist()[:2] == [0.0, 0.0]
    assert np.isnan(told["probability"].iloc[2])  # nobody has reached this age before


def test_delayed_entry_is_the_curve_s_own() -> None:
    curve = kaplan_meier([2, 4, 5, 6], [1, 1, 0, 0], entry=[0, 0, 2, 2])  # S: 1/2, 1/3, 1/3, 1/3
    assert breach_forecast(curve, [2.0], promise=6)["probability"].tolist() == pytest.approx([2 / 3])


def test_it_is_the_quotient_of_the_curve() -> None:
    random = np.random.default_rng(3)
    curve = kaplan_meier(random.exponential(5, 300), random.random(300) < 0.8)
    ages = np.array([0.0, 0.5, 2.0, 6.9])
    told = breach_forecast(curve, ages, promise=7.0)
    survival = [curve.loc[curve["time"] <= at, "survival"].iloc[-1] if at else 1.0 for at in (*ages, 7.0)]
    assert told["probability"].tolist() == pytest.approx([survival[-1] / one for one in survival[:-1]])
    assert (told["lower"] < told["probability"]).all()
    assert (told["probability"] < told["upper"]).all()


def test_expected_breaches_add_up() -> None:
    told = breach_forecast(four_rows(), [0, 2.5, 8], promise=3)
    # 4 * 1/4 + 2 * 1/2 + 3 * 1 = 5; the limits of the ones that are sure are themselves
    total, low, high = expected_breaches(told, [4, 2, 3]) or (np.nan,) * 3
    assert total == pytest.approx(5.0)
    assert 3.0 < low < 5.0 < high < 9.0


def test_what_is_not_known_is_not_expected() -> None:
    told = breach_forecast(four_rows(), [0.0, 0.0], promise=9)
    assert expected_breaches(told, [1, 0]) is None
    assert expected_breaches(told, [0, 0]) == (0.0, 0.0, 0.0)


@pytest.mark.parametrize(("age", "promise"), [([-1.0], 3), ([np.nan], 3), ([1.0], 0), ([1.0], np.inf)])
def test_impossible_ages_and_promises_are_refused(age: list[float], promise: float) -> None:
    with pytest.raises(ValueError, match="promise"):
        breach_forecast(four_rows(), age, promise)
