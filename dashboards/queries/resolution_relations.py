"""How long cases with a failure last and who holds them, as a selection sees them."""

from dashboards.queries.consequence_relations import of_cases
from dashboards.queries.selection import Selection


def resolution_times(selection: Selection) -> str:
    return of_cases("resolution_times", selection)
