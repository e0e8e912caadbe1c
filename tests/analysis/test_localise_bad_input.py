"""Leaves as they come: unknown counts, no past, one value, nothing tried. No crash, and no slice out of nothing."""

from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.localise import explain

DIMENSIONS = ["os", "bank"]


def leaves(os: tuple[str, ...] = ("i", "a", "h"), bank: tuple[str, ...] = ("b1", "b2", "b3")) -> pd.DataFrame:
    """One failure of ten attempts expected in each leaf; 20 in those of the first system."""
    frame = pd.DataFrame(list(product(os, bank)), columns=DIMENSIONS)
    observed = np.where(frame["os"] == os[0], 20.0, 1.0)
    return frame.assign(observed=observed, expected=1.0, exposure=10.0)


def first(frame: pd.DataFrame, **named: str) -> list[dict[str, str]]:
    answers = explain(frame, DIMENSIONS, "observed", **named)
    return answers[0].elements if answers else []


def with_past(now: pd.DataFrame, usual: pd.DataFrame | None = None) -> pd.DataFrame:
    past = [leaves().assign(at=number, observed=1.0) for number in range(5)] if usual is None else [usual.assign(at=0)]
    return pd.concat([*past, now.assign(at=9)], ignore_index=True).drop(columns="expected")


@pytest.mark.parametrize("unknown", [np.nan, np.inf, -np.inf])
def test_unknown_counts_are_left_out_and_not_taken_for_a_drop(unknown: float) -> None:
    frame = leaves()
    assert first(frame.assign(observed=unknown), expected="expected") == []
    assert first(frame.assign(expected=unknown), expected="expected") == []
    frame.loc[frame["os"] == "a", "observed"] = unknown
    assert first(frame, expected="expected") == [{"os": "i"}]


def test_when_nothing_of_the_newest_instant_is_known_an_older_one_is_not_explained_instead() -> None:
    frame = with_past(leaves().assign(observed=np.nan))
    assert first(frame) == []
    assert first(frame, exposure="exposure") == []


def test_without_a_past_there_is_no_answer() -> None:
    frame = leaves().drop(columns="expected").assign(at=1)
    assert first(frame) == []
    assert first(frame, exposure="exposure") == []
    assert first(frame.assign(at=pd.NaT)) == []


def test_values_that_are_all_new_are_judged_by_the_overall_rate() -> None:
    now = leaves(os=("x", "y", "z"), bank=("n1", "n2", "n3"))
    assert first(with_past(now)) == []  # nothing foretells a count
    assert first(with_past(now), exposure="exposure") == [{"os": "x"}]


@pytest.mark.parametrize("size", [0, 1])
def test_one_leaf_and_none_have_no_slice(size: int) -> None:
    assert first(leaves().head(size), expected="expected") == []


def test_a_dimension_with_one_value_or_none_is_never_named() -> None:
    assert first(leaves().assign(bank="b"), expected="expected") == [{"os": "i"}]
    assert first(leaves().assign(bank=None), expected="expected") == [{"os": "i"}]
    assert explain(leaves(), [], "observed", "expected") == []


def test_nothing_tried_is_nothing_to_explain() -> None:
    assert first(with_past(leaves().assign(exposure=0.0)), exposure="exposure") == []
    assert first(leaves().assign(expected=0.0), expected="expected") == []


def test_more_failures_than_attempts_are_no_crash() -> None:
    assert first(with_past(leaves().assign(exposure=2.0)), exposure="exposure")[0] == {"os": "i"}


def test_leaves_in_several_rows_are_one_leaf() -> None:
    halves = leaves().assign(observed=lambda it: it["observed"] / 2, expected=0.5)
    assert first(pd.concat([halves, halves]), expected="expected") == [{"os": "i"}]


def test_categories_markup_and_nullable_numbers_are_values_like_others() -> None:
    kinds = {"os": "category", "bank": "category", "observed": "Int64"}
    assert first(leaves().astype(kinds), expected="expected") == [{"os": "i"}]
    marked = leaves(os=("<b>'; DROP TABLE x</b>", "=1+1", ""))
    assert first(marked, expected="expected") == [{"os": "<b>'; DROP TABLE x</b>"}]


numbers = st.one_of(st.none(), st.floats(0, 1e6), st.just(np.inf))
rows = st.tuples(
    st.sampled_from(["i", "a", None]), st.sampled_from(["b1", "b2", None]), st.integers(0, 2), numbers, numbers
)


@settings(max_examples=150)
@given(st.lists(rows, max_size=24), st.sampled_from(["expected", "count", "rate"]), st.randoms(use_true_random=False))
def test_whatever_comes_is_answered_the_same_in_any_order(drawn: list[tuple], by: str, random) -> None:
    frame = pd.DataFrame(drawn, columns=["os", "bank", "at", "observed", "other"])
    frame[["observed", "other"]] = frame[["observed", "other"]].astype(float).round()
    named = {"expected": {"expected": "other"}, "count": {}, "rate": {"exposure": "other"}}[by]
    order = list(range(len(frame)))
    random.shuffle(order)
    answers, shuffled = (explain(each, DIMENSIONS, "observed", **named) for each in (frame, frame.iloc[order]))
    assert len(answers) <= 3
    assert [answer.score for answer in shuffled] == pytest.approx([answer.score for answer in answers], rel=1e-6)
    for answer in answers:
        assert all(value is not None for element in answer.elements for value in element.values())
        assert answer.score > 0
