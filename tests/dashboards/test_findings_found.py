"""Findings asked of a real DuckDB: a bank that fails, cases that are resolved later, and nothing else."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest

from dashboards.queries import Selection, Snapshot
from dashboards.queries.findings import Found, findings
from warehouse.connect import connect
from warehouse.manifest import Manifest

SQL = Path(__file__).resolve().parents[2] / "pipelines" / "sql"
FIRST, FINISHED = date(2026, 8, 3), date(2026, 11, 15)  # fifteen weeks, Monday to Sunday
WEEK = (date(2026, 11, 9), FINISHED)
# Each day on each of two platforms and at each of two banks: 40 attempts succeed, 5 fail by each of two causes; in the
# last week 10 more fail at bank X by each cause. Wallets fail once each.
ATTEMPTS = """
    CREATE TABLE attempts AS
    WITH days AS (
        SELECT CAST(unnest(generate_series(DATE '2026-08-03', DATE '2026-11-15', INTERVAL 1 DAY)) AS DATE) AS d),
    sides AS (SELECT * FROM (VALUES ('p'), ('q')) a(platform), (VALUES ('X'), ('Y')) b(bank)),
    kinds AS (SELECT * FROM (VALUES ('succeeded', NULL, 40), ('failed', 'tf_one', 5), ('failed', 'pp_two', 5))
        k(outcome, cause, usual)),
    counted AS (
        SELECT *, usual + CASE WHEN d >= DATE '2026-11-09' AND bank = 'X' AND outcome = 'failed' THEN 10 ELSE 0 END AS n
        FROM days, sides, kinds)
    SELECT d AS requested_on, platform, bank, outcome, cause, left(cause, 2) AS cause_category,
        's_' || cause AS signature_id, 'app' AS channel, 'north' AS region, NULL::VARCHAR AS app_version,
        NULL::VARCHAR AS os, hash(d, platform, bank, cause, i) AS wallet_key, wallet_key::VARCHAR AS wallet_token
    FROM (SELECT *, unnest(range(n)) AS i FROM counted)"""
# Each day 20 cases that fail at once; 10 are resolved after two days, but 1 of those begun in the week before last.
CASES = """
    CREATE TABLE case_facts AS
    WITH days AS (SELECT unnest(generate_series(TIMESTAMP '2026-08-03', TIMESTAMP '2026-11-15', INTERVAL 1 DAY)) AS d)
    SELECT CAST(d AS DATE) AS first_requested_on, 'p' AS platform, ['tf_one'] AS causes, 1 AS count_failures,
        d AS first_requested_at, d AS first_failed_at, d AS last_event_at, NULL::TIMESTAMP AS withdrawn_at,
        CASE WHEN i < (CASE WHEN d BETWEEN DATE '2026-11-02' AND DATE '2026-11-08' THEN 1 ELSE 10 END)
            THEN d + INTERVAL 2 DAY END AS resolved_at
    FROM days, range(20) r(i)"""


def mart(path: str) -> str:
    name = path.rpartition("/")[2]
    return f"CREATE TABLE {name} AS {(SQL / f'{path}.sql').read_text('utf-8')}"


@pytest.fixture(scope="module")
def snapshot() -> Iterator[Snapshot]:
    connection = connect()
    connection.execute("ATTACH ':memory:' AS marts; USE marts")
    for statement in (
        ATTEMPTS,
        CASES,
        "CREATE VIEW failures AS SELECT * FROM attempts WHERE outcome = 'failed'",
        "CREATE TABLE changed_days AS SELECT DISTINCT requested_on FROM attempts",
        "CREATE TABLE changed_case_days AS SELECT DISTINCT first_requested_on FROM case_facts",
        "CREATE TABLE signatures AS SELECT DISTINCT signature_id, cause, cause_category FROM failures",
        "CREATE TABLE causes AS SELECT DISTINCT cause, cause_category FROM attempts WHERE cause IS NOT NULL",
        "CREATE VIEW cases AS SELECT *, 'X' AS bank FROM case_facts",
        "CREATE TABLE cause_lists AS SELECT hash(causes) AS causes_key, causes, ['tf'] AS cause_categories "
        "FROM (SELECT ['tf_one'] AS causes)",
        *(mart(f"marts/{name}") for name in ("attempts_daily", "slices_daily", "signatures_daily")),
        mart("case_marts/case_outcomes_daily"),
    ):
        connection.execute(statement)
    connection.execute("USE memory; CREATE VIEW cause_lists AS FROM marts.cause_lists")
    yield Snapshot(Path("nowhere"), Manifest("s1", 1, "marts", datetime(2026, 11, 16, 9), 480, "1.0"), connection)
    connection.close()


def found(
    snapshot: Snapshot, days: tuple[date, date] = WEEK, first_on: date = FIRST, **chosen: tuple[str, ...]
) -> Found:
    return findings(snapshot, Selection(*days, **chosen), days, first_on, FINISHED)


def told(rows: pd.DataFrame) -> list[tuple[str, str, str]]:
    return list(rows[["measure", "kind", "value"]].itertuples(index=False, name=None))


def test_the_bank_and_the_cases_are_told_and_nothing_twice(snapshot: Snapshot) -> None:
    # The whole, both platforms, the cause, its category and its signature rise with bank X; a resolution within three
    # days is what half of the cases had.
    rows = found(snapshot).rows
    assert told(rows) == [("failure_rate", "bank", "X"), ("resolved_3", "whole", "")]


def test_the_numbers_of_a_finding(snapshot: Snapshot) -> None:
    row = found(snapshot).rows.iloc[0]
    # 7 days x 2 platforms: 14 x 30 failed of 14 x 70 decided; before, 14 x 10 of 14 x 50.
    assert row[["count_current", "total_current", "count_previous", "total_previous"]].tolist() == [420, 980, 140, 700]
    assert row["excess"] == pytest.approx(420 - 980 * 140 / 700)
    assert row["count_wallets"] == 420
    assert row["count_people"] == pytest.approx(420 - 196)
    assert (row["from_on"], row["previous_from_on"]) == (WEEK[0], date(2026, 11, 2))
    assert row["low"] < row["difference"] < row["high"]
    assert row["platform"] is None
    assert row["gathered_kind"] is None  # spread over both platforms and causes


def test_a_resolution_is_told_of_cases_that_were_followed_long_enough(snapshot: Snapshot) -> None:
    row = found(snapshot).rows.iloc[1]
    # 7 of 140 after 70 of 140; the week told of is followed five days only the week after.
    assert row[["count_current", "total_current", "count_previous", "total_previous"]].tolist() == [7, 140, 70, 140]
    assert (row["from_on"], row["to_on"]) == (date(2026, 11, 2), date(2026, 11, 8))
    assert row["count_people"] == pytest.approx(63)


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({"bank": ("Y",)}, []),
        ({"cause": ("pp_two",)}, [("failure_rate", "bank", "X")]),
        ({"category": ("tf",)}, [("failure_rate", "bank", "X"), ("resolved_3", "whole", "")]),
        ({"platform": ("p",)}, [("failure_rate", "bank", "X"), ("resolved_3", "whole", "")]),
        ({"platform": ("nowhere",)}, []),
    ],
)
def test_findings_keep_to_the_filters(snapshot: Snapshot, chosen: dict, expected: list) -> None:
    rows = found(snapshot, **chosen).rows
    assert told(rows) == expected


def test_a_week_before_has_nothing_to_tell(snapshot: Snapshot) -> None:
    earlier = found(snapshot, (date(2026, 10, 26), date(2026, 11, 1)))
    assert (len(earlier.rows), earlier.count_weeks) == (0, 12)
    assert earlier.count_tested > 5


def test_a_period_that_is_no_week_is_compared_with_the_same_weekdays(snapshot: Snapshot) -> None:
    row = found(snapshot, (date(2026, 11, 7), FINISHED)).rows.iloc[0]  # nine days: the same nine, two weeks earlier
    assert (row["kind"], row["value"], row["previous_from_on"]) == ("bank", "X", date(2026, 10, 24))


def test_a_log_too_short_tells_nothing(snapshot: Snapshot) -> None:
    assert found(snapshot, first_on=date(2026, 11, 2)).count_weeks == 1
    assert found(snapshot, first_on=date(2026, 11, 9)).rows.empty
