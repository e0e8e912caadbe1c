"""Curves of durations over 10 million cases: the query that counts them, and the curves of all groups."""

import time
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from statistics import quantiles

from analysis.survival import kaplan_meier
from benchmarks.report import Figure
from dashboards.queries import Selection, Snapshot
from dashboards.queries.resolution import GROUPINGS, resolution_durations
from warehouse.connect import connect
from warehouse.manifest import Manifest

CASES = 10_000_000
FAILED_SHARE = 0.22  # of the demonstration's cases; only those with a failure last
PERIOD = (date(2026, 5, 24), date(2026, 11, 19))
CHOICES = ({}, {"platform": ("p1",)}, {"cause": ("cause_3",)}, {"category": ("category_1", "category_2")})
ROUNDS = 3
# Two in three are resolved, the durations spread over six powers of ten; 40 causes, 5 platforms, 5 channels, 180 days.
ROWS = """
    CREATE TABLE cause_lists AS SELECT range::UBIGINT AS causes_key, ['cause_' || range] AS causes,
        ['category_' || range % 5] AS cause_categories FROM range(40);
    CREATE TABLE causes AS SELECT 'cause_' || range AS cause, 'category_' || range % 5 AS cause_category FROM range(40);
    CREATE TABLE resolution_times AS
        SELECT
            first_failed_at::DATE AS first_requested_on, 'p' || number % 5 AS platform,
            (number % 40)::UBIGINT AS causes_key,
            'cause_' || number % 40 AS first_cause, 'category_' || number % 5 AS first_cause_category,
            'c' || hash(number) % 5 AS channel, number::UBIGINT AS wallet_key, 1 AS case_number, first_failed_at,
            CASE WHEN number % 6 < 4 THEN 'succeeded' WHEN number % 6 < 5 THEN 'open' ELSE 'abandoned' END AS end_kind,
            first_failed_at + to_seconds(exp(1.0 + 13.5 * hash(number * 7) / 18446744073709551615.0)::BIGINT)
                AS observed_until
        FROM (SELECT range AS number, TIMESTAMP '2026-05-24' + to_seconds(range * 15552000 // {rows})
                AS first_failed_at FROM range({rows}));
"""


def curve_times() -> Iterator[Figure]:
    """p50 and p95 of the milliseconds from the question to the curves of all groups, and of their CPU time."""
    snapshot = in_memory(int(CASES * FAILED_SHARE))
    asked = [(by, choice) for _ in range(ROUNDS) for by in GROUPINGS for choice in CHOICES]
    times = [milliseconds(snapshot, by, Selection(*PERIOD, **choice)) for by, choice in asked]
    wall, cpu = (quantiles(spent, n=20) for spent in zip(*times, strict=True))
    yield Figure(f"curves over {CASES:,} cases, ms, p50", wall[9], "")
    yield Figure(f"curves over {CASES:,} cases, ms, p95", wall[18], "under 200")
    yield Figure(f"curves over {CASES:,} cases, CPU ms, p95", cpu[18], "")


def in_memory(rows: int) -> Snapshot:
    """A snapshot that holds what the query reads."""
    connection = connect({"threads": 2})
    connection.execute("ATTACH ':memory:' AS marts; USE marts")
    connection.execute(ROWS.format(rows=rows))
    connection.execute("USE memory")
    return Snapshot(Path("nowhere"), Manifest("s1", 1, "marts", datetime(2026, 11, 20), 480, "1.0"), connection)


def milliseconds(snapshot: Snapshot, by: str, selection: Selection) -> tuple[float, float]:
    """Wall and CPU time."""
    started, started_cpu = time.perf_counter(), time.process_time()
    durations = resolution_durations(snapshot, selection, by)
    for _, rows in durations.groupby("group_value"):
        kaplan_meier(rows["hours"], rows["end_kind"] == "succeeded", weights=rows["count_cases"])
    return 1000 * (time.perf_counter() - started), 1000 * (time.process_time() - started_cpu)
