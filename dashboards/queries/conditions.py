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
