"""The working-day clock over days that one can look up: the days of October 2026 and of the Spring Festival."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.working_days import after_working_days, working_calendar, working_days_since

# National Day: 1 to 7 October 2026 are free, and Sunday 20 September and Saturday 10 October are worked for it.
AUTUMN = working_calendar(date(2026, 9, 18), date(2026, 10, 31))


def test_make_up_days_are_worked_and_holidays_are_not() -> None:
    is_working = AUTUMN.set_index("day_on")["is_working"]
    assert is_working["2026-09-18":"2026-09-20"].tolist() == [True, False, True]
    assert is_working["2026-09-30":"2026-10-10"].tolist() == [True, *[False] * 7, True, True, True]
    assert not is_working["2026-10-11"]


def test_the_clock_stands_still_over_a_holiday() -> None:
    at = [datetime(2026, 9, 30, 18), datetime(2026, 10, 1), datetime(2026, 10, 7, 23), datetime(2026, 10, 8, 6)]
    start, *later = working_days_since(AUTUMN, at)
    # 6 hours are left of 30 September, then nothing until the 8th, of which 6 hours more.
    assert [value - start for value in later] == pytest.approx([0.25, 0.25, 0.5])


def test_fifteen_working_days_over_the_holiday() -> None:
    # From Tuesday 29 September noon: 1.5 days to the end of the 30th; 8, 9, 10 October: 4.5; 12 to 16: 9.5;
    # 19 to 23: 14.5; so noon of Monday the 26th.
    (start,) = working_days_since(AUTUMN, [datetime(2026, 9, 29, 12)])
    assert after_working_days(AUTUMN, start + 15) == datetime(2026, 10, 26, 12)


@given(st.datetimes(datetime(2026, 9, 18), datetime(2026, 9, 25)), st.floats(0, 12))
def test_the_clock_reads_what_was_waited_for(start_at: datetime, days: float) -> None:
    (start,) = working_days_since(AUTUMN, [start_at])
    (end,) = working_days_since(AUTUMN, [after_working_days(AUTUMN, start + days)])
    assert end - start == pytest.approx(days, abs=1e-9)


def test_an_instant_outside_is_refused() -> None:
    with pytest.raises(ValueError, match="outside the calendar"):
        working_days_since(AUTUMN, [datetime(2026, 11, 1)])
    with pytest.raises(ValueError, match="more days"):
        after_working_days(AUTUMN, 1000.0)
    with pytest.raises(ValueError, match="before it begins"):
        working_calendar(date(2026, 2, 2), date(2026, 2, 1))


def test_one_day_is_a_calendar() -> None:
    day = working_calendar(date(2026, 10, 10), date(2026, 10, 10))  # the Saturday that is worked
    assert day[["is_working", "working_days_before"]].to_numpy().tolist() == [[True, 0]]
