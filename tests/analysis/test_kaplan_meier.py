"""Survival curves of published data, and of rows small enough to work out in the head.

Leukaemia: remission in weeks with maintained chemotherapy, Miller (1981), Survival Analysis; a 0 was still in
remission. R's survival calls the set aml.
"""

import numpy as np
import pandas as pd
import pytest

from analysis.survival import (
    Quantile,
    RestrictedMean,
    kaplan_meier,
    median,
    quantile,
    restricted_mean,
)

WEEKS = [9, 13, 13, 18, 23, 28, 31, 34, 45, 48, 161]
RELAPSED = [1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 0]


def maintained() -> pd.DataFrame:
    return kaplan_meier(WEEKS, RELAPSED)


def test_the_maintained_group_is_the_published_curve() -> None:
    curve = maintained()
    assert curve["time"].tolist() == [9, 13, 18, 23, 28, 31, 34, 45, 48, 161]
    assert curve["at_risk"].tolist() == [11, 10, 8, 7, 6, 5, 4, 3, 2, 1]
    assert curve["events"].tolist() == [1, 1, 1, 1, 0, 1, 1, 0, 1, 0]
    assert curve["censored"].tolist() == [0, 1, 0, 0, 1, 0, 0, 1, 0, 1]
    # 10/11, * 9/10 (the one censored at 13 is still at risk then), * 7/8, * 6/7, * 4/5, * 3/4, * 1/2
    assert curve["survival"].tolist() == pytest.approx(
        [0.9091, 0.8182, 0.7159, 0.6136, 0.6136, 0.4909, 0.3682, 0.3682, 0.1841, 0.1841], abs=5e-5
    )


def test_the_band_is_log_log() -> None:
    # At 9 weeks: log S = log(10/11) = -0.0953102; Greenwood 1 / (11 * 10), its root 0.0953463;
    # 1.959964 * 0.0953463 / 0.0953102 = 1.960707; exp of it 7.10434; (10/11)^7.10434 and (10/11)^(1/7.10434)
    first = maintained().iloc[0]
    assert (first["lower"], first["upper"]) == pytest.approx((0.50808, 0.98667), abs=5e-6)


def test_the_medians_are_the_published_ones() -> None:
    assert median(maintained()) == Quantile(31.0, 13.0, None)
    others = [5, 5, 8, 8, 12, 16, 23, 27, 30, 33, 43, 45]
    assert median(kaplan_meier(others, [1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1])).time == 23.0


def test_the_restricted_mean_is_the_area() -> None:
    # To week 24: 9 * 1 + 4 * 10/11 + 5 * 9/11 + 5 * 63/88 + 1 * 27/44 = 20.92045
    # Areas after 9, 13, 18, 23: 11.92045, 8.28409, 4.19318, 0.61364; Greenwood's 1/110, 1/90, 1/56, 1/42
    # 142.0972/110 + 68.6261/90 + 17.5828/56 + 0.3765/42 = 2.37725, its root 1.54183, * 1.959964 = 3.02195
    result = restricted_mean(maintained(), 24.0)
    assert result.time == pytest.approx(20.92045, abs=5e-6)
    assert result.standard_error == pytest.approx(1.54183, abs=5e-6)
    assert result.low == pytest.approx(17.8985, abs=5e-5)
    assert result.high == pytest.approx(23.9424, abs=5e-5)


def test_delayed_entry_is_at_risk_from_after_its_entry() -> None:
    # At 3 the fourth row just enters: 3 at risk, 2/3. At 4: rows 2 to 4, 2/3 * 2/3. At 6 only the fourth.
    curve = kaplan_meier([3, 4, 5, 6], [1, 1, 0, 1], entry=[0, 1, 2, 3])
    assert curve["at_risk"].tolist() == [3, 3, 2, 1]
    assert curve["survival"].tolist() == pytest.approx([2 / 3, 4 / 9, 4 / 9, 0.0])


