"""What was planted shows in the raw rows by plain counting, and the surge as mere traffic."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest
from demo_logs import Demo

Row = dict[str, Any]


def instant(text: str) -> float:
    return datetime.fromisoformat(text).timestamp() * 1000


def share(rows: Iterable[Row], hit: Callable[[Row], bool]) -> tuple[float, int]:
    """The share of rows that are hit, and how many are."""
    flags = [hit(row) for row in rows]
    return sum(flags) / max(1, len(flags)), sum(flags)


def test_the_truncated_requests_of_aurora_8_3_0(demo: Demo, aurora: list[Row]) -> None:
    decided = [row for row in aurora if row["event_type"] in ("termination.failed", "termination.succeeded")]
    during = [row for row in decided if "2026-08-25T02" <= row["occurred_at"] < "2026-09-01T06"]
    inside, count = share((row for row in during if row["app_version"] == "8.3.0"), is_corrupt)
    outside, _ = share((row for row in during if row["app_version"] != "8.3.0"), is_corrupt)
    # chance 0.62; a twentieth of the failures carry the code that says nothing
    assert inside > 0.45
    assert outside < 0.04
    assert count > 0.8 * demo.planted("aurora-release-8.3.0")["count_failures"]


def is_corrupt(row: Row) -> bool:
    return bool(row["error_code"] == "TERM-5011")


def test_the_haitang_channel_of_cinnabar(demo: Demo, cinnabar: list[Row]) -> None:
    held = demo.planted("cinnabar-bank-haitang")
    begins, ends = instant(held["starts_at"]), instant(held["ends_at"])
    decided = [row for row in cinnabar if row["event"] in ("UNBIND_FAIL", "UNBIND_OK")]
    during = [row for row in decided if begins <= row["ts"] < ends]
    inside, count = share((row for row in during if row["bankId"] == "BK-HAITANG"), is_channel)
    outside, _ = share((row for row in during if row["bankId"] != "BK-HAITANG"), is_channel)
    assert inside > 0.6
    assert outside < 0.08
    assert count > 40


def is_channel(row: Row) -> bool:
    return row.get("errCode") == "BANK_CHANNEL_FAIL"


def test_the_lost_codes_of_bamboo(demo: Demo, bamboo: list[Row]) -> None:
    begins, ends = "2026-09-28 17:00", "2026-10-03 12:00"  # local
    assert demo.planted("bamboo-otp-ios-guangdong")["starts_at"] == "2026-09-28T09:00:00Z"
    decided = [
        row for row in bamboo if row["事件"] in ("注销失败", "注销成功") and begins <= row["发生时间"] < ends
    ]
    inside, count = share((row for row in decided if (row["系统"], row["省份"]) == ("苹果", "CN-GD")), is_otp)
    outside, _ = share((row for row in decided if (row["系统"], row["省份"]) != ("苹果", "CN-GD")), is_otp)
    assert inside > 0.6
    assert outside < 0.06
    assert count > 15


def is_otp(row: Row) -> bool:
    return bool(row["错误码"] == "E5060")


def test_the_settlement_of_dragonfly_is_still_down(demo: Demo) -> None:
    assert demo.planted("dragonfly-settlement")["ends_at"] is None
    found = duckdb.execute(
        """SELECT component, count(*) FILTER (error_code = 'DFW.5003') / count(*) AS share,
            max(occurred_at) FILTER (error_code = 'DFW.5003')
                > TIMESTAMPTZ '2026-11-20 04:00:00+00' AS is_recent
        FROM read_parquet($path)
        WHERE event_type IN ('termination.failed', 'termination.succeeded')
            AND occurred_at >= TIMESTAMPTZ '2026-11-18 12:00:00+00'
        GROUP BY component ORDER BY component""",
        {"path": str(demo.folder / "dragonfly/events-2026-11.parquet")},
    ).fetchall()
    (_, well, _), (_, down, is_recent) = found
    assert [name for name, *_ in found] == ["exit-flow", "settlement"]
    assert down > 0.6
    assert well < 0.1
    assert is_recent


def attempts_of_cinnabar(cinnabar: list[Row]) -> list[tuple[float, bool]]:
    """When each decided attempt was requested, and whether it failed."""
    asked = {row["reqId"]: row["ts"] for row in cinnabar if row["event"] == "UNBIND_APPLY"}
    decided = [
        row for row in cinnabar if row["event"] in ("UNBIND_FAIL", "UNBIND_OK") and row["reqId"] in asked
    ]
    return [(asked[row["reqId"]], row["event"] == "UNBIND_FAIL") for row in decided]


def test_the_surge_brings_more_requests_and_no_higher_failure_rate(demo: Demo, cinnabar: list[Row]) -> None:
    surge = demo.truth["surges"][0]
    begins, ends = instant(surge["starts_at"]), instant(surge["ends_at"])
    attempts = attempts_of_cinnabar(cinnabar)
    inside = [failed for at, failed in attempts if begins <= at < ends]
    outside = [failed for at, failed in attempts if not begins <= at < ends]
    days = (ends - begins) / 86_400_000
    assert len(inside) / days > 3 * len(outside) / (180 - days)
    # 730 attempts at a rate of 0.3: standard error sqrt(0.3 * 0.7 / 730) = 0.017; three of them
    assert sum(inside) / len(inside) == pytest.approx(sum(outside) / len(outside), abs=0.05)


def test_a_clause_that_asks_more_is_quoted_more(aurora: list[Row]) -> None:
    requests = Counter(
        row["occurred_at"] >= "2026-08-03" for row in aurora if row["event_type"] == "termination.requested"
    )
    refused = Counter(
        row["occurred_at"] >= "2026-08-03" for row in aurora if row["error_code"] == "TERM-4021"
    )
    assert refused[True] / requests[True] > 1.5 * refused[False] / requests[False]


def test_the_clause_hurts_older_people_in_some_regions(demo: Demo) -> None:
    cases = pq.read_table(demo.folder / "truth/cases.parquet").to_pylist()
    aurora = [case for case in cases if case["platform"] == "aurora" and case["first_requested_at"] >= AFTER]
    regions = {"CN-LN", "CN-JL", "CN-HL", "CN-SC", "CN-CQ"}
    hurt, _ = share(
        (case for case in aurora if case["age"] == "60+" and case["region"] in regions), has_mandate
    )
    others, _ = share(
        (case for case in aurora if case["age"] != "60+" and case["region"] not in regions), has_mandate
    )
    assert hurt > 2.5 * others


AFTER = datetime(2026, 8, 3, tzinfo=UTC)


def has_mandate(case: Row) -> bool:
    return "pp_auto_debit_active" in case["blockers"]


def test_a_change_of_words_changes_no_odds(demo: Demo) -> None:
    changes = {held["clause"]: held["effect"] for held in demo.truth["policy_changes"]}
    assert changes["BAM-3.1"] is None
    assert sum(effect is not None for effect in changes.values()) == 3
