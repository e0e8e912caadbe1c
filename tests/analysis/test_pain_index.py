"""The pain index against figures worked out in the head."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.pain_index import pain_index, rank_ranges

RULES = pd.DataFrame({"failures": [10.0, 5.0, 0.0], "days": [20.0, 40.0, 0.0]}, index=["a", "b", "c"])


def test_it_is_the_weighted_mean_of_parts_of_the_largest() -> None:
    # a: (3 x 1 + 1 x 0.5) / 4; b: (3 x 0.5 + 1 x 1) / 4
    assert pain_index(RULES, {"failures": 3, "days": 1}).tolist() == [87.5, 62.5, 0.0]
    assert pain_index(RULES, {"failures": 1}).tolist() == [100.0, 50.0, 0.0]


def test_a_missing_measure_takes_its_weight_with_it() -> None:
    unknown = RULES.assign(days=[np.nan, 40.0, np.nan])
    assert pain_index(unknown, {"failures": 1, "days": 1}).tolist() == [100.0, 75.0, 0.0]
    assert pain_index(RULES.assign(days=np.nan), {"days": 1}).isna().all()


def test_ranks_range_as_far_as_the_weights_allow() -> None:
    # With weight w on failures: a = w + (1 - w) / 2 beats b = w / 2 + (1 - w) where w > 1/2: half of all divisions.
    found = rank_ranges(RULES, {"failures": 3, "days": 1}, draws=4000)
    assert found["rank"].tolist() == [1, 2, 3]
    assert found.loc["a", ["rank_low", "rank_high"]].tolist() == [1, 2]
    assert found.loc["c", ["rank_low", "rank_high", "share_kept"]].tolist() == [3, 3, 1]
    assert found.loc["a", "share_kept"] == pytest.approx(0.5, abs=0.03)


def test_a_measure_without_weight_moves_no_rank() -> None:
    assert rank_ranges(RULES, {"failures": 2})["share_kept"].tolist() == [1, 1, 1]


def test_no_rule_gives_no_row() -> None:
    assert rank_ranges(RULES[:0], {"failures": 1}).empty
    assert pain_index(RULES[:0], {"failures": 1}).empty


@given(st.lists(st.tuples(st.floats(0, 1e6), st.floats(0, 1e6)), min_size=1, max_size=9), st.integers(0, 5))
def test_it_stays_between_0_and_100(rows: list[tuple[float, float]], weight: int) -> None:
    found = pain_index(pd.DataFrame(rows, columns=["failures", "days"]), {"failures": 1, "days": weight})
    assert found.between(0, 100 + 1e-9).all()
