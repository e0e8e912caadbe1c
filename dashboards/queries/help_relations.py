"""Contacts with help, journeys, terminations and returns, as a selection sees them.

All belong to the day of their case's first request. What the narrow relations do not hold is counted from the cases.
"""

from dashboards.queries.case_relations import CASE, PERIOD, cases, narrow, needs_cases
from dashboards.queries.conditions import rows
from dashboards.queries.selection import Selection

# Made of the cases in the shape of the narrow relations.
JOURNEYS = """SELECT first_requested_on, platform, hash(causes) AS causes_key, first_cause_category, response, end_kind,
        count(*) AS count_cases, count(*) FILTER (count_help_contacts > 0) AS count_helped"""
TERMINATIONS = """SELECT first_requested_on, platform, date_trunc('hour', resolved_at) AS terminated_at_hour,
        count(*) AS count_terminated"""


def of_cases(relation: str, selection: Selection) -> str:
    """The rows of a narrow relation that holds the case of each."""
    if needs_cases(selection):
        return rows(relation, [PERIOD, f"({CASE}) IN (SELECT {CASE} FROM ({cases(selection)}))"])
    return rows(relation, narrow(selection))


def help_contacts(selection: Selection) -> str:
    return of_cases("help_contacts", selection)


def returns(selection: Selection) -> str:
    return of_cases("returns", selection)


def journeys_daily(selection: Selection) -> str:
    if needs_cases(selection):
        return f"{JOURNEYS} FROM ({cases(selection)}) WHERE count_failures > 0 GROUP BY ALL"
    return rows("journeys_daily", narrow(selection))


def terminations_hourly(selection: Selection) -> str:
    if needs_cases(selection):
        return f"{TERMINATIONS} FROM ({cases(selection)}) WHERE resolved_at IS NOT NULL GROUP BY ALL"
    return rows("terminations_hourly", narrow(selection))
