"""Shares by a moment, against curves one can work out in the head."""

import numpy as np
import pytest

from analysis.horizons import UNKNOWN, EndedShare, ended_by, ended_by_cause
from analysis.survival import aalen_johansen, kaplan_meier

# 1 of 4 ends at 1; one is lost at 2; 1 of 2 ends at 3; the last is seen until 5. Survival: 3/4, 3/4, 3/8, 3/8.
CURVE = kaplan_meier([1, 2, 3, 5], [True, False, True, False])
# 2 succeed and 1 withdraws of 4, the last still runs at 5.
CURVES = aalen_johansen([1, 2, 3, 5], ["succeeded", "withdrawn", "succeeded", None])


def test_the_share_that_ended_is_one_minus_the_curve() -> None:
    shares = ended_by(CURVE, [0.5, 1, 2.9, 3, 5])
    assert [share.value for share in shares] == pytest.approx([0, 0.25, 0.25, 0.625, 0.625])


def test_the_limits_are_those_of_the_curve_turned_around() -> None:
    [before, share] = ended_by(CURVE, [0.5, 3])
    row = CURVE[CURVE["time"] == 3].iloc[0]
    assert (share.low, share.high) == pytest.approx((1 - row["upper"], 1 - row["lower"]))
    assert before == EndedShare(0.0, None, None)  # nothing ended yet: no spread is known


def test_beyond_the_last_that_was_seen_nothing_is_known() -> None:
    assert ended_by(CURVE, [5.1]) == [UNKNOWN]
    assert ended_by(kaplan_meier([1, 2], [True, True]), [9]) == [EndedShare(1.0, None, None)]
    assert ended_by(kaplan_meier([], []), [1]) == [UNKNOWN]


def test_each_cause_has_its_share() -> None:
    # 2 of 4 succeed, 1 withdraws, and nobody was lost before; after 5 the last one may still do either.
    of = {cause: ended_by_cause(CURVES, cause, [3, 6]) for cause in ("succeeded", "withdrawn", "abandoned")}
    assert [share[0].value for share in of.values()] == pytest.approx([0.5, 0.25, 0])
    assert all(share[1] == UNKNOWN for share in of.values())
    assert of["abandoned"][0] == EndedShare(0.0, None, None)


def test_all_that_ended_are_known_for_ever() -> None:
    both = aalen_johansen([1, 2], ["succeeded", "withdrawn"])
    assert ended_by_cause(both, "succeeded", [0.5, 99])[0].value == 0
    assert ended_by_cause(both, "succeeded", [99])[0].value == pytest.approx(0.5)
    assert ended_by_cause(aalen_johansen([1, 2], np.array([None, None])), "succeeded", [1]) == [UNKNOWN]
