"""Which changes are findings: tests against noise, false discoveries, intervals, size."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analysis.findings import COUNTS, LEAST_EXCESS, LEAST_NEW, Weeks, discoveries, judged, tail, threshold

WEEKS = 13
OF = 2_000


def quiet(count: int = 60, rate: float = 0.05, seed: int = 1) -> tuple[pd.DataFrame, Weeks]:
    """Slices of independent attempts in which nothing happens."""
    drawn = np.random.default_rng(seed).binomial(OF, rate, size=(count, WEEKS + 1))
    totals = np.full((count, WEEKS + 1), OF)
    return slices(drawn[:, -1], totals[:, -1], drawn[:, -2], totals[:, -2]), Weeks(
        drawn[:, :-1] * 1.0, totals[:, :-1] * 1.0
    )


def slices(*columns: object) -> pd.DataFrame:
    return pd.DataFrame(dict(zip(COUNTS, columns, strict=True)))


def test_benjamini_and_hochberg_s_own_example() -> None:
    # Their 15 p values of 1995, page 295: at 0.05 the four smallest are discoveries, 0.0095 the largest of them.
    p_values = np.array(
        [
            0.0001,
            0.0004,
            0.0019,
            0.0095,
            0.0201,
            0.0278,
            0.0298,
            0.0344,
            0.0459,
            0.3240,
            0.4262,
            0.5719,
            0.6528,
            0.7590,
            1.0,
        ]
    )
    assert threshold(p_values, 0.05) == 0.0095
    assert discoveries(p_values, 0.05).sum() == 4


@given(st.lists(st.floats(0, 1), max_size=40), st.floats(0.001, 0.5))
def test_discoveries_are_those_of_scipy(p_values: list[float], level: float) -> None:
    found = np.array(p_values)
    adjusted = stats.false_discovery_control(found) if len(found) else found
    clear = np.abs(adjusted - level) > 1e-9  # at the very limit rounding decides
    assert (discoveries(found, level) == (adjusted <= level))[clear].all()


def test_what_is_not_tested_is_no_discovery() -> None:
    assert discoveries(np.array([np.nan, 0.001, np.nan])).tolist() == [False, True, False]
    assert threshold(np.array([np.nan])) == -1.0


def test_tails_of_student_s_t() -> None:
    # Tables: t = 2.228 leaves out 5 % at 10 degrees of freedom.
    assert tail(np.array([2.228, -2.228]), np.array([10.0, 10.0])) == pytest.approx([0.05, 0.05], abs=1e-4)
    assert np.isnan(tail(np.array([2.0]), np.array([0.0]))).all()


def test_a_planted_change_is_the_one_finding() -> None:
    table, weeks = quiet()
    table.loc[7, "count_current"] = 240  # of 2,000, where about 100 are usual
    found = judged(table, weeks)
    assert found.index[found["is_finding"]].tolist() == [7]
    row = found.loc[7]
    assert row["rate_current"] == pytest.approx(0.12)
    assert row["excess"] == pytest.approx(240 - row["count_previous"])  # as many attempts as before
    assert row["low"] > 0
    # One of 60: Benjamini and Yekutieli's intervals are at 1 - 0.05 / 60.
    assert row["confidence"] == pytest.approx(1 - 0.05 / 60)


def test_the_same_change_in_a_jumpy_slice_is_none() -> None:
    table, weeks = quiet()
    jumps = np.where(np.arange(WEEKS) % 2, 60.0, 240.0)
    table.loc[7, ["count_current", "count_previous"]] = [240, 60]
    found = judged(table, Weeks(np.where(np.arange(60)[:, None] == 7, jumps, weeks.counts), weeks.totals))
    assert not found["is_finding"].any()
    assert found.loc[7, "dispersion"] > 5


def test_a_change_too_small_to_matter_is_none() -> None:
    # 3 % more of 4 million is no chance, and nobody would act on it: below 5 % of the rate before.
    totals = np.full((2, WEEKS), 4e6)
    weeks = Weeks(np.full((2, WEEKS), 2e6) + np.arange(WEEKS), totals)
    found = judged(slices([2_060_000, 2_000_000], [4_000_000] * 2, [2_000_000] * 2, [4_000_000] * 2), weeks)
    assert found["p_value"].iloc[0] < 1e-9
    assert not found["is_finding"].any()


def test_few_failures_more_are_none_however_sure() -> None:
    table, weeks = quiet(rate=0.0005)
    assert not judged(table, weeks).loc[:, "is_finding"].any()
    assert LEAST_EXCESS > 5


def test_what_was_never_seen_is_new() -> None:
    table, weeks = quiet()
    table.loc[3, ["count_current", "count_previous"]] = [LEAST_NEW + 4, 0]
    weeks.counts[3] = 0
    found = judged(table, weeks)
    assert found.loc[3, ["is_new", "is_finding"]].tolist() == [True, True]
    # All 14 fall into the one of 14 weeks by chance: (1/14)^(14 / dispersion).
    assert found.loc[3, "p_value"] == pytest.approx((1 / 14) ** (14 / found.loc[3, "dispersion"]))


def test_a_few_of_what_was_never_seen_are_not_tested() -> None:
    table, weeks = quiet()
    table.loc[3, ["count_current", "count_previous"]] = [LEAST_NEW - 1, 0]
    weeks.counts[3] = 0
    assert judged(table, weeks).loc[3, ["is_new", "is_finding"]].tolist() == [False, False]


@pytest.mark.parametrize("table", [slices([], [], [], []), slices([5], [40], [3], [40]), slices([40], [0], [0], [0])])
def test_nothing_little_or_no_attempt_is_no_finding(table: pd.DataFrame) -> None:
    weeks = Weeks(np.zeros((len(table), WEEKS)), np.zeros((len(table), WEEKS)))
    assert not judged(table, weeks)["is_finding"].any()


def test_slices_without_their_weeks_are_refused() -> None:
    with pytest.raises(ValueError, match="2 slices, but the weeks before of 1"):
        judged(slices([1, 2], [9, 9], [1, 1], [9, 9]), Weeks(np.ones((1, 3)), np.ones((1, 3))))


def test_quiet_slices_give_findings_no_more_often_than_promised() -> None:
    # 200 worlds of 60 slices in which nothing happens: at most 5 % of them have a finding; 3 standard errors more.
    falls = sum(judged(*quiet(seed=seed))["is_finding"].any() for seed in range(200))
    assert falls / 200 <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 200)
