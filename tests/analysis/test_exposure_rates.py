"""Rates before and after a step: a published table, the immortal-time example in literal rows, laws."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from analysis.exposure import mantel_haenszel, time_in_bands
from analysis.intervals import rate_ratio

# British doctors by age (Doll and Hill 1966, in Rothman's and Stata's textbooks): deaths, person-years.
SMOKERS = ([32, 104, 206, 186, 102], [52407, 43248, 28612, 12663, 5317])
OTHERS = ([2, 12, 28, 28, 31], [18790, 10673, 5710, 2585, 1462])

# Hours to the end of the wait, whether it ended in success, hours to the step (None: never). Six succeed at 2 hours. Of
# the twelve that still wait at 4 hours half take the step; with it or without, three of six succeed: it does nothing.
STEPPED = [(10, True, 4)] * 3 + [(10, False, 4)] * 3
IMMORTAL = [(2, True, None)] * 6 + STEPPED + [(10, True, None)] * 3 + [(10, False, None)] * 3


def test_the_doctors_of_the_textbook() -> None:
    # Stata's manual, `ir deaths smokes pyears, by(age)`: M-H combined 1.424682 (1.154703, 1.757784).
    found = mantel_haenszel(*SMOKERS, *OTHERS)
    assert found.value == pytest.approx(1.424682, abs=1e-6)
    assert (found.low, found.high) == (pytest.approx(1.154703, abs=1e-6), pytest.approx(1.757784, abs=1e-6))
    assert (found.events, found.other_events) == (630, 101)


def test_two_strata_by_hand() -> None:
    # 4 in 10 h against 2 in 10 h, 1 in 10 h against 1 in 30 h.
    # above = 4*10/20 + 1*30/40 = 2.75, below = 2*10/20 + 1*10/40 = 1.25: 2.2.
    # variance = (6*10*10/20^2 + 2*10*30/40^2) / (2.75*1.25) = (1.5 + 0.375) / 3.4375 = 0.545454...
    found = mantel_haenszel([4, 1], [10, 10], [2, 1], [10, 30])
    assert found.value == pytest.approx(2.2)
    assert found.high == pytest.approx(2.2 * np.exp(1.959963984540054 * np.sqrt(1.875 / 3.4375)))


def test_sparse_strata_have_the_spread_they_show() -> None:
    # The same two strata: 4*10/20 = 2 and 1*30/40 = 0.75 of 2.75, 2*10/20 = 1 and 1*10/40 = 0.25 of 1.25.
    # (2/2.75 - 1/1.25)^2 + (0.75/2.75 - 0.25/1.25)^2 = 2 * 0.0727^2 = 0.0106, less than 0.5454: the wider one stays.
    sparse = mantel_haenszel([4, 1], [10, 10], [2, 1], [10, 30], is_sparse=True)
    assert sparse == mantel_haenszel([4, 1], [10, 10], [2, 1], [10, 30])
    # The doctors' ratios fall from 5.7 to 0.9 with age; what they show is more than chance.
    assert mantel_haenszel(*SMOKERS, *OTHERS, is_sparse=True).low < mantel_haenszel(*SMOKERS, *OTHERS).low


def test_a_stratum_with_one_side_alone_compares_nothing() -> None:
    alone = mantel_haenszel([4, 1, 9], [10, 10, 50], [2, 1, 0], [10, 30, 0])
    assert alone == mantel_haenszel([4, 1], [10, 10], [2, 1], [10, 30])


@pytest.mark.parametrize(
    ("cells", "value"),
    [
        (([], [], [], []), None),  # nothing
        (([3], [9], [0], [0]), None),  # nobody without
        (([3], [9], [0], [9]), None),  # no event without: the ratio has no upper end
        (([0], [9], [3], [9]), 0.0),  # no event with: nothing is known of the spread
    ],
)
def test_what_cannot_be_known_is_none(cells: tuple, value: float | None) -> None:
    found = mantel_haenszel(*cells)
    assert (found.value, found.low, found.high) == (value, None, None)


def test_negative_numbers_are_refused() -> None:
    with pytest.raises(ValueError, match="0 or more"):
        mantel_haenszel([-1], [1], [1], [1])


def test_time_in_bands_by_hand() -> None:
    # Durations 0.5, 3, 5 and 30 in bands from 0, 1 and 4:
    # 0.5 + 1 + 1 + 1 = 3.5 up to 1, 2 + 3 + 3 = 8 up to 4, 1 + 26 = 27 beyond.
    assert time_in_bands([1, 1, 2], [0.5, 3, 35], [0, 1, 4]).tolist() == [3.5, 8.0, 27.0]


def test_bands_that_do_not_ascend_are_refused() -> None:
    with pytest.raises(ValueError, match="ascend"):
        time_in_bands([1, 1], [1, 1], [0, 0])


@given(arrays.arrays(np.float64, st.integers(1, 40), elements=st.floats(0, 700)))
def test_no_time_is_lost_or_made(durations: np.ndarray) -> None:
    edges = np.array([0.0, 0.25, 1, 4, 16, 256])
    band = np.searchsorted(edges, durations, side="right") - 1
    count, total = np.bincount(band, minlength=6), np.bincount(band, durations, 6)
    spent = time_in_bands(count, total, edges)
    widths = np.append(np.diff(edges), np.inf)
    bands = zip(edges, widths, strict=True)
    assert spent == pytest.approx([np.clip(durations - edge, 0, width).sum() for edge, width in bands])
    assert spent.sum() == pytest.approx(durations.sum())


def banded(hours: list[float], edges: tuple[float, ...]) -> np.ndarray:
    band = np.searchsorted(edges, hours, side="right") - 1
    return time_in_bands(np.bincount(band, minlength=len(edges)), np.bincount(band, hours, len(edges)), edges)


def events_in(rows: list[tuple], edges: tuple[float, ...]) -> np.ndarray:
    hours = [end for end, is_success, _ in rows if is_success]
    return np.bincount(np.searchsorted(edges, hours, side="right") - 1, minlength=len(edges))


def test_a_step_that_does_nothing_looks_harmful_to_who_forgets_when_it_was_taken() -> None:
    others = [row for row in IMMORTAL if row[2] is None]
    # Naively, ever against never: 3 successes in 6 * 10 h, against 9 in 6 * 2 + 6 * 10 = 72 h: (3/60) / (9/72) = 0.4.
    naive = (3 / 60) / (9 / 72)
    assert naive == pytest.approx(0.4)
    # Fairly: time from 4 h on. With: 3 successes in 6 * 6 h; without: 3 in 6 * 6 h. The six that ended before 4 h are
    # compared with nobody, for nobody had taken the step by then.
    edges = (0.0, 4.0)
    exposed = banded([end for end, *_ in STEPPED], edges) - banded([at for *_, at in STEPPED], edges)
    without = banded([end for end, *_ in IMMORTAL], edges) - exposed
    assert exposed.tolist() == [0, 36]
    assert without.tolist() == [6 * 2 + 12 * 4, 36]
    fair = mantel_haenszel(events_in(STEPPED, edges), exposed, events_in(others, edges), without)
    assert (fair.value, fair.events, fair.other_events) == (pytest.approx(1.0), 3, 3)
    assert fair.low is not None
    assert fair.low < 1 < (fair.high or 0)


COUNTS = st.lists(st.tuples(*[st.integers(1, 50)] * 4), min_size=1, max_size=8)


@given(COUNTS)
def test_turned_round_the_ratio_is_its_inverse(cells: list[tuple]) -> None:
    one, time, other, other_time = np.array(cells).T
    found, turned = mantel_haenszel(one, time, other, other_time), mantel_haenszel(other, other_time, one, time)
    assert found.value == pytest.approx(1 / (turned.value or np.nan))
    assert found.low == pytest.approx(1 / (turned.high or np.nan))


@given(COUNTS)
def test_one_stratum_is_the_plain_ratio(cells: list[tuple]) -> None:
    one, time, other, other_time = cells[0]
    found = mantel_haenszel([one], [time], [other], [other_time])
    assert found.value == pytest.approx((one / time) / (other / other_time))
    assert (found.low, found.high) == pytest.approx(rate_ratio(one, time, other, other_time))


@given(COUNTS, st.floats(0.1, 10))
def test_the_unit_of_time_does_not_matter(cells: list[tuple], unit: float) -> None:
    one, time, other, other_time = np.array(cells, dtype=float).T
    found = mantel_haenszel(one, time, other, other_time)
    scaled = mantel_haenszel(one, time * unit, other, other_time * unit)
    assert (found.value, found.low) == pytest.approx((scaled.value, scaled.low))
