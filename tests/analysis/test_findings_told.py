"""Of overlapping findings the one that fits is told, and no change twice."""

import numpy as np
import pandas as pd
import pytest

from analysis.findings import COUNTS, Weeks, judged, threshold
from analysis.findings_told import Leaves, gathering, overlapping, told

# Leaves: bank A with cause 1, bank A with cause 2, bank B with cause 1, bank B with cause 2; 10,000 attempts a bank.
MEMBERS = np.array(
    [
        [1, 1, 1, 1],  # all
        [1, 1, 0, 0],  # bank A
        [0, 0, 1, 1],  # bank B
        [1, 0, 1, 0],  # cause 1
        [0, 1, 0, 1],  # cause 2
    ],
    dtype=bool,
)
OF = np.array([20_000, 10_000, 10_000, 20_000, 20_000])
NAMES = np.array(["all", "bank A", "bank B", "cause 1", "cause 2"])
BEFORE = np.array([200.0, 200.0, 200.0, 200.0])


def told_of(now: list[float]) -> list[str]:
    """What is told of these failures by leaf, after 200 in each."""
    current = np.array(now)
    table = pd.DataFrame(dict(zip(COUNTS, (MEMBERS @ current, OF, MEMBERS @ BEFORE, OF), strict=True)))
    usual = np.random.default_rng(1).binomial(OF[:, None], ((MEMBERS @ BEFORE) / OF)[:, None], (5, 13)) * 1.0
    found = judged(table, Weeks(usual, np.repeat(OF[:, None], 13, axis=1) * 1.0))
    places = np.flatnonzero(found["is_finding"])
    leaves = Leaves(MEMBERS[places], current, BEFORE)
    chosen = told(found.iloc[places], leaves, threshold(found["p_value"].to_numpy()))
    return [str(NAMES[places[place]]) for place in chosen]


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ([200, 200, 200, 200], []),
        ([500, 500, 200, 200], ["bank A"]),  # a bank fails in every way; all and its causes rise with it
        ([500, 200, 500, 200], ["cause 1"]),  # a cause at every bank
        ([400, 400, 400, 400], ["all"]),  # everywhere
        ([400, 400, 60, 60], ["bank A", "bank B"]),  # one up, one down: the whole hides both
    ],
)
def test_the_slice_that_fits_is_told(now: list[float], expected: list[str]) -> None:
    assert sorted(told_of(now)) == expected


def test_two_changes_are_told_of_two_slices() -> None:
    # Bank A fails more in both ways, and cause 1 at bank B too: more than half of cause 1's rise lies in bank A.
    assert told_of([900, 900, 200, 200])[0] == "bank A"
    assert "cause 1" in told_of([330, 200, 700, 200])


def test_where_the_overlap_is_not_known_one_is_told_for_each_direction() -> None:
    found = pd.DataFrame(
        {
            "excess": [50.0, 40.0, -30.0],
            "p_value": [1e-9, 1e-6, 1e-5],
            "t": [6.0, 5.0, -4.5],
            "df": 30.0,
            "total_current": 100,
            "total_previous": 100,
        }
    )
    assert told(found, overlapping(found), 0.01) == [0, 2]


def test_nothing_found_is_nothing_told() -> None:
    empty = pd.DataFrame(columns=["excess", "p_value", "t", "df", "total_current", "total_previous"], dtype=float)
    assert told(empty, overlapping(empty), -1.0) == []


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ([100, 20, 20, 20], ("bank", "A", 1.0, 0.25)),  # 80 more, all of it at bank A, which had 20 of 80
        ([100, 40, 20, 20], ("bank", "A", 0.8, 0.25)),
        ([60, 60, 20, 20], ("os", "ios", 1.0, 0.5)),  # half at each of two banks, both on one system
        ([40, 40, 40, 40], None),
        ([20, 20, 20, 0], ("bank", "D", 1.0, 0.25)),  # a fall sits somewhere too
    ],
)
def test_where_a_change_sits(now: list[int], expected: tuple[str, str, float, float] | None) -> None:
    leaves = pd.DataFrame(
        {"bank": list("ABCD"), "os": ["ios", "ios", "android", "android"], "count_current": now, "count_previous": 20}
    )
    found = gathering(leaves, leaves, ["bank", "os"], 1.0)
    assert (found and (found.dimension, found.value, pytest.approx(found.share), found.usual)) == expected
