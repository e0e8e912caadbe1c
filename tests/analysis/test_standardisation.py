"""Standardised rates: a published example, rows one can add in the head, and laws."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.intervals import wilson
from analysis.standardisation import standardised

# Down syndrome by birth order (5: fifth or later) and age of the mother, Michigan 1950-1964: Fleiss (1981), page 249.
# Rates per 100,000 at the mix of all orders, with exact intervals: Fay and Feuer (1997), Statistics in Medicine 16:791.
BIRTHS = {
    "1": [230061, 329449, 114920, 39487, 14208, 3052],
    "2": [72202, 326701, 208667, 83228, 28466, 5375],
    "3": [15050, 175702, 207081, 117300, 45026, 8660],
    "4": [2293, 68800, 132424, 98301, 46075, 9834],
    "5": [327, 30666, 123419, 149919, 104088, 34392],
}
CASES = {
    "1": [107, 141, 60, 40, 39, 25],
    "2": [25, 150, 110, 84, 82, 39],
    "3": [3, 71, 114, 103, 108, 75],
    "4": [1, 26, 64, 89, 137, 96],
    "5": [0, 8, 63, 112, 262, 295],
}


def cells(counts: dict[str, list[int]], totals: dict[str, list[int]]) -> pd.DataFrame:
    rows = [
        {"group": group, "stratum": str(place), "count": count, "total": total}
        for group in counts
        for place, (count, total) in enumerate(zip(counts[group], totals[group], strict=True))
    ]
    return pd.DataFrame(rows, columns=["group", "stratum", "count", "total"])


def by_group(found: pd.DataFrame) -> dict:
    return {row["group"]: row for row in found.to_dict("records")}


def test_the_published_example_of_direct_standardisation() -> None:
    found = by_group(standardised(cells(CASES, BIRTHS)))
    assert found["1"]["rate"] * 1e5 == pytest.approx(56.3, abs=0.05)
    assert found["1"]["direct"] * 1e5 == pytest.approx(92.3, abs=0.05)
    # Theirs are gamma intervals of Poisson counts, 80.4 to 106.5; ours are Wilson's of as many rows as it is worth.
    ends = found["1"]["direct_low"] * 1e5, found["1"]["direct_high"] * 1e5
    assert ends == pytest.approx((80.4, 106.5), abs=1.5)
    # By hand: 0.319933 of all births are of mothers under 20, and so on (their shares are those of the five orders).
    shares = np.array(list(BIRTHS.values())).sum(axis=0)
    own = np.array(CASES["5"]) / np.array(BIRTHS["5"])
    assert found["5"]["direct"] == pytest.approx(float(own @ shares / shares.sum()))


# Two strata. a has the easy cases (10 % fail), b the hard ones (50 %); in each stratum both fail alike.
ALIKE = {"a": [9, 5], "b": [1, 45]}
MIXES = {"a": [90, 10], "b": [10, 90]}


def test_groups_that_differ_by_mix_alone_are_alike_when_standardised() -> None:
    found = by_group(standardised(cells(ALIKE, MIXES)))
    assert (found["a"]["rate"], found["b"]["rate"]) == (0.14, 0.46)
    for row in found.values():
        assert row["ratio"] == pytest.approx(1)
        assert row["indirect"] == pytest.approx(0.3)  # of all: 60 of 200
        assert row["direct"] == pytest.approx(0.3)  # half of all are easy: 0.5 x 0.1 + 0.5 x 0.5
        assert row["covered"] == 1


def test_observed_over_expected_by_hand() -> None:
    # Strata of all: (2 + 4) / 20 = 0.3 and (6 + 8) / 20 = 0.7. Of a expected: 10 x 0.3 + 10 x 0.7 = 10, observed 8.
    found = by_group(standardised(cells({"a": [2, 6], "b": [4, 8]}, {"a": [10, 10], "b": [10, 10]})))
    assert (found["a"]["expected"], found["a"]["ratio"]) == (pytest.approx(10), pytest.approx(0.8))
    low, high = wilson(8, 20)
    assert (found["a"]["ratio_low"], found["a"]["ratio_high"]) == pytest.approx((low * 2, high * 2))
    assert found["a"]["indirect"] == pytest.approx(0.8 * 20 / 40)


def test_a_stratum_a_group_lacks_is_left_to_its_others_and_said() -> None:
    found = by_group(standardised(cells({"a": [2, 0], "b": [4, 8]}, {"a": [10, 0], "b": [10, 20]})))
    assert found["a"]["direct"] == pytest.approx(0.2)
    assert found["a"]["covered"] == pytest.approx(20 / 40)


def test_no_rows_and_nothing_expected_are_unknown() -> None:
    assert standardised(cells({}, {})).empty
    found = by_group(standardised(cells({"a": [0], "b": [0]}, {"a": [10], "b": [0]})))
    assert np.isnan(found["a"]["ratio"])
    assert found["a"]["rate"] == 0
    assert found["a"]["direct_high"] < 1
    assert np.isnan(found["b"]["rate"])
    assert np.isnan(found["b"]["direct"])


def test_one_group_alone_is_as_expected() -> None:
    row = standardised(cells({"a": [3, 4]}, {"a": [10, 10]})).iloc[0]
    assert (row["ratio"], row["indirect"], row["direct"]) == pytest.approx((1, 0.35, 0.35))


def test_impossible_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="above its total"):
        standardised(cells({"a": [2]}, {"a": [1]}))


@st.composite
def tables(draw: st.DrawFn) -> pd.DataFrame:
    groups, strata = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    counts, totals = {}, {}
    for group in range(groups):
        fails = draw(st.lists(st.integers(0, 30), min_size=strata, max_size=strata))
        goes = draw(st.lists(st.integers(0, 30), min_size=strata, max_size=strata))
        counts[str(group)], totals[str(group)] = fails, [a + b for a, b in zip(fails, goes, strict=True)]
    return cells(counts, totals)


@settings(max_examples=80, deadline=None)
@given(rows=tables())
def test_laws(rows: pd.DataFrame) -> None:
    found = standardised(rows)
    assert found["expected"].sum() == pytest.approx(found["count"].sum())  # what all had is what all were expected to
    for name in ("rate", "direct", "indirect"):
        known = found[found[name].notna()]
        assert known[name].between(0, 1 + 1e-12).all()
        assert (known[f"{name}_low"] <= known[name] + 1e-9).all()
        assert (known[name] <= known[f"{name}_high"] + 1e-9).all()
    split = pd.concat([rows, rows]).assign(count=lambda held: held["count"], total=lambda held: held["total"])
    twice = standardised(split)
    assert np.allclose(twice["direct"], found["direct"], equal_nan=True)  # twice as many rows: the same rates
    assert np.allclose(twice["ratio"], found["ratio"], equal_nan=True)
