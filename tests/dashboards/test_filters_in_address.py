"""The address is the truth: what goes in comes out, and what is not known is refused by name."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboards.filters import (
    COMPARISONS,
    DIMENSIONS,
    Filters,
    Known,
    Selection,
    compared,
    read_filters,
    to_address,
    whole_days,
)

KNOWN = Known(
    date(2026, 5, 25), date(2026, 11, 20), {name: (f"{name}_a", f"{name}_b", "") for name in DIMENSIONS}
)


def read(**address: str | list[str]) -> Filters:
    return read_filters({key: [v] if isinstance(v, str) else v for key, v in address.items()}, KNOWN)


def test_a_first_visit_shows_thirty_days_up_to_the_newest_event() -> None:
    filters = read()
    assert (filters.selection.from_on, filters.selection.to_on) == (date(2026, 10, 22), date(2026, 11, 20))
    assert filters.selection.days == 30
    assert not filters.is_set
    assert to_address(filters) == {}


@pytest.mark.parametrize(
    ("address", "from_on", "period"),
    [
        ({"period": "7d"}, date(2026, 11, 14), "7d"),
        ({"period": "90d"}, date(2026, 8, 23), "90d"),
        ({"period": "all"}, date(2026, 5, 25), "all"),
        ({"from": "2026-11-01"}, date(2026, 11, 1), "custom"),
    ],
)
def test_a_period_ends_with_the_newest_event(address: dict, from_on: date, period: str) -> None:
    filters = read(**address)
    assert (filters.selection.from_on, filters.selection.to_on, filters.period) == (
        from_on,
        date(2026, 11, 20),
        period,
    )


@pytest.mark.parametrize(
    ("address", "refused"),
    [
        ({"period": "3w"}, ("period", "3w")),
        ({"from": "yesterday"}, ("from", "yesterday")),
        ({"from": "2026-11-10", "to": "2026-11-01"}, ("from", "2026-11-10")),
        ({"compare": "luck"}, ("compare", "luck")),
        ({"platform": "'; DROP TABLE attempts; --"}, ("platform", "'; DROP TABLE attempts; --")),
        ({"cause": ["cause_a", "<b>x</b>"]}, ("cause", "<b>x</b>")),
    ],
)
def test_a_bad_value_is_named_and_the_rest_applies(address: dict, refused: tuple[str, str]) -> None:
    filters = read(**address)
    assert filters.refused == (refused,)
    assert filters.selection.days == 30


def test_a_good_value_beside_a_bad_one_stays() -> None:
    assert read(cause=["cause_a", "nonsense"]).selection.cause == ("cause_a",)


choices = st.dictionaries(st.sampled_from(DIMENSIONS), st.sampled_from((0, 1, 2)), max_size=4).map(
    lambda chosen: {
        name: [KNOWN.values[name][:2][: count + 1], KNOWN.values[name][1:2]][count == 2]
        for name, count in chosen.items()
    }
)
periods = st.one_of(
    st.sampled_from([{}, {"period": "7d"}, {"period": "90d"}, {"period": "all"}]),
    st.tuples(
        st.dates(date(2026, 1, 1), date(2026, 6, 1)), st.dates(date(2026, 6, 1), date(2026, 12, 1))
    ).map(lambda ends: {"from": ends[0].isoformat(), "to": ends[1].isoformat()}),
)


@given(choices, periods, st.sampled_from(COMPARISONS))
def test_reading_what_was_written_gives_the_same_filters(chosen: dict, period: dict, comparison: str) -> None:
    address = {
        key: [value] if isinstance(value, str) else list(value) for key, value in {**chosen, **period}.items()
    }
    filters = read_filters(address | {"compare": [comparison]}, KNOWN)
    written = {key: [v] if isinstance(v, str) else v for key, v in to_address(filters).items()}
    assert read_filters(written, KNOWN) == filters
    assert filters.refused == ()


def test_the_unfinished_day_is_left_out_of_comparisons() -> None:
    # 30 days to 20 Nov: 29 finished ones, 22 Oct to 19 Nov; the 29 before are 23 Sep to 21 Oct.
    now, before = compared(read(), KNOWN) or pytest.fail("nothing compared")
    assert (now.from_on, now.to_on) == (date(2026, 10, 22), date(2026, 11, 19))
    assert (before.from_on, before.to_on) == (date(2026, 9, 23), date(2026, 10, 21))


def test_the_same_weekdays_are_whole_weeks_before() -> None:
    # 29 finished days: 5 weeks, 35 days, earlier.
    now, before = compared(read(compare="weekdays"), KNOWN) or pytest.fail("nothing compared")
    assert now.from_on - before.from_on == timedelta(days=35)
    assert now.from_on.weekday() == before.from_on.weekday()
    assert now.days == before.days == 29


@pytest.mark.parametrize(
    "address", [{"compare": "none"}, {"period": "all"}, {"from": "2026-11-20", "to": "2026-11-20"}]
)
def test_where_nothing_can_be_compared_nothing_is(address: dict) -> None:
    assert compared(read(**address), KNOWN) is None


def test_a_period_of_the_unfinished_day_alone_has_no_whole_days() -> None:
    assert whole_days(Selection(date(2026, 11, 20), date(2026, 11, 20)), KNOWN) is None
