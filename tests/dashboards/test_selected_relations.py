"""What a selection does to the relations, over a real DuckDB with rows one can add in the head."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from dashboards.queries import Selection, Snapshot, ask, rates
from dashboards.queries.compose import FOLDER, read_sql, statement
from warehouse import open_snapshot
from warehouse.connect import connect
from warehouse.manifest import Manifest

# Day, platform, region, wallet, outcome, category, cause, code. Two days, two platforms; 10 attempts.
ATTEMPTS = """
    (DATE '2026-11-01', 'aurora', 'north', 'w1', 'failed', 'technical_fault', 'tf_network_timeout', 'E1'),
    (DATE '2026-11-01', 'aurora', 'south', 'w2', 'failed', 'platform_policy', 'pp_balance_not_zero', 'E2'),
    (DATE '2026-11-01', 'aurora', 'south', 'w2', 'succeeded', NULL, NULL, NULL),
    (DATE '2026-11-01', 'bamboo', 'north', 'w3', 'succeeded', NULL, NULL, NULL),
    (DATE '2026-11-01', 'bamboo', 'north', 'w4', 'open', NULL, NULL, NULL),
    (DATE '2026-11-02', 'bamboo', 'north', 'w4', 'withdrawn', NULL, NULL, NULL),
    (DATE '2026-11-02', 'aurora', 'south', 'w1', 'failed', 'technical_fault', 'tf_network_timeout', 'E1'),
    (DATE '2026-11-02', 'bamboo', 'south', 'w5', 'failed', 'technical_fault', 'tf_rate_limited', 'E3'),
    (DATE '2026-11-02', 'bamboo', NULL, 'w6', 'failed', 'unclassified', 'unclassified', NULL),
    (DATE '2026-11-02', 'bamboo', NULL, 'w7', 'succeeded', NULL, NULL, NULL)
"""
MARTS = f"""
    CREATE TABLE attempts AS
        SELECT *, requested_on + INTERVAL 4 HOUR AS requested_at,
            'c' || wallet_token AS case_id, 's' || cause AS signature_id,
            hash(platform || wallet_token) AS wallet_key, 1 AS case_number
        FROM (VALUES {ATTEMPTS})
        t(requested_on, platform, region, wallet_token, outcome, cause_category, cause, error_code);
    CREATE VIEW failures AS SELECT * FROM attempts WHERE outcome = 'failed';
    CREATE TABLE attempts_daily AS
        SELECT requested_on, platform, cause_category, cause, outcome, count(*) AS count_attempts
        FROM attempts GROUP BY ALL;
    CREATE TABLE signatures AS SELECT DISTINCT signature_id, cause, cause_category, error_code FROM failures;
    CREATE TABLE signatures_daily AS
        SELECT requested_on, platform, signature_id,
            count(*) AS count_failures, count(DISTINCT wallet_token) AS count_wallets
        FROM failures GROUP BY ALL;
    CREATE TABLE causes AS SELECT DISTINCT cause, cause_category FROM failures;
    CREATE TABLE wallets_daily AS
        SELECT requested_on, platform, cause_category, NULL AS cause, NULL AS signature_id,
            CASE WHEN previous_on < requested_on THEN previous_on END AS previous_on, count(*) AS count_wallets
        FROM (SELECT *, lag(requested_on) OVER (PARTITION BY wallet_key, cause_category ORDER BY requested_on)
                AS previous_on
            FROM (SELECT requested_on, platform, NULL AS cause_category, wallet_key FROM failures
                UNION ALL SELECT requested_on, platform, cause_category, wallet_key FROM failures))
        GROUP BY ALL;
    CREATE TABLE cases AS
        SELECT case_id, wallet_token, wallet_key, case_number, platform,
            min(requested_on) AS first_requested_on, min(region) AS region,
            ['app'] AS channels, count(*) FILTER (outcome = 'failed') AS count_failures,
            list(cause) FILTER (cause IS NOT NULL) AS causes, NULL::DECIMAL(9, 2) AS frozen_amount, NULL AS currency,
            false AS is_frozen_now
        FROM attempts GROUP BY ALL;
    CREATE TABLE cases_daily AS
        SELECT first_requested_on, platform, CASE WHEN count_failures > 0 THEN hash(causes) END AS causes_key, causes,
            count(*) AS count_cases
        FROM cases GROUP BY ALL;
    CREATE TABLE cause_lists AS
        SELECT DISTINCT causes_key, causes, list(cause_category) AS cause_categories
        FROM (SELECT *, unnest(causes) AS cause FROM cases_daily) JOIN causes USING (cause)
        GROUP BY causes_key, causes;
