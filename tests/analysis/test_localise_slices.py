"""Which slice explains an excess: literal leaves and seeded ones."""

from itertools import product

import numpy as np
import pandas as pd
import pytest

from analysis.localise import explain

DIMENSIONS = ["os", "bank", "region"]


def leaves(expected: float = 10.0) -> pd.DataFrame:
    """4 systems, 5 banks, 6 regions, as much as expected in each of the 120 leaves."""
    rows = product([f"os{i}" for i in range(4)], [f"b{i}" for i in range(5)], [f"r{i}" for i in range(6)])
    frame = pd.DataFrame(list(rows), columns=DIMENSIONS)
    return frame.assign(observed=expected, expected=expected, exposure=100.0)


def raised(frame: pd.DataFrame, element: dict[str, str], times: float) -> pd.DataFrame:
    inside = (frame[list(element)] == pd.Series(element)).all(axis=1)
    return frame.assign(observed=frame["observed"].where(~inside, frame["observed"] * times))


@pytest.mark.parametrize(
    "element", [{"bank": "b2"}, {"os": "os1", "region": "r3"}, {"os": "os1", "bank": "b2", "region": "r3"}]
)
def test_one_element_of_any_width_is_found_and_explains_all(element: dict[str, str]) -> None:
    answer = explain(raised(leaves(), element, 6.0), DIMENSIONS, "observed", "expected", "exposure")[0]
    assert answer.elements == [element]
    assert answer.share == pytest.approx(1.0)


def test_the_contrast_by_hand() -> None:
    frame = raised(leaves(), {"bank": "b2"}, 6.0)
    answer = explain(frame, DIMENSIONS, "observed", "expected", "exposure")[0]
    # the bank has 24 of 120 leaves: 24 * 60 = 1440 of 1440 + 96 * 10 = 2400 failures, a fifth of the attempts
    assert answer.share_observed == pytest.approx(0.6)
    assert answer.share_exposure == pytest.approx(0.2)
    assert (answer.observed, answer.expected) == (1440, 240)


def test_two_causes_at_once_are_both_in_the_answer() -> None:
    frame = raised(raised(leaves(), {"bank": "b2"}, 5.0), {"os": "os0", "region": "r1"}, 7.0)
    answer = explain(frame, DIMENSIONS, "observed", "expected")[0]
    assert sorted(answer.elements, key=len) == [{"bank": "b2"}, {"os": "os0", "region": "r1"}]


def test_a_drop_is_explained_like_a_rise() -> None:
    answer = explain(raised(leaves(), {"region": "r4"}, 0.2), DIMENSIONS, "observed", "expected")[0]
    assert answer.elements == [{"region": "r4"}]


def test_nothing_unusual_has_no_answer() -> None:
    assert explain(leaves(), DIMENSIONS, "observed", "expected") == []
    assert explain(leaves().head(0), DIMENSIONS, "observed", "expected") == []


def test_a_missing_value_is_never_an_element() -> None:
    frame = raised(leaves(), {"bank": "b2"}, 6.0).assign(bank=lambda it: it["bank"].replace("b2", None))
    found = explain(frame, DIMENSIONS, "observed", "expected")
    assert all("bank" not in element for answer in found for element in answer.elements)


def test_the_order_of_the_rows_changes_nothing() -> None:
    frame = raised(leaves(), {"os": "os1", "region": "r3"}, 6.0)
    shuffled = frame.sample(frac=1, random_state=2)
    first, second = (explain(each, DIMENSIONS, "observed", "expected") for each in (frame, shuffled))
    assert [answer.elements for answer in first] == [answer.elements for answer in second]


def test_rates_are_learned_from_the_rows_before() -> None:
    """A bank that always fails more is no news; another one that begins to is."""
    rng = np.random.default_rng(4)
    usual = leaves()["bank"].map({"b0": 0.3}).fillna(0.05)
    before = leaves().assign(at=0, exposure=400, observed=rng.binomial(400, usual))
    now_rate = usual.where(leaves()["bank"] != "b3", 0.4)
    now = leaves().assign(at=1, exposure=40, observed=rng.binomial(40, now_rate))
    frame = pd.concat([before, now]).drop(columns="expected")
    assert explain(frame, DIMENSIONS, "observed", exposure="exposure")[0].elements == [{"bank": "b3"}]


