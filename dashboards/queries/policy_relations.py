"""The failures with what came after each, as a selection sees them. A failure belongs to the day of its request."""

from dashboards.queries.conditions import PERIOD, counted, population, rows
from dashboards.queries.selection import Selection

FAILURE = "wallet_key, case_number, attempt_number"


def failure_steps(selection: Selection) -> str:
    """Filters that the relation does not hold are looked up among the failures themselves."""
    if not selection.needs_attempts:
        return rows("failure_steps", [PERIOD, *population(selection), *counted(selection)])
    failed = rows("failures", [PERIOD, *population(selection), *counted(selection)]).replace("*", FAILURE, 1)
    return rows("failure_steps", [PERIOD, f"({FAILURE}) IN ({failed})"])