"""
BOTH_DAYS = Selection(date(2026, 11, 1), date(2026, 11, 2))


@pytest.fixture
def snapshot() -> Iterator[Snapshot]:
    connection = connect()
    connection.execute("ATTACH ':memory:' AS marts; USE marts")
    connection.execute(MARTS)
    connection.execute("USE memory")
    manifest = Manifest("s1", 1, "marts", datetime(2026, 11, 2, 9), 480, "1.0")
    yield Snapshot(Path("nowhere"), manifest, connection)
    connection.close()


def rate(snapshot: Snapshot, **chosen: tuple[str, ...]) -> tuple[int, int]:
    found = rates.failure_rate(snapshot, Selection(BOTH_DAYS.from_on, BOTH_DAYS.to_on, **chosen)).iloc[0]
    return int(found["count_failures"]), int(found["count_decided"])


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({}, (5, 8)),  # 10 attempts less one open, one withdrawn
        ({"platform": ("aurora",)}, (3, 4)),
        ({"category": ("technical_fault",)}, (3, 8)),  # the other two failures stay decided attempts
        ({"cause": ("tf_rate_limited",)}, (1, 8)),
        ({"category": ("technical_fault",), "platform": ("aurora",)}, (2, 4)),
        ({"region": ("north",)}, (1, 2)),
        ({"region": ("north",), "category": ("platform_policy",)}, (0, 2)),
        ({"code": ("E1",)}, (2, 8)),  # a failure without a code is left out of the numerator, not lost
        ({"category": ("unclassified",)}, (1, 8)),
    ],
)
def test_a_cause_filter_narrows_the_numerator_alone(snapshot: Snapshot, chosen: dict, expected: tuple) -> None:
    assert rate(snapshot, **chosen) == expected


def test_an_extra_filter_gives_what_the_daily_relation_gives(snapshot: Snapshot) -> None:
    # Both regions and none: the filter falls back to attempts; 3 of the 10 have no region or are not decided.
    by_daily = ask(snapshot, "cause_counts", Selection(date(2026, 11, 1), date(2026, 11, 1)))
    by_attempts = ask(
        snapshot,
        "cause_counts",
        Selection(date(2026, 11, 1), date(2026, 11, 1), region=("north", "south")),
    )
    assert by_daily.equals(by_attempts)
    assert by_daily.loc[by_daily["is_failure"], "count_shown"].sum() == 2


def test_the_case_rate_keeps_all_cases_below(snapshot: Snapshot) -> None:
    # Cases by wallet and platform: w1 .. w7: 7; with a failure: w1, w2, w5, w6.
    every = rates.case_rate(snapshot, BOTH_DAYS).iloc[0]
    assert (every["count_failed_cases"], every["count_cases"]) == (4, 7)
    timeouts = Selection(BOTH_DAYS.from_on, BOTH_DAYS.to_on, cause=("tf_network_timeout",))
    narrowed = rates.case_rate(snapshot, timeouts).iloc[0]
    assert (narrowed["count_failed_cases"], narrowed["count_cases"]) == (1, 7)
    technical = Selection(BOTH_DAYS.from_on, BOTH_DAYS.to_on, category=("technical_fault",))
    assert rates.case_rate(snapshot, technical)["count_failed_cases"].iloc[0] == 2
    # Counted from the cases themselves: w2 and w5 are southern (w1 began in the north).
    south = Selection(BOTH_DAYS.from_on, BOTH_DAYS.to_on, region=("south",))
    assert rates.case_rate(snapshot, south).iloc[0].to_dict() == {"count_cases": 2, "count_failed_cases": 2}


def test_wallets_are_counted_once(snapshot: Snapshot) -> None:
    # w1 fails on both days: w1, w2, w5, w6.
    days = [Selection(day, day) for day in (BOTH_DAYS.to_on, BOTH_DAYS.from_on)]
    counts = rates.wallets_affected(snapshot, BOTH_DAYS, (days[0], days[1]))["count_wallets"]
    assert counts.to_dict() == {"shown": 4, "current": 3, "previous": 2}
    assert rates.wallets_affected_daily(snapshot, BOTH_DAYS)["count_wallets"].tolist() == [2, 3]


@pytest.mark.parametrize(
    ("chosen", "count"),
    [
        ({"category": ("technical_fault",)}, 2),  # w1 on both days, w5: held by the mart
        ({"category": ("technical_fault", "platform_policy")}, 3),  # and w2: counted from the failures
        ({"cause": ("tf_network_timeout",)}, 1),
        ({"cause": ("tf_network_timeout", "tf_rate_limited")}, 2),
        ({"region": ("south",)}, 3),  # w2, w1, w5
        ({"platform": ("bamboo",)}, 2),  # w5, w6
    ],
)
def test_wallets_are_counted_once_under_any_filter(snapshot: Snapshot, chosen: dict, count: int) -> None:
    under = Selection(BOTH_DAYS.from_on, BOTH_DAYS.to_on, **chosen)
    assert rates.wallets_affected(snapshot, under).loc["shown", "count_wallets"] == count


def test_without_a_comparison_its_parts_are_empty(snapshot: Snapshot) -> None:
    assert rates.failure_rate(snapshot, BOTH_DAYS)["count_decided"].to_dict() == {
        "shown": 8,
        "current": 8,
        "previous": 0,
    }


def test_values_never_become_sql(snapshot: Snapshot) -> None:
    hostile = "x' OR '1'='1"
    made = statement(snapshot, "failure_rate", Selection(BOTH_DAYS.from_on, BOTH_DAYS.to_on, platform=(hostile,)))
    assert hostile not in made.sql
    assert made.parameters["filter_platform"] == [hostile]
    assert rate(snapshot, platform=(hostile,)) == (0, 0)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.sql")), ids=lambda path: path.stem)
def test_each_file_states_its_grain_first(path: Path) -> None:
    assert path.read_text("utf-8").startswith("-- one row")


# A value for each parameter that a file brings of its own; a new file adds its own here.
OWN = {
    "until_at": datetime(2026, 11, 2),
    "first_at": datetime(2026, 11, 1),
    "platforms": ["x"],
    "code": "x",
    "series": "x",
    "case_id": "x",
    "platform": "x",
    "wallet_token": "x",
    "started_at": datetime(2026, 11, 1),
    "stopped_at": datetime(2026, 11, 2),
    "search": "x",
    "ends": ["open"],
    "sort": "newest",
    "count_rows": 5,
    "skipped": 0,
    "rule": "x",
    **dict.fromkeys(
        ("shown_from", "current_from", "previous_from", "period_from", "since"),
        date(2026, 11, 1),
    ),
    **dict.fromkeys(("shown_to", "current_to", "previous_to", "finished_on"), date(2026, 11, 20)),
    "phrase": "x",
    "signature": None,
    "is_by_change": True,
    "within_days": 14,
    "previous_seen_at": datetime(2026, 11, 2),
    **dict.fromkeys(("weight_attempts", "weight_documents", "weight_reviews", "weight_contacts"), 1),
    "most": 5,
    "horizon_hours": 720,
    "least": 10,
    "silence_days": 14,
    "below": 0.8,
    "is_unclassified": True,
    "is_by_wallets": True,
    "days_a_bar": 7,
    "signatures": ["x"],
    "longest": 200,
    "cause": "x",
    "segment": "channel",
    "mix": ["channel", "cause"],
    "changed_on": date(2026, 11, 10),
    "one_in": 1,
    "most_hours": 720,
    "first_cause_category": "x",
    "response": "help",
    "end_kind": "open",
    "version": "x",
    "is_by_clause": True,
    "horizon_days": 14,
    "from": date(2026, 11, 1),
    "to": date(2026, 11, 20),
    "rule_causes": ["x"],
    "rule_clauses": ["p:x"],
    "clauses": ["x"],
    "by": "cause",
    "calendar_on": [date(2026, 11, 1)],
    "calendar_working": [True],
    "calendar_before": [0],
    "learned_from": date(2026, 11, 1),
    "promise_platforms": ["x"],
    "promise_days": [15],
    "default_days": 15,
    "clock_now": 20.0,
    "week_of_day": [0],
    "is_previous_day": [False],
    "slices": [0],
    "slice_kinds": ["bank"],
    "slice_values": ["x"],
    "slice_platforms": ["x"],
}


def test_each_file_runs_by_hand_and_by_a_selection(warehouse_folder: Path) -> None:
    now = open_snapshot(warehouse_folder)
    chosen = Selection(date(2026, 11, 1), now.as_of.date(), region=("x",), code=("x",), category=("y",), channel=("z",))
    for path in FOLDER.glob("*.sql"):
        values = {name: value for name, value in OWN.items() if f"${name}" in read_sql(path.stem)}
        assert ask(now, path.stem, None, **values) is not None
        assert ask(now, path.stem, chosen, **values) is not None
    with pytest.raises(FileNotFoundError):
        ask(now, "no_such_metric")
