"""Durations, working days, promises and who held a case: rows one can add in the head, over a real DuckDB."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from dashboards.queries import Selection, Snapshot, promise, resolution
from warehouse.connect import connect
from warehouse.manifest import Manifest

# Local times (UTC+8) of National Day 2026: 1 to 7 October are free, Saturday the 10th is worked. The newest event is
# Friday 23 October, noon. Case 1 lasts from Wednesday 30 September noon to Thursday 8 October noon: 8 days on the
# calendar, half of the 30th and half of the 8th on the working-day clock. Case 2 is withdrawn after 6 hours of Saturday
# the 10th. Case 3 is open since Friday 16 October noon: the 16th, 19 to 22, the 23rd: 0.5 + 4 + 0.5 = 5 working days.
# Case 4 is open since Monday 28 September: 3 + 3 (8 to 10) + 5 + 4 + 0.5 = 15.5. Case 5 was abandoned at once.
ROWS = """
    (1, 'aurora', 'app', 'platform_policy', 'pp_balance_not_zero', 'succeeded',
        TIMESTAMP '2026-09-30 12:00', TIMESTAMP '2026-10-08 12:00', 6.0, 2.0, 0.0),
    (2, 'aurora', 'web', 'technical_fault', 'tf_network_timeout', 'withdrawn',
        TIMESTAMP '2026-10-10 06:00', TIMESTAMP '2026-10-10 12:00', 1.0, 0.0, 0.0),
    (3, 'bamboo', 'app', 'platform_policy', 'pp_manual_review', 'open',
        TIMESTAMP '2026-10-16 12:00', TIMESTAMP '2026-10-23 12:00', 0.0, 7.0, 0.0),
    (4, 'bamboo', NULL, 'legal_regulatory', 'lr_judicial_freeze', 'open',
        TIMESTAMP '2026-09-28 00:00', TIMESTAMP '2026-10-23 12:00', 0.0, 0.0, 25.5),
    (5, 'aurora', 'app', 'platform_policy', 'pp_balance_not_zero', 'abandoned',
        TIMESTAMP '2026-07-01 00:00', TIMESTAMP '2026-07-01 00:00', 0.0, 0.0, 0.0)
"""
MARTS = f"""
    CREATE TABLE resolution_times AS
        SELECT
            CAST(from_local AS DATE) AS first_requested_on, platform, 1::UBIGINT AS causes_key, first_cause,
            first_cause_category, channel, wallet_key::UBIGINT AS wallet_key, 1 AS case_number,
            from_local - INTERVAL 8 HOUR AS first_requested_at, from_local - INTERVAL 8 HOUR AS first_failed_at,
            end_kind, until_local - INTERVAL 8 HOUR AS observed_until,
            until_local - INTERVAL 8 HOUR + to_days(CASE WHEN end_kind = 'abandoned' THEN 90 ELSE 0 END) AS open_until,
            (user_hours * 3600000)::BIGINT AS user_milliseconds,
            (platform_hours * 3600000)::BIGINT AS platform_milliseconds,
            (third_party_hours * 3600000)::BIGINT AS third_party_milliseconds, 0::BIGINT AS unknown_milliseconds
        FROM (VALUES {ROWS}) t(wallet_key, platform, channel, first_cause_category, first_cause, end_kind, from_local,
            until_local, user_hours, platform_hours, third_party_hours);
    CREATE TABLE case_facts AS
        SELECT 'case-' || wallet_key AS case_id, first_requested_on, wallet_key, case_number FROM resolution_times;