def test_an_end_at_once_counts() -> None:
    assert kaplan_meier([0, 0, 4, 5], [1, 0, 1, 1])["survival"].tolist() == pytest.approx([3 / 4, 3 / 8, 0.0])


def test_no_rows_are_no_curve() -> None:
    curve = kaplan_meier([], [])
    assert list(curve.columns) == ["time", "at_risk", "events", "censored", "survival", "lower", "upper"]
    assert curve.empty
    assert median(curve) == Quantile(None, None, None)
    assert restricted_mean(curve, 1.0) == RestrictedMean(None, None, None, None)


def test_all_censored_stays_at_1_without_a_band_or_a_median() -> None:
    curve = kaplan_meier([2, 3, 3], [0, 0, 0])
    assert curve["survival"].tolist() == [1.0, 1.0]
    assert curve["censored"].tolist() == [1, 2]
    assert curve[["lower", "upper"]].isna().all(axis=None)
    assert median(curve) == Quantile(None, None, None)
    assert restricted_mean(curve, 2.5) == RestrictedMean(2.5, None, None, None)


def test_all_ended_reaches_0_and_its_end_has_no_band() -> None:
    curve = kaplan_meier([1, 2], [1, 1])
    assert curve["survival"].tolist() == [0.5, 0.0]
    assert curve["upper"].isna().tolist() == [False, True]


def test_a_level_stretch_at_the_quantile_gives_its_middle() -> None:
    assert median(kaplan_meier([1, 2, 3, 4], [1, 1, 1, 1])).time == 2.5  # level at 1/2 from 2 to 3
    assert median(kaplan_meier([1, 2, 5, 9], [1, 1, 0, 1])).time == 5.5  # the censoring at 5 is no fall
    assert median(kaplan_meier([1, 6], [1, 0])).time == 3.5  # level at 1/2 to the last time


def test_a_level_stretch_is_found_in_spite_of_rounding() -> None:
    # (19/20) (18/19) ... (10/11) is 1/2 but for rounding: level from 10 to 11
    assert median(kaplan_meier(range(1, 21), [1] * 20)).time == 10.5


def test_what_is_not_reached_is_unknown() -> None:
    curve = maintained()  # ends at 0.184
    assert quantile(curve, 0.8).time == 48.0
    # The lower limit falls to 0.1 at 34: log 0.36818 = -0.99918; Greenwood's sum there 1/110 + 1/90 + 1/56
    # + 1/42 + 1/20 + 1/12 = 0.19520; exp(1.959964 * 0.44182 / 0.99918) = 2.3790; 0.36818^2.3790 = 0.0928
    assert quantile(curve, 0.9) == Quantile(None, 34.0, None)


def test_a_mean_beyond_the_curve_is_unknown_unless_all_have_ended() -> None:
    assert restricted_mean(maintained(), 161.0).time is not None
    assert restricted_mean(maintained(), 161.1) == RestrictedMean(None, None, None, None)
    assert restricted_mean(kaplan_meier([1, 2], [1, 1]), 100.0).time == 1.5


def test_the_mean_of_one_case_has_no_interval() -> None:
    assert restricted_mean(kaplan_meier([5], [1]), 10.0) == RestrictedMean(5.0, None, None, None)


