"""Cases by what is standardised for, as a selection sees them."""

from dashboards.queries.case_relations import cases, narrow, needs_cases
from dashboards.queries.conditions import rows
from dashboards.queries.selection import Selection

MIX = """SELECT first_requested_on, platform, CASE WHEN count_failures > 0 THEN hash(causes) END AS causes_key,
        channel, region, os, count(*) AS count_cases"""


def case_mix_daily(selection: Selection) -> str:
    if needs_cases(selection):
        return f"{MIX} FROM ({cases(selection)}) GROUP BY ALL"
    return rows("case_mix_daily", narrow(selection))
