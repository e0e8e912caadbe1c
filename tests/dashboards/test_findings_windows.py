"""The days that findings compare: finished, with the same weekdays, known for certain."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboards.queries.findings_windows import FOLLOWED_DAYS, WEEKS_OF_HISTORY, day_parameters, last_week, windows

FIRST = date(2026, 1, 1)
WEEK = (date(2026, 11, 9), date(2026, 11, 15))  # Monday, Sunday


@pytest.mark.parametrize(
    ("finished", "monday"),
    [
        (date(2026, 11, 15), date(2026, 11, 9)),  # a Sunday ends its own week
        (date(2026, 11, 19), date(2026, 11, 9)),
        (date(2026, 11, 14), date(2026, 11, 2)),
    ],
)
def test_the_last_week_is_whole(finished: date, monday: date) -> None:
    assert last_week(finished) == (monday, monday + timedelta(days=6))


def test_a_week_is_compared_with_the_one_before_and_has_a_quarter_of_history() -> None:
    found = windows(WEEK, "failure_rate", FIRST, date(2026, 11, 19))
    assert found is not None
    assert (found.current, found.previous) == (WEEK, (date(2026, 11, 2), date(2026, 11, 8)))
    assert len(found.weeks) == WEEKS_OF_HISTORY
    assert found.weeks[0] == found.previous
    assert found.weeks[-1][0] == WEEK[0] - timedelta(days=7 * 13)


def test_what_is_known_later_is_told_of_earlier_weeks() -> None:
    # Five days after Sunday the 15th is Friday the 20th; on the 19th three days to resolution are known a week before.
    assert windows(WEEK, "resolved_3", FIRST, date(2026, 11, 20)).current == WEEK
    assert windows(WEEK, "resolved_3", FIRST, date(2026, 11, 19)).current == (date(2026, 11, 2), date(2026, 11, 8))
    # 14 days and 90 of silence: 104 days before 19 November is 7 August; the Sunday before it the 2nd.
    assert windows(WEEK, "given_up", FIRST, date(2026, 11, 19)).current[1] == date(2026, 8, 2)


def test_a_log_too_short_has_none() -> None:
    assert windows(WEEK, "failure_rate", date(2026, 11, 3), date(2026, 11, 19)) is None
    only = windows(WEEK, "failure_rate", date(2026, 11, 2), date(2026, 11, 19))
    assert len(only.weeks) == 1


@given(st.integers(0, 400), st.integers(1, 60), st.integers(0, 30), st.sampled_from(list(FOLLOWED_DAYS)))
def test_both_sides_hold_the_same_weekdays_and_nothing_overlaps(at: int, count: int, young: int, measure: str) -> None:
    to_on = date(2026, 1, 1) + timedelta(days=at)
    days = (to_on - timedelta(days=count - 1), to_on)
    found = windows(days, measure, date(2024, 1, 1), to_on + timedelta(days=young))
    lengths = {(span[1] - span[0]).days + 1 for span in (found.current, found.previous)}
    assert lengths == {count}
    assert (found.current[0] - found.previous[0]).days % 7 == 0
    assert found.previous[1] < found.current[0]
    assert found.current[1] + timedelta(days=FOLLOWED_DAYS[measure]) <= to_on + timedelta(days=young)
    assert all(
        newer[0] - older[0] == timedelta(days=7) for newer, older in zip(found.weeks, found.weeks[1:], strict=False)
    )
    assert found.weeks[0][1] < found.current[0]


def test_the_windows_by_day() -> None:
    found = windows(WEEK, "failure_rate", date(2026, 10, 26), date(2026, 11, 19))
    lists = day_parameters(found)
    assert lists["week_of_day"] == [2] * 7 + [1] * 7 + [0] * 7
    assert lists["is_previous_day"] == [False] * 7 + [True] * 7 + [False] * 7


def test_days_between_belong_to_no_week() -> None:
    # Nine days from Saturday on, the same nine two weeks earlier: weeks of history are seven days, two are between.
    found = windows((date(2026, 11, 7), date(2026, 11, 15)), "failure_rate", date(2026, 10, 24), date(2026, 11, 19))
    lists = day_parameters(found)
    assert lists["week_of_day"] == [2] * 7 + [1] * 7 + [0] * 9
    assert lists["is_previous_day"] == [True] * 9 + [False] * 14
    two = windows((date(2026, 11, 14), date(2026, 11, 15)), "failure_rate", date(2026, 11, 7), date(2026, 11, 19))
    assert day_parameters(two)["week_of_day"] == [1, 1, None, None, None, None, None, 0, 0]
