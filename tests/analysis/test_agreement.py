"""Agreement: counted by hand, and the same as scikit-learn's where every label is true at least once."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import f1_score

from analysis.agreement import accuracy, confusion, f1_by_label, macro_f1

TRUTH = ["a", "a", "a", "b", "b", "c"]
SAID = ["a", "a", "b", "b", "-", "a"]


def test_accuracy_is_a_rate() -> None:
    rate = accuracy(TRUTH, SAID)
    assert (rate.numerator, rate.denominator, rate.value) == (3, 6, 0.5)  # a, a, b
    assert accuracy([], []).value is None


def test_f1_by_hand() -> None:
    found = f1_by_label(TRUTH, SAID).set_index("label")
    # a: said 3, hit 2, true 3. b: said 2, hit 1, true 2. c: never said.
    assert found["precision"].tolist() == pytest.approx([2 / 3, 1 / 2, 0])
    assert found["recall"].tolist() == pytest.approx([2 / 3, 1 / 2, 0])
    assert found["f1"].tolist() == pytest.approx([2 / 3, 1 / 2, 0])
    assert macro_f1(TRUTH, SAID) == pytest.approx((2 / 3 + 1 / 2 + 0) / 3)


def test_nothing_to_agree_on_is_no_number() -> None:
    assert np.isnan(macro_f1([], []))


def test_the_most_frequent_confusion_stands_first() -> None:
    found = confusion(TRUTH, SAID)
    assert found.iloc[0].tolist() == ["a", "a", 2]
    assert found["count_rows"].sum() == len(TRUTH)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc-")), min_size=1, max_size=30))
def test_as_scikit_learn_has_it(pairs: list[tuple[str, str]]) -> None:
    truth, said = map(list, zip(*pairs, strict=True))
    expected = f1_score(truth, said, labels=sorted(set(truth)), average="macro", zero_division=0)
    assert macro_f1(truth, said) == pytest.approx(expected)
