"""Counts of few people never leave the dashboard, nor what gives them away; whatever else there is does."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboards.widgets.small_cells import LEAST, counts_people, without_small_cells


def test_a_small_count_goes_with_the_rates_and_sums_of_its_row() -> None:
    """3 of 9,000 would be found out from its rate; 9,000 itself and the row above stay."""
    frame = pd.DataFrame(
        {
            "cause": ["a", "b"],
            "count_failures": [120, 3],
            "count_decided": [9_000, 9_000],
            "rate": [120 / 9_000, 3 / 9_000],
            "count_rows": [1, 1],
        }
    )
    kept, count_small = without_small_cells(frame)
    assert count_small == 1
    assert kept["count_failures"].tolist() == [120, pd.NA]
    assert kept["count_decided"].tolist() == [9_000, 9_000]
    assert kept["rate"].isna().tolist() == [False, True]
    assert kept["count_rows"].tolist() == [1, 1]


def test_zero_is_nobody_and_five_are_enough() -> None:
    kept, count_small = without_small_cells(pd.DataFrame({"count_wallets": [0, 1, 4, 5]}))
    assert kept["count_wallets"].tolist() == [0, pd.NA, pd.NA, 5]
    assert count_small == 2


@pytest.mark.parametrize(
    "frame",
    [
        pd.DataFrame({"case_id": ["x"], "count_attempts": [2]}),  # one row per case counts nobody together
        pd.DataFrame({"source_line": [7], "count_cases": [1]}),
        pd.DataFrame({"count_files": [2], "count_rows": [3], "count_weeks": [1]}),  # files are no people
        pd.DataFrame({"count_wallets": pd.Series([], dtype="int64")}),
        pd.DataFrame(),
    ],
)
def test_what_counts_nobody_together_stays(frame: pd.DataFrame) -> None:
    kept, count_small = without_small_cells(frame)
    pd.testing.assert_frame_equal(kept, frame, check_dtype=False)
    assert count_small == 0


@given(counts=st.lists(st.integers(0, 30), min_size=1, max_size=20))
def test_no_small_count_is_left_and_the_rest_is_as_it_was(counts: list[int]) -> None:
    kept, count_small = without_small_cells(pd.DataFrame({"count_cases": counts}))
    left = kept["count_cases"].dropna().tolist()
    assert left == [count for count in counts if count == 0 or count >= LEAST]
    assert count_small == len(counts) - len(left)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("count_wallets", True), ("count_cases_any", True), ("count_rows", False), ("rate", False), (7, False)],
)
def test_columns_of_people_are_known_by_their_names(name: object, expected: bool) -> None:
    assert counts_people(name) is expected
