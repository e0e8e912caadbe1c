"""What failed cases cost, as a selection sees it. A case belongs to the day of its first request."""

from dashboards.queries.case_relations import CASE, PERIOD, cases, narrow, needs_cases
from dashboards.queries.conditions import rows
from dashboards.queries.selection import Selection

EFFORT = "count_attempts, count_documents_requested, count_reviews_repeated, count_help_contacts"


def efforts_daily(selection: Selection) -> str:
    if needs_cases(selection):
        return f"""SELECT first_requested_on, platform, causes[1] AS first_cause, {EFFORT}, count(*) AS count_cases
        FROM ({cases(selection)}) WHERE count_failures > 0 GROUP BY ALL"""
    return rows("efforts_daily", narrow(selection))


def of_cases(relation: str, selection: Selection) -> str:
    """The rows of a narrow relation that belong to the selection's cases."""
    if needs_cases(selection):
        return rows(relation, [PERIOD, f"({CASE}) IN (SELECT {CASE} FROM ({cases(selection)}))"])
    return rows(relation, narrow(selection))


def consequences(selection: Selection) -> str:
    return of_cases("consequences", selection)


def named_consequences(selection: Selection) -> str:
    return of_cases("named_consequences", selection)
