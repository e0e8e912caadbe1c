"""The narrow marts that pages read say what attempts and cases say, however the log was cut into loads."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from load_rows import Workplace, failure, success

pytestmark = pytest.mark.slow

# Distinct wallets of every stretch of days, for all failures and by category, cause and signature.
SERIES = "platform, cause_category, cause, signature_id"
WALLETS = f"""
    WITH days AS (SELECT DISTINCT requested_on FROM attempts),
    periods AS (SELECT a.requested_on AS a, b.requested_on AS b
        FROM days a JOIN days b ON a.requested_on <= b.requested_on)
    SELECT a, b, {SERIES}, sum(count_wallets)::BIGINT AS count_wallets
    FROM wallets_daily JOIN periods ON requested_on BETWEEN a AND b AND coalesce(previous_on < a, true)
    GROUP BY ALL ORDER BY ALL"""
WALLETS_PLAINLY = f"""
    WITH days AS (SELECT DISTINCT requested_on FROM attempts),
    periods AS (SELECT a.requested_on AS a, b.requested_on AS b
        FROM days a JOIN days b ON a.requested_on <= b.requested_on),
    failed AS (SELECT a, b, platform, wallet_token, cause_category, cause, signature_id
        FROM failures JOIN periods ON requested_on BETWEEN a AND b)
    SELECT a, b, {SERIES}, count(DISTINCT wallet_token) AS count_wallets
    FROM failed
    GROUP BY GROUPING SETS ((a, b, platform), (a, b, platform, cause_category),
        (a, b, platform, cause_category, cause), (a, b, platform, signature_id))
    ORDER BY ALL"""
NARROW = """first_requested_on, platform, wallet_key, case_number, first_failed_at, end_kind, hours_observed,
    is_resolved, count_attempts, frozen_amount, currency"""
CASES = """
    SELECT first_requested_on, platform, {causes} AS causes, sum({count})::BIGINT, sum({frozen})::BIGINT,
        sum(frozen_amount), sum({still})::BIGINT, sum({still_amount})
    FROM {relation} GROUP BY ALL ORDER BY ALL"""
STEPS = (
    "SELECT first_requested_on, platform, first_cause, next_cause, milliseconds_between FROM cause_steps ORDER BY ALL"
)
STEPS_PLAINLY = """
    SELECT c.first_requested_on, c.platform, c.first_cause, f.cause,
        date_diff('millisecond', c.first_failed_at, min(f.decided_at)) AS milliseconds_between
    FROM cases c JOIN failures f USING (case_id)
    WHERE f.cause = list_filter(c.causes, lambda cause: cause <> c.first_cause)[1]
    GROUP BY c.case_id, c.first_requested_on, c.platform, c.first_cause, f.cause, c.first_failed_at
    ORDER BY ALL"""
NEXT_STEPS = """
    SELECT wallet_key, case_number, attempt_number, is_followed, is_waiting, round(hours_to_next_step * 3600)::BIGINT
    FROM failure_steps ORDER BY ALL"""
NEXT_STEPS_PLAINLY = """
    SELECT f.wallet_key, f.case_number, f.attempt_number,
        n.requested_at IS NOT NULL, n.requested_at IS NULL AND c.end_kind = 'open',
        greatest(date_diff('second', f.decided_at, coalesce(n.requested_at, c.ended_at, t.as_of)), 0)
    FROM failures f
    JOIN cases c USING (wallet_key, case_number)
    LEFT JOIN attempts n ON n.wallet_key = f.wallet_key AND n.case_number = f.case_number
        AND n.attempt_number = f.attempt_number + 1
    CROSS JOIN (SELECT max(occurred_at) AS as_of FROM events) t
    ORDER BY ALL"""
# A freeze follows a failure of its case or none: none is counted twice.
FROZEN = "SELECT coalesce(sum(frozen_amount), 0)::BIGINT FROM failure_steps"
FROZEN_PLAINLY = """
    SELECT coalesce(sum(e.amount), 0)::BIGINT FROM consequences e
    WHERE e.consequence = 'funds_frozen' AND e.occurred_at >= e.first_failed_at"""
MESSAGES = ("E500,System error", "E408,timed out", "E2,余额不为零", ",")
EVENTS = (
    "termination.requested",
    *(f"termination.failed:{message}" for message in MESSAGES),
    "termination.succeeded",
    "termination.withdrawn",
    "consequence.funds_frozen",
    "consequence.funds_released",
    "countermeasure.information_corrected",
)
# Wallet, day, event, load: days span more than the silence of 90 days after which a case is abandoned.
LOGS = st.lists(
    st.tuples(st.integers(0, 2), st.sampled_from((0, 1, 2, 30, 95, 200)), st.sampled_from(EVENTS), st.integers(0, 2)),
    min_size=1,
    max_size=30,
)


def line(number: int, wallet: int, day: int, event: str) -> str:
    at = 1_770_000_000 + day * 86_400 + number * 60
    kind, _, said = event.partition(":")
    return f"{at},{kind},w{wallet},{'pq'[wallet % 2]},e{number},,{said or ','},{number},CNY"


def agree(place: Workplace) -> None:
    assert place.ask(WALLETS) == place.ask(WALLETS_PLAINLY)
    failed = "count_failures > 0"
    assert place.ask(f"SELECT {NARROW} FROM failed_cases ORDER BY ALL") == place.ask(
        f"SELECT {NARROW} FROM cases WHERE {failed} ORDER BY ALL"
    )
    counted = CASES.format(
        relation="cases_daily",
        causes="causes",
        count="count_cases",
        frozen="count_frozen",
        still="count_still_frozen",
        still_amount="still_frozen_amount",
    )
    one_by_one = CASES.format(
        relation="cases",
        causes=f"CASE WHEN {failed} THEN causes END",
        count="1",
        frozen="(frozen_amount IS NOT NULL)::INT",
        still="(is_frozen_now AND frozen_amount IS NOT NULL)::INT",
        still_amount="CASE WHEN is_frozen_now THEN frozen_amount END",
    )
    assert place.ask(counted) == place.ask(one_by_one)
    assert place.ask(STEPS) == place.ask(STEPS_PLAINLY)
    assert place.ask(NEXT_STEPS) == place.ask(NEXT_STEPS_PLAINLY)
    assert place.ask(FROZEN) <= place.ask(FROZEN_PLAINLY)
    keyed = "SELECT DISTINCT causes_key, causes FROM cases_daily WHERE causes_key IS NOT NULL ORDER BY ALL"
    assert place.ask("SELECT causes_key, causes FROM cause_lists ORDER BY ALL") == place.ask(keyed)


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LOGS)
def test_marts_agree_after_each_of_several_loads(
    tmp_path_factory: pytest.TempPathFactory, logs: list[tuple[int, int, str, int]]
) -> None:
    place = Workplace(tmp_path_factory.mktemp("narrow"))
    for part in range(3):
        lines = [
            line(number, wallet, day, event) for number, (wallet, day, event, load) in enumerate(logs) if load == part
        ]
        if lines:
            place.load(f"{part}.csv", *lines)
            agree(place)


def test_a_late_failure_moves_the_day_before_of_later_ones(place: Workplace) -> None:
    place.load("1.csv", *failure("2026-03-05T10:00", "w1", "b"))
    before = "SELECT requested_on::VARCHAR, previous_on::VARCHAR FROM wallets_daily WHERE cause IS NULL ORDER BY ALL"
    all_alone = f"SELECT DISTINCT * FROM ({before}) ORDER BY ALL"
    assert place.ask(all_alone) == [("2026-03-05", None)]
    place.load("2.csv", *failure("2026-03-01T10:00", "w1", "a"), *success("2026-03-01T10:00", "w2", "c"))
    assert place.ask(all_alone) == [("2026-03-01", None), ("2026-03-05", "2026-03-01")]


def test_an_event_without_an_attempt_changes_the_days_of_its_case(place: Workplace) -> None:
    place.load("1.csv", *failure("2026-03-01T10:00", "w1", "a"))
    place.load("2.csv", "2026-03-09T10:00:00Z,consequence.funds_frozen,w1,p,f,,,,25.5,CNY")
    frozen = "SELECT first_requested_on::VARCHAR, currency, count_still_frozen, frozen_amount::DOUBLE FROM cases_daily"
    assert place.ask(frozen) == [("2026-03-01", "CNY", 1, 25.5)]
