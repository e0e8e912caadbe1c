"""What changed most: two platforms by hand, and the law that the parts add up."""

from random import Random

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.change import overall_change, segment_changes

COLUMNS = [
    "segment",
    "stratum",
    "attempts_current",
    "failures_current",
    "attempts_previous",
    "failures_previous",
]


def cells(*rows: tuple[str | None, str, int, int, int, int]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=COLUMNS)


def of_segment(changes: pd.DataFrame, segment: str) -> pd.Series:
    return changes.set_index("segment").loc[segment]


def test_two_platforms_by_hand() -> None:
    # a: 10 % then 20 %, half of the attempts then a quarter. b: 30 % both times, half then three quarters.
    # Overall 20 % -> 0.25 * 0.2 + 0.75 * 0.3 = 27.5 %, a change of 7.5 points; the mean of both 23.75 %.
    # a: rate part 0.375 * 0.1 = 0.0375; mix part (0.15 - 0.2375) * -0.25 = 0.021875
    # b: rate part 0;                    mix part (0.30 - 0.2375) * 0.25 = 0.015625
    changes = segment_changes(cells(("a", "", 100, 20, 200, 20), ("b", "", 300, 90, 200, 60)))
    a, b = of_segment(changes, "a"), of_segment(changes, "b")
    assert (a["rate_part"], a["mix_part"]) == pytest.approx((0.0375, 0.021875))
    assert (b["rate_part"], b["mix_part"]) == pytest.approx((0.0, 0.015625))
    assert (a["contribution"], b["contribution"]) == pytest.approx((0.059375, 0.015625))
    assert changes["rank"].tolist() == [1, 2]
    assert changes["segment"].tolist() == ["a", "b"]


def test_the_whole_is_compared_with_its_interval() -> None:
    # 56/70 - 48/80 = 0.2; Newcombe (1998), table II, method 10: 0.0524 to 0.3339
    whole = overall_change(cells(("a", "", 70, 56, 80, 48)))
    assert (whole["rate_current"], whole["rate_previous"]) == pytest.approx((0.8, 0.6))
    assert whole["difference"] == pytest.approx(0.2)
    assert (whole["low"], whole["high"]) == pytest.approx((0.0524, 0.3339), abs=5e-5)
    assert (whole["rate_part"], whole["mix_part"]) == pytest.approx((0.2, 0.0))


def test_strata_inside_a_segment_show_its_mix() -> None:
    # Both platforms keep their rates, 10 % and 50 %; attempts move from x to y: all of it is mix.
    changes = segment_changes(cells(("a", "x", 100, 10, 300, 30), ("a", "y", 300, 150, 100, 50)))
    row = of_segment(changes, "a")
    assert row["rate_part"] == pytest.approx(0.0)
    assert row["mix_part"] == pytest.approx(0.4 - 0.2)  # 160 / 400 - 80 / 400
    assert row["difference"] == pytest.approx(0.2)


def test_causes_share_the_attempts_of_their_platform() -> None:
    # 200 attempts now, 400 before. k: 40/200 - 35/400 = 0.1125. m: 5/200 - 15/400 = -0.0125, all by the move
    # of attempts away from P, as it fails there in 5 % both times: 0.05 * (0.5 - 0.75).
    shared = cells(("k", "P", 100, 10, 300, 15), ("k", "Q", 100, 30, 100, 20), ("m", "P", 100, 5, 300, 15))
    changes = segment_changes(shared, shares_attempts=True)
    k, m = of_segment(changes, "k"), of_segment(changes, "m")
    assert (k["attempts_current"], k["attempts_previous"]) == (200, 400)
    # k: rate part 0.625 * 0.05 + 0.375 * 0.1 = 0.06875; mix part 0.075 * -0.25 + 0.25 * 0.25 = 0.04375
    assert (k["rate_part"], k["mix_part"], k["difference"]) == pytest.approx((0.06875, 0.04375, 0.1125))
    assert (m["rate_part"], m["mix_part"], m["difference"]) == pytest.approx((0.0, -0.0125, -0.0125))
    assert overall_change(shared, shares_attempts=True)["difference"] == pytest.approx(0.1)  # 45/200 - 50/400


def test_shared_attempts_that_differ_are_refused() -> None:
    with pytest.raises(ValueError, match="must repeat its attempts"):
        segment_changes(cells(("k", "P", 100, 1, 100, 1), ("m", "P", 90, 1, 100, 1)), shares_attempts=True)


