"""The waits after failures, what was done in them, and first decisions, as a selection sees them.

All belong to the day of their case's first request. A wait is chosen by the cause of the failure that it follows.
"""

from dataclasses import replace

from dashboards.queries.case_relations import CASE, PERIOD, cases, needs_cases
from dashboards.queries.conditions import is_among, population, rows
from dashboards.queries.selection import Selection

FIRST_DECISION = """CASE WHEN count_failures > 0 THEN 'failed' WHEN resolved_at IS NOT NULL THEN 'succeeded'
        WHEN withdrawn_at IS NOT NULL THEN 'withdrawn' ELSE 'open' END AS first_decision"""


def failure_waits(selection: Selection) -> str:
    return rows("failure_waits", chosen(selection))


def wait_steps(selection: Selection) -> str:
    return rows("wait_steps", chosen(selection))


def first_decisions_daily(selection: Selection) -> str:
    """Of every case of the population: which cause it will fail for is not known before the first decision."""
    every = selection.population()
    if not needs_cases(every):
        return rows("first_decisions_daily", [PERIOD, *population(every)])
    counted = f"first_requested_on, platform, prepared, {FIRST_DECISION}, count(*) AS count_cases"
    return f"SELECT {counted} FROM ({cases(every)}) GROUP BY ALL"


def chosen(selection: Selection) -> list[str]:
    """The conditions on a wait: its case's, and the cause of its failure."""
    conditions = [PERIOD, *(held for held in population(selection) if held.startswith("platform "))]
    if selection.cause:
        conditions.append(is_among("cause", "cause"))
    if selection.category:
        named = rows("causes", [is_among("cause_category", "category")]).replace("*", "cause", 1)
        conditions.append(f"(cause IN ({named}) OR {is_among('cause', 'category')})")
    if needs_cases(selection):
        whole = replace(selection, category=(), cause=())
        conditions.append(f"({CASE}) IN (SELECT {CASE} FROM ({cases(whole)}))")
    return conditions
