"""The daily relations that findings are counted from, as a selection sees them."""

from dashboards.queries.case_relations import cases, narrow, needs_cases
from dashboards.queries.conditions import PERIOD, population, rows, with_outcome
from dashboards.queries.selection import Selection

SLICED = ("channel", "region", "app_version", "os", "bank")
# As pipelines/sql/case_marts/case_outcomes_daily.sql counts them.
OUTCOMES = """SELECT first_requested_on, platform,
        CASE WHEN count_failures > 0 THEN hash(causes) END AS causes_key,
        count(*) AS count_cases,
        count(*) FILTER (is_failed) AS count_failed,
        count(*) FILTER (is_failed AND days BETWEEN 0 AND 1) AS count_resolved_1,
        count(*) FILTER (is_failed AND days BETWEEN 0 AND 3) AS count_resolved_3,
        count(*) FILTER (is_failed AND days BETWEEN 0 AND 7) AS count_resolved_7,
        count(*) FILTER (is_failed AND days BETWEEN 0 AND 14) AS count_resolved_14,
        count(*) FILTER (is_failed AND is_left) AS count_left"""
TIMED = """SELECT *,
        coalesce(first_failed_at <= first_requested_at + INTERVAL 2 DAY, false) AS is_failed,
        date_diff('millisecond', first_failed_at, resolved_at) / 86400000.0 AS days,
        resolved_at IS NULL AND withdrawn_at IS NULL
            AND last_event_at <= first_requested_at + INTERVAL 14 DAY AS is_left"""


def slices_daily(selection: Selection) -> str:
    """Decided attempts by value; the mart knows of a failure no more than its platform and category."""
    conditions = [PERIOD, *population(selection)]
    if not (selection.needs_attempts or selection.cause):
        return with_outcome("slices_daily", conditions, selection)
    attempts = with_outcome("attempts", [*conditions, "outcome IN ('failed', 'succeeded')"], selection)
    return f"""SELECT requested_on, platform, dimension, value, outcome, cause_category, count(*) AS count_attempts
    FROM (SELECT requested_on, platform, outcome, cause_category, {", ".join(SLICED)} FROM ({attempts}))
    UNPIVOT (value FOR dimension IN ({", ".join(SLICED)}))
    GROUP BY ALL"""


def case_outcomes_daily(selection: Selection) -> str:
    """What became of cases, from the mart where it holds what is chosen."""
    if not needs_cases(selection):
        return rows("case_outcomes_daily", narrow(selection))
    return f"{OUTCOMES} FROM ({TIMED} FROM ({cases(selection)})) GROUP BY ALL"
