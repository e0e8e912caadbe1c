"""Ranks and how sure they are."""

import numpy as np
import pytest

from analysis.ranking import rank_intervals


def test_far_apart_ranks_are_sure() -> None:
    found = rank_intervals([100, 500, 900], [1000] * 3)
    assert found["rank"].tolist() == [1, 2, 3]
    assert found[["rank_low", "rank_high"]].to_numpy().tolist() == [[1, 1], [2, 2], [3, 3]]
    assert found["chance_first"].tolist() == [1, 0, 0]
    assert found["chance_last"].tolist() == [0, 0, 1]


def test_equal_groups_may_be_any() -> None:
    found = rank_intervals([50] * 4, [100] * 4)
    assert found["rank"].tolist() == [1] * 4
    assert (found["rank_low"] == 1).all()
    assert (found["rank_high"] == 4).all()
    assert found["chance_first"].to_numpy() == pytest.approx([0.25] * 4, abs=0.03)  # 4,000 draws: 0.007 each


def test_two_groups_have_the_chance_of_a_difference_of_normals() -> None:
    # 300 and 330 of 1,000: z = 0.03 / sqrt(0.3 x 0.7 / 1000 + 0.33 x 0.67 / 1000) = 1.444: P = 0.9257.
    assert rank_intervals([300, 330], [1000, 1000])["chance_first"].iloc[0] == pytest.approx(0.9257, abs=0.015)


def test_a_scale_turns_the_order() -> None:
    assert rank_intervals([100, 200], [1000, 1000], [3.0, 1.0])["rank"].tolist() == [2, 1]


def test_the_highest_may_come_first() -> None:
    found = rank_intervals([100, 900], [1000, 1000], is_highest_first=True)
    assert found["rank"].tolist() == [2, 1]
    assert found["chance_first"].tolist() == [0, 1]


def test_groups_without_rows_take_no_place() -> None:
    found = rank_intervals([1, 0, 5], [10, 0, 10])
    assert found["rank"].tolist()[::2] == [1, 2]
    assert found.iloc[1].isna().all()
    assert found["rank_high"].max() == 2
    assert rank_intervals([], []).empty
    assert rank_intervals([1], [2], [np.nan]).isna().all(axis=None)


def test_the_same_numbers_give_the_same_ranks() -> None:
    assert rank_intervals([5, 6, 7], [20, 20, 20]).equals(rank_intervals([5, 6, 7], [20, 20, 20]))