def test_counts_are_learned_from_the_rows_before() -> None:
    before = pd.concat([leaves(8.0).assign(at=0), leaves(12.0).assign(at=1)])
    frame = pd.concat([before, raised(leaves(), {"os": "os2"}, 4.0).assign(at=2)]).drop(columns="expected")
    answer = explain(frame, DIMENSIONS, "observed")[0]
    assert answer.elements == [{"os": "os2"}]
    assert answer.expected == pytest.approx(30 * 10)


def test_a_slice_that_is_raised_unevenly_is_named_whole() -> None:
    """One system of the bank fails twelve times as often, the others of it three times: it is the bank."""
    frame = raised(leaves(), {"bank": "b2"}, 3.0)
    frame = raised(frame, {"bank": "b2", "os": "os1"}, 4.0)
    assert explain(frame, DIMENSIONS, "observed", "expected")[0].elements == [{"bank": "b2"}]


def test_a_slice_of_which_a_part_is_as_usual_is_not_named_whole() -> None:
    frame = raised(leaves(), {"bank": "b2", "os": "os1"}, 12.0)
    assert explain(frame, DIMENSIONS, "observed", "expected")[0].elements == [{"bank": "b2", "os": "os1"}]


def test_a_small_slice_is_found_among_leaves_that_stray_by_a_hundredth_of_millions() -> None:
    """100 less of 4 rows in all, beside leaves of a million that stray by 10,000: as in forecasts of measures."""
    rng = np.random.default_rng(7)
    frame = leaves(1e6)
    is_small = frame["region"] == "r3"
    frame["expected"] = frame["expected"].where(~is_small, 100.0)
    frame["observed"] = frame["expected"] * (1 + rng.normal(0, 0.01, len(frame)))
    frame = raised(frame, {"bank": "b1", "region": "r3"}, 0.5)
    assert explain(frame, DIMENSIONS, "observed", "expected")[0].elements == [{"bank": "b1", "region": "r3"}]


def test_a_leaf_never_seen_before_does_not_explain_by_being_new() -> None:
    before = pd.concat([leaves(8.0).assign(at=0), leaves(12.0).assign(at=1)])
    before = before[~((before["os"] == "os3") & (before["bank"] == "b4") & (before["region"] == "r5"))]
    frame = pd.concat([before, raised(leaves(), {"os": "os2"}, 4.0).assign(at=2)]).drop(columns="expected")
    assert explain(frame, DIMENSIONS, "observed")[0].elements == [{"os": "os2"}]


def test_the_only_column_that_is_not_named_tells_the_instants_apart() -> None:
    before = pd.concat([leaves(8.0).assign(minute=0), leaves(12.0).assign(minute=1)])
    frame = pd.concat([before, raised(leaves(), {"os": "os2"}, 4.0).assign(minute=2)])
    frame = frame.drop(columns=["expected", "exposure"])
    assert explain(frame, DIMENSIONS, "observed")[0].elements == [{"os": "os2"}]


def test_a_number_as_a_value_stays_what_it_is() -> None:
    frame = pd.DataFrame({"bitrate": [500, 2000, 4000], "observed": [10, 90, 10], "expected": [10.0, 10.0, 10.0]})
    assert str(explain(frame, ["bitrate"], "observed", "expected")[0].elements[0]["bitrate"]) == "2000"


def test_no_more_answers_than_asked_for() -> None:
    frame = raised(leaves(), {"os": "os1", "region": "r3"}, 6.0)
    assert len(explain(frame, DIMENSIONS, "observed", "expected", max_answers=1)) == 1
    assert len(explain(frame, DIMENSIONS, "observed", "expected", max_answers=3)) <= 3


def test_what_cannot_be_explained_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match="lacks the columns colour"):
        explain(leaves(), ["colour"], "observed", "expected")
    with pytest.raises(ValueError, match="no column at"):
        explain(leaves(), DIMENSIONS, "observed")