def test_small_segments_are_shown_last_and_not_ranked() -> None:
    changes = segment_changes(cells(("tiny", "", 29, 29, 500, 5), ("big", "", 500, 60, 500, 50)))
    assert changes["segment"].tolist() == ["big", "tiny"]
    assert changes["is_small"].tolist() == [False, True]
    assert changes["rank"].tolist() == [1, pd.NA]


def test_a_new_segment_is_all_mix_and_ranked() -> None:
    # 50/500 before, 50/500 + 50/100 now: 100/600. new: (0.5 - 0.13333) * 1/6 = 0.061111.
    changes = segment_changes(cells(("old", "", 500, 50, 500, 50), ("new", "", 100, 50, 0, 0)))
    new = of_segment(changes, "new")
    assert (new["rate_part"], new["mix_part"]) == pytest.approx((0.0, 0.061111), abs=5e-7)
    assert new["rank"] == 1
    assert np.isnan([new["rate_previous"], new["difference"], new["low"]]).all()
    assert changes["contribution"].sum() == pytest.approx(100 / 600 - 0.1)


def test_a_period_without_attempts_leaves_the_change_unknown() -> None:
    nothing_before = cells(("a", "", 100, 20, 0, 0), ("b", "", 100, 10, 0, 0))
    changes = segment_changes(nothing_before)
    assert changes["rate_current"].tolist() == [0.2, 0.1]
    assert changes[["difference", "rate_part", "mix_part", "contribution", "rank"]].isna().all(axis=None)
    whole = overall_change(nothing_before)
    assert whole["rate_current"] == pytest.approx(0.15)
    assert whole[["rate_previous", "difference", "low", "rate_part", "mix_part"]].isna().all()


def test_no_cells_are_no_segments() -> None:
    assert segment_changes(cells()).empty
    assert overall_change(cells())[["rate_current", "difference", "rate_part"]].isna().all()


def test_a_segment_without_a_name_counts() -> None:
    changes = segment_changes(cells((None, "", 100, 20, 100, 10), ("b", "", 100, 10, 100, 10)))
    assert changes["contribution"].sum() == pytest.approx(30 / 200 - 20 / 200)


COUNTS = st.integers(0, 1000).flatmap(lambda total: st.tuples(st.just(total), st.integers(0, total)))
ROWS = st.tuples(st.sampled_from("abc"), st.sampled_from("xy"), COUNTS, COUNTS)
CELLS = st.lists(ROWS, min_size=1, max_size=8)
Row = tuple[str, str, tuple[int, int], tuple[int, int]]


def drawn(rows: list[Row]) -> pd.DataFrame:
    return cells(*((segment, stratum, *now, *before) for segment, stratum, now, before in rows))


@settings(max_examples=40)  # pandas is slow on tiny tables
@given(CELLS)
def test_the_parts_add_up_to_the_whole(rows: list[Row]) -> None:
    changes, whole = segment_changes(drawn(rows)), overall_change(drawn(rows))
    summed = changes[["contribution", "rate_part", "mix_part"]].sum(min_count=1)
    expected = [whole["difference"], whole["rate_part"], whole["mix_part"]]
    assert summed.tolist() == pytest.approx(expected, abs=1e-12, nan_ok=True)
    both = whole["rate_part"] + whole["mix_part"]
    assert both == pytest.approx(whole["difference"], abs=1e-12, nan_ok=True)


@settings(max_examples=40)
@given(CELLS)
def test_swapped_periods_turn_every_sign(rows: list[Row]) -> None:
    there = segment_changes(drawn(rows)).set_index("segment").sort_index()
    back = segment_changes(drawn([(s, t, before, now) for s, t, now, before in rows])).set_index("segment")
    names = ["difference", "rate_part", "mix_part", "contribution"]
    turned = -back.sort_index()[names].to_numpy(dtype=float)
    assert there[names].to_numpy(dtype=float) == pytest.approx(turned, abs=1e-12, nan_ok=True)


@settings(max_examples=40)
@given(CELLS, st.randoms(use_true_random=False))
def test_the_order_of_cells_is_nothing(rows: list[Row], random: Random) -> None:
    mixed = list(rows)
    random.shuffle(mixed)
    names = ["rate_part", "mix_part", "low", "high"]
    one, other = (segment_changes(drawn(r)).set_index("segment").sort_index()[names] for r in (rows, mixed))
    pd.testing.assert_frame_equal(one, other)