"""
AUTUMN = Selection(date(2026, 9, 1), date(2026, 10, 23))
EVER = Selection(date(2026, 7, 1), date(2026, 10, 23))


@pytest.fixture
def snapshot() -> Iterator[Snapshot]:
    connection = connect()
    connection.execute("ATTACH ':memory:' AS marts; USE marts")
    connection.execute(MARTS)
    connection.execute("USE memory")
    manifest = Manifest("s1", 1, "marts", datetime(2026, 10, 23, 4), 480, "1.0")
    yield Snapshot(Path("nowhere"), manifest, connection)
    connection.close()


def test_durations_are_counted_by_group_and_end(snapshot: Snapshot) -> None:
    rows = resolution.resolution_durations(snapshot, AUTUMN, "platform")
    rows = rows.sort_values(["group_value", "end_kind", "hours"], ignore_index=True)
    told = list(zip(rows["group_value"], rows["end_kind"], strict=True))
    assert told == [("aurora", "succeeded"), ("aurora", "withdrawn"), ("bamboo", "open"), ("bamboo", "open")]
    assert rows["count_cases"].tolist() == [1, 1, 1, 1]
    # 8 days, 6 hours, 7 and 25.5 days; steps are at most 0.4 % wide.
    assert rows["hours"].tolist() == pytest.approx([192, 6, 168, 612], rel=0.002)


@pytest.mark.parametrize(
    ("by", "groups"),
    [
        ("category", ["legal_regulatory", "platform_policy", "technical_fault"]),
        ("cause", ["lr_judicial_freeze", "pp_balance_not_zero", "pp_manual_review", "tf_network_timeout"]),
        ("channel", ["app", "web"]),
        ("month", ["2026-09", "2026-10"]),
    ],
)
def test_every_grouping_tells_its_groups(snapshot: Snapshot, by: str, groups: list[str]) -> None:
    rows = resolution.resolution_durations(snapshot, AUTUMN, by)
    assert sorted(rows["group_value"].dropna().unique()) == groups
    assert rows["count_cases"].sum() == 4
    assert rows["group_value"].isna().sum() == (1 if by == "channel" else 0)  # case 4 has no channel


def test_the_working_day_clock_knows_the_holiday_and_the_saturday(snapshot: Snapshot) -> None:
    rows = resolution.resolution_working_days(snapshot, AUTUMN, "cause").set_index("group_value")
    assert rows["working_days"].to_dict() == {
        "pp_balance_not_zero": 1.0,
        "tf_network_timeout": 0.25,
        "pp_manual_review": 5.0,
        "lr_judicial_freeze": 15.5,
    }


def test_who_held_the_cases(snapshot: Snapshot) -> None:
    rows = resolution.time_held(snapshot, AUTUMN, "platform").set_index("group_value")
    assert rows.loc["aurora", ["count_cases", "user_hours", "platform_hours"]].tolist() == [2, 7.0, 2.0]
    assert rows.loc["bamboo", ["user_hours", "third_party_hours", "unknown_hours"]].tolist() == [0.0, 25.5, 0.0]


def test_ages_are_of_working_days_and_the_abandoned_stay_open(snapshot: Snapshot) -> None:
    rows = promise.promise_ages(snapshot, EVER)
    told = rows.set_index(["platform", "end_kind"])["days_at_end"]
    assert told["bamboo", "open"].tolist() == [5.1, 15.6]  # rounded up to the next tenth
    assert told["aurora", "succeeded"] == 1.1
    # Case 5 began before the 90 days that the forecast learns from.
    assert ("aurora", "abandoned") not in told.index
    older = promise.promise_values(snapshot, EVER) | {"learned_from": date(2026, 7, 1)}
    asked = resolution.ask(snapshot, "promise_ages", EVER, **older).set_index("end_kind")
    # 90 days from 1 July: to the end of 28 September 23 + 21 + 20 working days (free: the 25th, worked: the 20th).
    assert asked.loc["abandoned", "days_at_end"] == pytest.approx(64.1)


def test_the_nearest_are_those_within_the_promise(snapshot: Snapshot) -> None:
    rows = promise.cases_near_breach(snapshot, EVER, 5).to_dict("records")
    assert [row["case_id"] for row in rows] == ["case-3"]  # case 4 is past its 15 days
    assert (rows[0]["working_days"], rows[0]["days_left"]) == (pytest.approx(5.0), pytest.approx(10.0))
    # Ten working days from Friday noon: the rest of the 23rd, 26 to 30, 2 to 5, half of the 6th.
    assert rows[0]["promised_at_local"] == datetime(2026, 11, 6, 12)


def test_nothing_in_the_period_is_no_row(snapshot: Snapshot) -> None:
    empty = Selection(date(2026, 8, 1), date(2026, 8, 2))
    assert resolution.resolution_durations(snapshot, empty, "month").empty
    assert resolution.resolution_working_days(snapshot, empty, "month").empty
    assert promise.promise_ages(snapshot, empty).empty
    assert promise.cases_near_breach(snapshot, empty, 5).empty


def test_a_platform_may_promise_something_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "promise.toml"
    path.write_text("working_days = 15\n[platforms]\naurora = 10\n", "utf-8")
    told = promise.read_promise(path)
    assert (told.of("aurora"), told.of("bamboo")) == (10, 15)
    assert promise.read_promise().of("any") == 15  # as it is shipped


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "`working_days` is None"),
        ("working_days = 0", "from 1 to 250"),
        ("working_days = true", "`working_days` is True"),
        ("working_days = 15\nplatforms = 3", "`platforms` must be a table"),
        ("working_days = 15\n[platforms]\naurora = '5'", "`platforms.aurora` is '5'"),
        ("working_days =", "cannot be read"),
    ],
)
def test_a_promise_that_is_none_is_refused(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "promise.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(promise.BadPromise, match=said):
        promise.read_promise(path)
    with pytest.raises(promise.BadPromise, match="cannot be read"):
        promise.read_promise(tmp_path / "none.toml")
