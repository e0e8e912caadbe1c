"""Cumulative incidence: cases by hand, the binomial where nothing is open, the variance by its plain sum."""

import numpy as np
import pandas as pd
import pytest

from analysis.survival import aalen_johansen

TIMES = [1, 2, 3, 3, 4, 6, 6, 7, 9, 9]
CAUSES = ["a", "b", None, "a", "a", "b", "a", None, "a", None]


def of_cause(table: pd.DataFrame, cause: str) -> pd.DataFrame:
    return table[table["cause"] == cause].reset_index(drop=True)


def test_four_cases_by_hand() -> None:
    # a: 1/4 at 1; at 4 all of the half still running. b: 3/4 * 1/3 = 1/4 at 2. The case at 3 was open.
    table = aalen_johansen([1, 2, 3, 4], ["a", "b", None, "a"])
    counts, shares = ["at_risk", "events"], ["incidence", "standard_error", "lower", "upper"]
    assert list(table.columns) == ["cause", "time", *counts, *shares]
    assert of_cause(table, "a")["incidence"].tolist() == pytest.approx([0.25, 0.25, 0.25, 0.75])
    assert of_cause(table, "b")["incidence"].tolist() == pytest.approx([0.0, 0.25, 0.25, 0.25])
    assert of_cause(table, "b")["events"].tolist() == [0, 1, 0, 0]
    assert of_cause(table, "b")["at_risk"].tolist() == [4, 3, 2, 1]
    assert of_cause(table, "b")["lower"].isna().tolist() == [True, False, False, False]


def test_with_nothing_open_the_error_is_the_binomial_one() -> None:
    causes = ["b" if cause is None else cause for cause in CAUSES]
    table = of_cause(aalen_johansen(TIMES, causes), "a")
    # By 7 four of ten ended by a, at 1, 3, 4 and 6: the root of 0.4 * 0.6 / 10 = 0.024.
    row = table[table["time"] == 7].iloc[0]
    assert row["incidence"] == pytest.approx(0.4)
    assert row["standard_error"] == pytest.approx(0.1549193)
    # log-log in the incidence: log 0.4 = -0.916291; 1.959964 * 0.1549193 / (0.4 * 0.916291) = 0.828439;
    # exp of it 2.289741: 0.4^2.289741 and 0.4^(1/2.289741)
    assert (row["lower"], row["upper"]) == pytest.approx((0.122693, 0.670205), abs=5e-7)


def test_the_error_is_the_delta_methods_plain_double_sum() -> None:
    table = of_cause(aalen_johansen(TIMES, CAUSES), "a")
    ends = [time for time, cause in zip(TIMES, CAUSES, strict=True) if cause]
    ended = [ends.count(time) for time in table["time"]]
    for at in range(len(table) - 1):
        total, survival = 0.0, 1.0
        for s in range(at + 1):
            n, d, e = table["at_risk"][s], ended[s], table["events"][s]
            later = table["incidence"][at] - table["incidence"][s]
            total += later**2 * d / (n * (n - d)) + survival**2 * e * (n - e) / n**3
            total -= 2 * later * survival * e / n**2
            survival *= 1 - d / n
        assert table["standard_error"][at] ** 2 == pytest.approx(total)


def test_delayed_entry_by_hand() -> None:
    # a at 2 of the two at risk: 1/2. At 4 the late ones are there too: b, 1 of 3, then 1/2 * 1/3 = 1/6.
    # By one row's weight a's 1/2 moves by (1 - 1/2) / 2 for the row that ended and -(1/2) / 2 for the other.
    table = aalen_johansen([2, 4, 5, 6], ["a", "b", None, None], entry=[0, 0, 2, 2])
    assert of_cause(table, "a")["incidence"].tolist() == pytest.approx([1 / 2] * 4)
    assert of_cause(table, "b")["incidence"].tolist() == pytest.approx([0, 1 / 6, 1 / 6, 1 / 6])
    assert of_cause(table, "a")["standard_error"].tolist() == pytest.approx([(2 * (1 / 4) ** 2) ** 0.5] * 4)
    # b = S(2) h(4): d = h dS + S dh. Row 1: -(1/4) / 3; row 2: (1/4) / 3 + (1/2) (2/3) / 3 = 7/36;
    # rows 3 and 4: -(1/2) (1/3) / 3 = -1/18. Squares: 9/1296 + 49/1296 + 2 * 4/1296 = 66/1296.
    assert of_cause(table, "b")["standard_error"].tolist()[1:] == pytest.approx([(66 / 1296) ** 0.5] * 3)


def influences_by_hand(
    duration: np.ndarray, cause: np.ndarray, entry: np.ndarray, weights: np.ndarray
) -> np.ndarray:
    """How much each row's weight moves the last incidence of a, by trying it."""

    def incidence(weights: np.ndarray) -> float:
        running, share = 1.0, 0.0
        for time in np.unique(duration):
            at_risk = weights[(entry < time) & (time <= duration)].sum()
            ends = [weights[(duration == time) & chosen].sum() for chosen in (cause == "a", cause != "open")]
            share, running = share + running * ends[0] / at_risk, running * (1 - ends[1] / at_risk)
        return share

    steps = np.eye(len(duration)) * 1e-5
    return np.array([(incidence(weights + step) - incidence(weights - step)) / 2e-5 for step in steps])


@pytest.mark.parametrize("seed", range(5))
def test_the_error_is_the_sum_of_squared_influences(seed: int) -> None:
    random = np.random.default_rng(seed)
    duration = random.integers(1, 9, 20).astype(float)
    entry = np.where(random.random(20) < 0.5, duration - random.integers(1, 5, 20), -1.0)
    cause, weights = random.choice(["a", "b", "open"], 20), random.uniform(0.2, 2.0, 20)
    labels = np.where(cause == "open", None, cause)
    table = of_cause(aalen_johansen(duration, labels, entry, weights), "a")
    moved = influences_by_hand(duration, cause, entry, weights)
    assert table["standard_error"].iloc[-1] ** 2 == pytest.approx(np.sum((weights * moved) ** 2))


def test_weights_are_repeated_rows() -> None:
    pd.testing.assert_frame_equal(
        aalen_johansen([1, 2, 3], ["a", "b", None], weights=[2, 1, 3]),
        aalen_johansen([1, 1, 2, 3, 3, 3], ["a", "a", "b", None, None, None]),
    )


@pytest.mark.parametrize(("duration", "cause"), [([], []), ([1, 2], [None, None])])
def test_no_end_seen_gives_no_rows(duration: list[float], cause: list[None]) -> None:
    assert aalen_johansen(duration, cause).empty


def test_of_numbers_0_is_still_running() -> None:
    named = aalen_johansen([1, 2, 3, 4], ["a", "b", None, "a"])
    numbered = aalen_johansen([1, 2, 3, 4], [1, 2, 0, 1])
    assert numbered["cause"].unique().tolist() == [1, 2]
    pd.testing.assert_frame_equal(numbered.drop(columns="cause"), named.drop(columns="cause"))


def test_causes_of_another_length_are_refused() -> None:
    with pytest.raises(ValueError, match="one value for every duration"):
        aalen_johansen([1, 2], ["a"])
