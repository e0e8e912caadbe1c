"""States of alert rules: hours that one can count in the head."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.alert_states import Bar, Stretch, course, spike_state, verdicts

Y, N, U = True, False, None  # over the bar, below it, unknown
LETTERS = {"ok": "o", "pending": "p", "firing": "F", "recovering": "r", "no_data": "-"}


def drawn(found: list[bool | None], for_hours: int = 1, clear_hours: int = 1) -> str:
    return "".join(LETTERS[state] for state in course(found, for_hours, clear_hours).states)


def hours(failures: list[int], decided: list[int], expected: list[float] | None = None) -> pd.DataFrame:
    frame = pd.DataFrame({"failures": failures, "decided": decided})
    return frame if expected is None else frame.assign(expected=expected)


@pytest.mark.parametrize(
    ("found", "for_hours", "clear_hours", "states"),
    [
        ([], 1, 1, ""),
        ([N, Y, N], 1, 1, "oFo"),
        ([N, Y, Y, Y, N], 3, 1, "oppFo"),
        ([Y, Y, N, Y, Y, Y], 3, 1, "ppoppF"),  # the third in a row fires, not the third at all
        ([Y, N, N, N], 1, 3, "Frro"),
        ([Y, N, N, Y, N, N, N], 1, 3, "FrrFrro"),  # over the bar again: still the same incident
        ([Y, Y, U, Y, Y], 3, 1, "pp-pp"),  # what is not known breaks a row
        ([Y, U, U, N], 1, 1, "F--o"),  # no data is no all-clear
        ([U, U], 1, 1, "--"),
    ],
)
def test_states_hour_by_hour(found: list[bool | None], for_hours: int, clear_hours: int, states: str) -> None:
    assert drawn(found, for_hours, clear_hours) == states


def test_an_incident_knows_when_it_began_fired_and_was_over() -> None:
    #      0  1  2  3  4  5  6  7  8
    one = [N, Y, Y, Y, N, Y, N, N, Y]
    [first, *rest] = course(one, for_hours=2, clear_hours=2).stretches
    assert first == Stretch(first=1, fired=2, last=5, over=7)
    assert rest == []  # the last hour alone is pending
    [still] = course([N, Y, U], for_hours=1).stretches
    assert still == Stretch(first=1, fired=1, last=1, over=None)


def test_count_and_rate_must_both_be_reached() -> None:
    bar = Bar(least_failures=5, least_rate=0.5)
    # 4 of 4: too few; 5 of 11: 45 %; 5 of 10: both; nothing decided: unknown
    assert verdicts(hours([4, 5, 5, 0], [4, 11, 10, 0]), bar) == [False, False, True, None]


def test_a_window_adds_the_hours_before() -> None:
    bar = Bar(least_failures=6, least_rate=0.5, over_hours=3)
    # windows: 2/2, 4/4, 6/6, 4/4 (2+2+0), 2/2, 0/0
    assert verdicts(hours([2, 2, 2, 0, 0, 0], [2, 2, 2, 0, 0, 0]), bar) == [False, False, True, False, False, None]


def test_against_what_was_expected() -> None:
    nan = float("nan")
    bar = Bar(least_failures=4, times_expected=2, over_hours=2)
    # 4 > 2 * 1.5; 8 > 2 * 4.5 is not; then an hour that nothing was expected of, which its window cannot do without
    asked = hours([4, 4, 9, 9, 9], [9, 9, 9, 9, 9], [1.5, 3.0, nan, 1.0, 1.0])
    assert verdicts(asked, bar) == [True, False, None, None, True]


def test_an_unfinished_hour_speaks_for_a_breach_and_never_against_it() -> None:
    bar = Bar(least_failures=5, least_rate=0.5)
    assert verdicts(hours([5, 1], [5, 9]), bar, is_last_finished=False) == [True]
    assert verdicts(hours([0, 5], [5, 9]), bar, is_last_finished=False) == [False, True]
    assert verdicts(hours([], []), bar, is_last_finished=False) == []


@pytest.mark.parametrize(
    ("stages", "is_lesser_open", "is_judged", "state"),
    [
        (["recovering", "growing"], False, True, "firing"),
        (["recovering"], True, True, "recovering"),
        (["opened"], False, False, "firing"),  # what is known to burn burns, also while the log is silent
        ([], True, True, "pending"),
        ([], True, False, "no_data"),
        ([], False, False, "no_data"),
        ([], False, True, "ok"),
    ],
)
def test_states_of_spikes(stages: list[str], is_lesser_open: bool, is_judged: bool, state: str) -> None:
    assert spike_state(stages, is_lesser_open, is_judged) == state


@given(st.lists(st.sampled_from([Y, N, U])), st.integers(1, 4), st.integers(1, 4))
def test_laws(found: list[bool | None], for_hours: int, clear_hours: int) -> None:
    walked = course(found, for_hours, clear_hours)
    assert len(walked.states) == len(found)
    for one in walked.stretches:
        assert all(found[place] for place in range(one.first, one.fired + 1))
        assert one.fired - one.first == for_hours - 1
        assert found[one.last] is True
    assert all(one.over is not None for one in walked.stretches[:-1])
    # what comes later changes nothing of before
    half = len(found) // 2
    assert course(found[:half], for_hours, clear_hours).states == walked.states[:half]
