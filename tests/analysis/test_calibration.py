"""Calibration: counted by hand, held against scikit-learn, and the laws of a curve of coverage."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.calibration import calibration_curve
from sklearn.metrics import brier_score_loss

from analysis.calibration import (
    brier_score,
    calibration_error,
    coverage_against_risk,
    reliability,
    right_at_coverage,
)

CONFIDENCE = [0.95, 0.92, 0.55, 0.51, 1.0]
IS_RIGHT = [1, 1, 1, 0, 0]
ANSWERS = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=40)


def test_bins_by_hand() -> None:
    bins = reliability(CONFIDENCE, IS_RIGHT)
    assert bins["bin_from"].tolist() == pytest.approx([0.5, 0.9])
    assert bins["count_rows"].tolist() == [2, 3]
    assert bins["confidence"].tolist() == pytest.approx([0.53, 2.87 / 3])
    assert bins["accuracy"].tolist() == pytest.approx([1 / 2, 2 / 3])
    # 2/5 * |0.53 - 0.5| + 3/5 * |2.87/3 - 2/3| = 0.012 + 0.174
    assert calibration_error(CONFIDENCE, IS_RIGHT) == pytest.approx(0.186)


def test_brier_by_hand() -> None:
    # 0.05² + 0.08² + 0.45² + 0.51² + 1² = 1.4715, over 5
    assert brier_score(CONFIDENCE, IS_RIGHT) == pytest.approx(1.4715 / 5)


def test_nothing_stated_is_no_number() -> None:
    assert np.isnan(brier_score([], []))
    assert np.isnan(calibration_error([], []))
    assert coverage_against_risk([], []).empty


def test_coverage_against_risk_by_hand() -> None:
    curve = coverage_against_risk([0.9, 0.9, 0.5, 0.2], [1, 0, 1, 0])
    assert curve["least_confidence"].tolist() == [0.9, 0.5, 0.2]
    assert curve["coverage"].tolist() == [0.5, 0.75, 1.0]
    assert curve["risk"].tolist() == pytest.approx([1 / 2, 1 / 3, 2 / 4])


def test_right_among_the_most_confident() -> None:
    assert right_at_coverage(CONFIDENCE, IS_RIGHT, 0.6) == (2, 3)  # 1.0 is wrong, 0.95 and 0.92 are right
    assert right_at_coverage(CONFIDENCE, IS_RIGHT, 1.0) == (3, 5)
    assert right_at_coverage([], [], 0.9) == (0, 0)


@given(ANSWERS)
def test_as_scikit_learn_has_it(answers: list[tuple[float, bool]]) -> None:
    stated, right = map(np.array, zip(*answers, strict=True))
    assert brier_score(stated, right) == pytest.approx(brier_score_loss(right, stated, pos_label=True))


@given(st.lists(st.tuples(st.integers(1, 99), st.booleans()), min_size=1, max_size=40))
def test_bins_are_scikit_learns(answers: list[tuple[int, bool]]) -> None:
    percent, right = map(np.array, zip(*answers, strict=True))
    stated = (percent + 0.5) / 100  # off the edges, which belong to the upper bin here and to the lower one there
    expected_accuracy, expected_confidence = calibration_curve(right, stated, n_bins=10)
    bins = reliability(stated, right)
    assert bins["accuracy"].tolist() == pytest.approx(expected_accuracy.tolist())
    assert bins["confidence"].tolist() == pytest.approx(expected_confidence.tolist())


@given(ANSWERS)
def test_all_answers_are_the_end_of_the_curve(answers: list[tuple[float, bool]]) -> None:
    stated, right = map(np.array, zip(*answers, strict=True))
    curve = coverage_against_risk(stated, right)
    assert curve["coverage"].iloc[-1] == 1
    assert curve["risk"].iloc[-1] == pytest.approx(1 - right.mean())
    assert curve["least_confidence"].is_monotonic_decreasing
