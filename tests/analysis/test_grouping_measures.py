"""Grouping accuracy, F1 of groups and purity on groups one can count with a finger."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.grouping import Grouping, grouping


def test_by_hand() -> None:
    # a is found as A; b is split into B and C; c and d are both found as D. 10 messages in all.
    found = ["A", "B", "C", "D", "D"]
    true = ["a", "b", "b", "c", "d"]
    measured = grouping(found, true, [4, 1, 1, 3, 1])
    # right: A alone, 4 of 10 messages, 1 of 4 groups found and 1 of 4 true ones; in D 3 of 4 are of one truth
    assert measured == Grouping(accuracy=0.4, f1=0.25, purity=0.9, groups=4, truths=4)


def test_the_example_of_zhu_and_others() -> None:
    # one of three messages is in its right group; the other two belong together and were parted
    assert grouping(["E1", "E4", "E5"], ["E1", "E2", "E2"], [1, 1, 1]).accuracy == pytest.approx(1 / 3)


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(1, 9)), min_size=1, max_size=30))
def test_the_truth_is_perfect_and_one_message_a_group_is_pure(messages: list[tuple[int, int]]) -> None:
    true, counts = zip(*messages, strict=True)
    renamed = [f"t{one}" for one in true]
    assert grouping(renamed, true, counts) == Grouping(1.0, 1.0, 1.0, len(set(true)), len(set(true)))
    assert grouping(range(len(true)), true, counts).purity == 1.0


def test_nothing_to_compare_is_refused() -> None:
    with pytest.raises(ValueError, match="no messages"):
        grouping([], [], [])