@pytest.mark.parametrize("q", [0.0, 1.0, 50.0])
def test_a_quantile_outside_0_to_1_is_refused(q: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        quantile(maintained(), q)


@pytest.mark.parametrize("horizon", [0.0, -1.0, np.inf, np.nan])
def test_a_horizon_that_is_none_is_refused(horizon: float) -> None:
    with pytest.raises(ValueError, match="horizon"):
        restricted_mean(maintained(), horizon)


@pytest.mark.parametrize("bad", [np.nan, -1.0, np.inf])
def test_an_impossible_duration_is_refused(bad: float) -> None:
    with pytest.raises(ValueError, match="duration is missing, infinite or below 0"):
        kaplan_meier([1.0, bad], [1, 1])


@pytest.mark.parametrize("flags", [[1, 2], [1.0, np.nan], [True, None]])
def test_flags_that_are_not_true_or_false_are_refused(flags: list[object]) -> None:
    with pytest.raises(ValueError, match="true or false in every row"):
        kaplan_meier([1.0, 2.0], np.array(flags, dtype=object))


def test_delayed_entry_may_leave_nobody_at_risk_for_a_while() -> None:
    # The first row ends at 2, the second enters at 3: survival is 0 from 2 on, and nobody comes back to life.
    curve = kaplan_meier([2, 5, 6], [1, 1, 0], entry=[0, 3, 3])
    assert curve["at_risk"].tolist() == [1, 2, 1]
    assert curve["survival"].tolist() == [0.0, 0.0, 0.0]
    assert curve[["lower", "upper"]].isna().all(axis=None)


def test_an_entry_at_an_event_is_not_at_risk_then() -> None:
    # At 2 the rows that entered at 2 are not yet at risk: 1 of 2 ended. At 4 three are: 1/2 * 2/3.
    # Greenwood of log survival at 4: 1/(2*1) + 1/(3*2) = 2/3; log(1/3) = -1.098612;
    # exp(1.959964 * 0.816497 / 1.098612) = 4.291599: (1/3)^4.291599 and (1/3)^(1/4.291599)
    curve = kaplan_meier([2, 4, 5, 6], [1, 1, 0, 0], entry=[0, 0, 2, 2])
    assert curve["at_risk"].tolist() == [2, 3, 2, 1]
    assert curve["survival"].tolist() == pytest.approx([1 / 2, 1 / 3, 1 / 3, 1 / 3])
    assert (curve["lower"][1], curve["upper"][1]) == pytest.approx((0.0089616, 0.7741487), abs=5e-7)


def test_weights_that_are_parts_have_the_jackknifes_band() -> None:
    # Weights 1.5 (ends at 1) and 0.5 (ends at 2): S(1) = 0.5 / 2 = 1/4. By one row's weight S moves
    # -(1 - 3/4) / 2 = -1/8 and (3/4) / 2 = 3/8; times the weights -3/16 and 3/16: variance 2 (3/16)^2 = 0.0703125.
    # Of log S: 1.125, root 1.060660; log(1/4) = -1.386294; exp(1.959964 * 1.060660 / 1.386294) = 4.479796
    curve = kaplan_meier([1, 2], [1, 1], weights=[1.5, 0.5])
    assert curve["at_risk"].tolist() == [2.0, 0.5]
    assert curve["survival"].tolist() == pytest.approx([1 / 4, 0.0])
    assert (curve["lower"][0], curve["upper"][0]) == pytest.approx((0.0020086, 0.7338469), abs=5e-7)
    assert curve.loc[1, ["lower", "upper"]].isna().all()


@pytest.mark.parametrize("weights", [[1, -1], [1, np.inf], [1, np.nan]])
def test_weights_that_count_nothing_are_refused(weights: list[float]) -> None:
    with pytest.raises(ValueError, match="how many, or how much"):
        kaplan_meier([1.0, 2.0], [1, 1], weights=weights)


@pytest.mark.parametrize("entry", [[0, 2], [0, np.nan]])
def test_an_entry_at_or_after_the_end_is_refused(entry: list[float]) -> None:
    with pytest.raises(ValueError, match="never at risk"):
        kaplan_meier([1.0, 2.0], [1, 1], entry=entry)


def test_columns_of_another_length_are_refused() -> None:
    with pytest.raises(ValueError, match="2 durations need one value each"):
        kaplan_meier([1.0, 2.0], [1])


def test_rows_of_weight_0_are_not_there() -> None:
    weighted = kaplan_meier([1, 2, 7, 9], [1, 0, 1, 1], weights=[2, 1, 1, 0])
    pd.testing.assert_frame_equal(weighted, kaplan_meier([1, 1, 2, 7], [1, 1, 0, 1]))
