"""Drifts of shares: known answers, the false discovery rate, and that interval and verdict agree."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.drift import LEVEL, share_drifts
from analysis.intervals import newcombe_difference


def groups(*counts: tuple[int, int, int, int]) -> pd.DataFrame:
    """Groups a, b, c ... with count_current of total_current and count_previous of total_previous."""
    columns = ["count_current", "total_current", "count_previous", "total_previous"]
    return pd.DataFrame(counts, columns=columns).assign(platform=[chr(ord("a") + n) for n in range(len(counts))])


def test_one_group_alone_is_judged_at_95_percent() -> None:
    # 56 / 70 against 48 / 80: Newcombe (1998), table II, method 10, gives 0.0524 to 0.3339.
    found = share_drifts(groups((56, 70, 48, 80)), "platform").iloc[0]
    assert found["difference"] == pytest.approx(0.2)
    assert (found["low"], found["high"]) == pytest.approx((0.0524, 0.3339), abs=1e-4)
    assert (found["confidence"], found["is_drift"]) == (pytest.approx(0.95), True)


def test_among_many_groups_the_same_difference_is_not_beyond_chance() -> None:
    # Its interval leaves out 0 up to about 99.3 %; among 20 groups the first step asks for 99.75 %.
    still = [(60, 100, 60, 100)] * 19
    found = share_drifts(groups((56, 70, 48, 80), *still), "platform")
    assert not found["is_drift"].any()
    assert found["confidence"].iloc[0] == pytest.approx(1 - LEVEL / 20)
    assert found["low"].iloc[0] < 0 < found["high"].iloc[0]


def test_more_drifts_ask_less_of_each() -> None:
    # Four of four: 1 - 0.05 x 4 / 4.
    found = share_drifts(groups(*[(56, 70, 48, 80)] * 4), "platform")
    assert found["is_drift"].all()
    assert found["confidence"].iloc[0] == pytest.approx(0.95)


def test_small_and_empty_groups_are_not_tested() -> None:
    found = share_drifts(groups((20, 20, 0, 1000), (0, 0, 5, 100), (56, 70, 48, 80)), "platform").set_index("platform")
    assert found["is_small"].to_dict() == {"a": True, "b": True, "c": False}
    assert found["is_drift"].to_dict() == {"a": False, "b": False, "c": True}
    assert found["confidence"].iloc[0] == pytest.approx(0.95)  # one of one was tested
    assert np.isnan(found.loc["b", "difference"])


def test_no_group_is_an_answer() -> None:
    assert share_drifts(groups(), "platform").empty


@given(
    st.lists(
        st.tuples(st.integers(0, 200), st.integers(0, 100), st.integers(0, 400), st.integers(0, 100)),
        min_size=1,
        max_size=12,
    )
)
def test_interval_and_verdict_agree_and_follow_benjamini_and_hochberg(rows: list[tuple[int, int, int, int]]) -> None:
    found = share_drifts(groups(*((n, n + m, p, p + q) for n, m, p, q in rows)), "platform")
    tested = found[~found["is_small"]]
    is_beyond = (tested["low"] > 0) | (tested["high"] < 0)
    assert (is_beyond == tested["is_drift"]).all()
    if tested["is_drift"].any():
        step = 1 - LEVEL * int(tested["is_drift"].sum()) / len(tested)
        assert found["confidence"].iloc[0] == pytest.approx(step)
    for more in range(int(tested["is_drift"].sum()) + 1, len(tested) + 1):  # no larger set would have passed
        low, high = newcombe_difference(
            tested["count_current"],
            tested["total_current"],
            tested["count_previous"],
            tested["total_previous"],
            1 - LEVEL * more / len(tested),
        )
        assert ((low > 0) | (high < 0)).sum() < more
