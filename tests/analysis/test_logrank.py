"""The log-rank test on published data and on four rows worked out by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.survival import logrank


def test_four_rows_by_hand() -> None:
    # a ends at 1 and 3, b at 2 and 4. Expected for a: 2/4 + 1/3 + 1/2 + 0/1 = 4/3.
    # Variance: 1/4 + 2/9 + 1/4 + 0 = 13/18. (2 - 4/3)^2 / (13/18) = 8/13.
    result = logrank([1, 2, 3, 4], [1, 1, 1, 1], ["a", "b", "a", "b"])
    assert result.chi_square == pytest.approx(8 / 13)
    assert result.df == 1
    assert result.groups["group"].tolist() == ["a", "b"]
    assert result.groups["count"].tolist() == [2, 2]
    assert result.groups["observed"].tolist() == [2, 2]
    assert result.groups["expected"].tolist() == pytest.approx([4 / 3, 8 / 3])


def test_leukaemia_is_the_published_test() -> None:
    # Miller (1981): chi-square 3.4 on 1 df, p 0.0653; observed 7 and 11, expected 10.69 and 7.31.
    weeks = [9, 13, 13, 18, 23, 28, 31, 34, 45, 48, 161, 5, 5, 8, 8, 12, 16, 23, 27, 30, 33, 43, 45]
    relapsed = [1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 0, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1]
    result = logrank(weeks, relapsed, ["maintained"] * 11 + ["not"] * 12)
    assert result.chi_square == pytest.approx(3.396, abs=5e-4)
    assert result.p == pytest.approx(0.0653, abs=5e-5)
    assert result.groups["observed"].tolist() == [7, 11]
    assert result.groups["expected"].tolist() == pytest.approx([10.69, 7.31], abs=5e-3)


def test_groups_never_at_risk_at_an_event_take_no_part() -> None:
    # c leaves before the first event.
    with_c = logrank([1, 2, 3, 4, 0.5], [1, 1, 1, 1, 0], ["a", "b", "a", "b", "c"])
    assert (with_c.chi_square, with_c.df) == (pytest.approx(8 / 13), 1)


def test_three_groups_have_two_degrees_of_freedom() -> None:
    result = logrank([1, 2, 3, 4, 5, 6], [1] * 6, list("abcabc"))
    assert result.df == 2
    assert result.groups["expected"].sum() == pytest.approx(6)


@pytest.mark.parametrize(
    ("duration", "ended", "group"),
    [([], [], []), ([1, 2], [0, 0], ["a", "b"]), ([1, 2], [1, 1], ["a", "a"]), ([3, 3], [1, 1], ["a", "b"])],
)
def test_nothing_to_compare_has_no_p(duration: list[float], ended: list[int], group: list[str]) -> None:
    result = logrank(duration, ended, group)
    assert (result.chi_square, result.df, result.p) == (None, 0, None)
    assert len(result.groups) == len(set(group))


@pytest.mark.parametrize("group", [["a", None], ["a", np.nan], ["a"]])
def test_a_missing_label_is_refused(group: list[object]) -> None:
    with pytest.raises(ValueError, match="label"):
        logrank([1, 2], [1, 1], np.array(group, dtype=object))


def test_weights_that_are_parts_are_refused() -> None:
    with pytest.raises(ValueError, match="whole number"):
        logrank([1, 2], [1, 1], ["a", "b"], weights=[1, 0.5])


ROWS = st.lists(st.tuples(st.integers(0, 9), st.booleans(), st.sampled_from("abcd")), min_size=1, max_size=40)


@given(ROWS)
def test_observed_and_expected_agree_in_sum(rows: list[tuple[int, bool, str]]) -> None:
    result = logrank(*zip(*rows, strict=True))
    assert result.groups["expected"].sum() == pytest.approx(result.groups["observed"].sum())
    assert result.p is None or 0 <= result.p <= 1


@given(ROWS, st.permutations("abcd"))
def test_names_of_groups_are_nothing(rows: list[tuple[int, bool, str]], names: list[str]) -> None:
    renamed = [(time, ended, names["abcd".index(group)]) for time, ended, group in rows]
    result, again = logrank(*zip(*rows, strict=True)), logrank(*zip(*renamed, strict=True))
    assert again.df == result.df
    assert again.chi_square == pytest.approx(result.chi_square, abs=1e-9)
