"""The truth agrees with itself and with the volumes the demonstration is meant to have."""

from collections import Counter
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest
from demo_logs import WALLETS, Demo

from pipelines.classifier import Taxonomy
from pipelines.contract import EVENT_TYPES


@pytest.fixture(scope="session")
def failures(demo: Demo) -> list[dict[str, Any]]:
    return pq.read_table(demo.folder / "truth/failures.parquet").to_pylist()  # type: ignore[no-any-return]


@pytest.fixture(scope="session")
def cases(demo: Demo) -> list[dict[str, Any]]:
    return pq.read_table(demo.folder / "truth/cases.parquet").to_pylist()  # type: ignore[no-any-return]


def test_every_cause_of_the_taxonomy_occurs(failures: list[dict[str, Any]]) -> None:
    causes = Counter(failure["cause"] for failure in failures)
    assert set(causes) == set(Taxonomy.read().causes)
    assert min(causes.values()) > 30


def test_every_event_type_occurs(demo: Demo) -> None:
    assert {name for name, count in demo.truth["events"].items() if count} == EVENT_TYPES


def test_the_mix_of_categories(failures: list[dict[str, Any]]) -> None:
    counts = Counter(failure["cause_category"] for failure in failures)
    shares = {category: count / len(failures) for category, count in counts.items()}
    meant = {
        "personal_information": 0.25,
        "technical_fault": 0.30,
        "platform_policy": 0.35,
        "legal_regulatory": 0.08,
        "unclassified": 0.02,
    }
    assert shares == pytest.approx(meant, abs=0.02)


def test_the_volumes(demo: Demo, failures: list[dict[str, Any]]) -> None:
    events = demo.truth["events"]
    failed, succeeded = events["termination.failed"], events["termination.succeeded"]
    assert demo.truth["wallets"] == WALLETS
    assert 250_000 <= sum(events.values()) <= 350_000
    assert 0.20 < failed / (failed + succeeded) < 0.35
    assert len(failures) == failed


def test_the_course_of_cases(cases: list[dict[str, Any]]) -> None:
    hours = sorted(case["time_to_resolution_hours"] for case in cases if case["time_to_resolution_hours"])
    failed = [case for case in cases if case["count_failures"]]
    still_open = [case for case in failed if case["end_kind_by_contract"] == "open"]
    assert 24 < hours[len(hours) // 2] < 7 * 24
    assert hours[-len(hours) // 100] > 30 * 24
    assert 0.1 < len(still_open) / len(failed) < 0.25


def test_blockers_show_one_at_a_time(demo: Demo) -> None:
    """A wallet that resolved failed on each of its blockers, in their order, whatever else befell it."""
    found = duckdb.execute(
        """WITH met AS (
            SELECT f.platform, f.wallet_id, list_distinct(list(f.blocker)) AS met, max(len(f.named)) AS named
            FROM read_parquet($failures) f GROUP BY ALL)
        SELECT count(*), count(*) FILTER (list_has_all(met, blockers))
        FROM read_parquet($cases) c JOIN met USING (platform, wallet_id)
        WHERE c.end_kind = 'succeeded' AND len(c.blockers) > 1 AND met.named = 0""",
        {
            "failures": str(demo.folder / "truth/failures.parquet"),
            "cases": str(demo.folder / "truth/cases.parquet"),
        },
    ).fetchall()
    count, complete = found[0]
    assert count > 500
    assert complete == count


def test_failures_are_keyed_by_event_id_or_by_wallet_and_moment(failures: list[dict[str, Any]]) -> None:
    keys = {(row["source"], row["event_id"], row["wallet_id"], row["occurred_at"]) for row in failures}
    assert len(keys) == len(failures)
    assert {row["source"] for row in failures if row["event_id"] is None} == {"cinnabar", "egret_attempts"}
    assert {row["source"] for row in failures if row["request_id"] is None} == {
        "aurora",
        "bamboo",
        "dragonfly",
    }


def test_operations_are_within_the_log(demo: Demo) -> None:
    operations = demo.truth["operations"]
    kinds = Counter(held["event_type"] for held in operations)
    assert set(kinds) == {name for name in EVENT_TYPES if name.startswith("operations.")}
    assert all(demo.truth["starts_at"] <= held["at"] <= demo.truth["ends_at"] for held in operations)
    assert demo.truth["ends_at"] == "2026-11-20T09:00:00Z"
