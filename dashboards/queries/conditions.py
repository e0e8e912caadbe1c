"""The SQL conditions that a selection's filters become; values stay parameters."""

from dashboards.queries.selection import FAILURE_FILTERS, POPULATION_FILTERS, Selection

PERIOD = "requested_on BETWEEN $from AND $to"


def is_among(column: str, name: str) -> str:
    return f"{column} IN (SELECT unnest($filter_{name}))"


def population(selection: Selection) -> list[str]:
    """The conditions that say which attempts are looked at."""
    return [is_among(POPULATION_FILTERS[name], name) for name in selection.chosen(POPULATION_FILTERS)]


def counted(selection: Selection) -> list[str]:
    """The conditions that say which failures count."""
    return [is_among(FAILURE_FILTERS[name], name) for name in selection.chosen(FAILURE_FILTERS)]


def rows(relation: str, conditions: list[str]) -> str:
    return f"SELECT * FROM marts.{relation} WHERE {' AND '.join(conditions) or 'true'}"


def with_outcome(relation: str, conditions: list[str], selection: Selection) -> str:
    """Attempts (or counts of them) whose failures outside the cause filter are renamed, not dropped."""
    is_counted = " AND ".join(counted(selection))
    if not is_counted:
        return rows(relation, conditions)
    is_left_out = f"outcome = 'failed' AND coalesce(NOT ({is_counted}), true)"
    outcome = f"CASE WHEN {is_left_out} THEN 'failed_otherwise' ELSE CAST(outcome AS VARCHAR) END"
    return rows(relation, conditions).replace("*", f"* REPLACE ({outcome} AS outcome)", 1)
