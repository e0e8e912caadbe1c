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
    assert list(table.columns) == ["cause", "time", "at_risk", "events", "incidence", "lower", "upper"]
    assert of_cause(table, "a")["incidence"].tolist() == pytest.approx([0.25, 0.25, 0.25, 0.75])
    assert of_cause(table, "b")["incidence"].tolist() == pytest.approx([0.0, 0.25, 0.25, 0.25])
    assert of_cause(table, "b")["events"].tolist() == [0, 1, 0, 0]
    assert of_cause(table, "b")["at_risk"].tolist() == [4, 3, 2, 1]
    assert of_cause(table, "b")["lower"].isna().tolist() == [True, False, False, False]


def variance_from_band(incidence: float, lower: float) -> float:
    """Undoes the band: lower = 1 - (1 - F)^exp(-1.95996 s / -log(1 - F)), s^2 = variance / (1 - F)^2."""
    rest = 1 - incidence
    spread = -np.log(np.log(1 - lower) / np.log(rest)) * -np.log(rest) / 1.959963984540054
    return float((spread * rest) ** 2)


def test_with_nothing_open_the_variance_is_the_binomial_one() -> None:
    causes = ["b" if cause is None else cause for cause in CAUSES]
    table = of_cause(aalen_johansen(TIMES, causes), "a")
    # By 7 four of ten ended by a, at 1, 3, 4 and 6: 0.4 * 0.6 / 10.
    row = table[table["time"] == 7].iloc[0]
    assert row["incidence"] == pytest.approx(0.4)
    assert variance_from_band(row["incidence"], row["lower"]) == pytest.approx(0.024)


def test_the_variance_is_the_plain_double_sum() -> None:
    table = of_cause(aalen_johansen(TIMES, CAUSES), "a")
    ends = [time for time, cause in zip(TIMES, CAUSES, strict=True) if cause]
    ended = [ends.count(time) for time in table["time"]]
    for at in range(1, len(table) - 1):
        total, survival = 0.0, 1.0
        for s in range(at + 1):
            n, d, e = table["at_risk"][s], ended[s], table["events"][s]
            later = table["incidence"][at] - table["incidence"][s]
            total += later**2 * d / (n * (n - d)) + survival**2 * e * (n - e) / n**3
            total -= 2 * later * survival * e / n**2
            survival *= 1 - d / n
        assert variance_from_band(table["incidence"][at], table["lower"][at]) == pytest.approx(total)


def test_weights_are_repeated_rows() -> None:
    pd.testing.assert_frame_equal(
        aalen_johansen([1, 2, 3], ["a", "b", None], weights=[2, 1, 3]),
        aalen_johansen([1, 1, 2, 3, 3, 3], ["a", "a", "b", None, None, None]),
    )


@pytest.mark.parametrize(("duration", "cause"), [([], []), ([1, 2], [None, None])])
def test_no_end_seen_gives_no_rows(duration: list[float], cause: list[None]) -> None:
    assert aalen_johansen(duration, cause).empty


def test_causes_of_another_length_are_refused() -> None:
    with pytest.raises(ValueError, match="one value for every duration"):
        aalen_johansen([1, 2], ["a"])
