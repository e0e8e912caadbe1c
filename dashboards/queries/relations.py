"""The relations of a snapshot as a selection sees them: each is shadowed by a filtered one of the same name.

So the .sql files read plain relation names, and by hand (`python -m pipelines sql`) they run over everything.
A failure that a cause filter leaves out keeps its attempt in the denominator as outcome `failed_otherwise`.
"""

from collections.abc import Callable

from dashboards.queries.case_relations import cases, cases_daily, cause_steps, failed_cases
from dashboards.queries.conditions import PERIOD, counted, is_among, population, rows, with_outcome
from dashboards.queries.consequence_relations import consequences, efforts_daily, named_consequences
from dashboards.queries.findings_relations import case_outcomes_daily, slices_daily
from dashboards.queries.help_relations import help_contacts, journeys_daily, returns, terminations_hourly
from dashboards.queries.mix_relations import case_mix_daily
from dashboards.queries.policy_relations import failure_steps
from dashboards.queries.resolution_relations import resolution_times
from dashboards.queries.selection import FAILURE_FILTERS, POPULATION_FILTERS, Selection
from dashboards.queries.wait_relations import failure_waits, first_decisions_daily, wait_steps
from dashboards.queries.wallet_relations import wallets_daily

FROM_AT = "CAST($from AS TIMESTAMP) - to_minutes($utc_offset_minutes)"
UNTIL_AT = "CAST($to AS TIMESTAMP) + INTERVAL 1 DAY - to_minutes($utc_offset_minutes)"
OUTCOME_AND_COUNT = "platform, cause_category, cause, outcome, count(*) AS count_attempts"


def attempts(selection: Selection) -> str:
    return with_outcome("attempts", [PERIOD, *population(selection)], selection)


def attempts_daily(selection: Selection) -> str:
    if selection.needs_attempts:
        return f"SELECT requested_on, {OUTCOME_AND_COUNT} FROM ({attempts(selection)}) GROUP BY ALL"
    return with_outcome("attempts_daily", [PERIOD, *population(selection)], selection)


def attempts_hourly(selection: Selection) -> str:
    if selection.needs_attempts:
        hour = "date_trunc('hour', requested_at) AS requested_at_hour"
        return f"SELECT {hour}, {OUTCOME_AND_COUNT} FROM ({attempts(selection)}) GROUP BY ALL"
    period = [f"requested_at_hour >= {FROM_AT}", f"requested_at_hour < {UNTIL_AT}"]
    return with_outcome("attempts_hourly", period + population(selection), selection)


def failures(selection: Selection) -> str:
    return rows("failures", [PERIOD, *population(selection), *counted(selection)])


def signatures_daily(selection: Selection) -> str:
    if selection.needs_attempts:
        counts = "count(*) AS count_failures, count(DISTINCT wallet_token) AS count_wallets"
        return f"SELECT requested_on, platform, signature_id, {counts} FROM ({failures(selection)}) GROUP BY ALL"
    conditions = [PERIOD, *population(selection)]
    if counted(selection):
        signatures = rows("signatures", counted(selection)).replace("*", "signature_id", 1)
        conditions.append(f"signature_id IN ({signatures})")
    return rows("signatures_daily", conditions)


def events_daily(selection: Selection) -> str:
    choice = ["platform IN (SELECT unnest($filter_platform))"] if selection.platform else []
    return rows("events_daily", ["occurred_on BETWEEN $from AND $to", *choice])


def spikes(selection: Selection) -> str:
    """A spike counts when it lasted into the period; one without a platform concerns all."""
    filters = selection.chosen({"platform": "platform"} | FAILURE_FILTERS)
    columns = POPULATION_FILTERS | FAILURE_FILTERS
    choices = [f"coalesce({is_among(columns[name], name)}, true)" for name in filters]
    return rows("spikes", [f"started_at < {UNTIL_AT}", f"coalesce(ended_at >= {FROM_AT}, true)", *choices])


def operations(selection: Selection) -> str:
    choice = ["coalesce(platform IN (SELECT unnest($filter_platform)), true)"] if selection.platform else []
    return rows("operations", [f"occurred_at >= {FROM_AT}", f"occurred_at < {UNTIL_AT}", *choice])


SHADOWS: dict[str, Callable[[Selection], str]] = {
    "attempts": attempts,
    "attempts_daily": attempts_daily,
    "attempts_hourly": attempts_hourly,
    "failures": failures,
    "signatures_daily": signatures_daily,
    "wallets_daily": wallets_daily,
    "cases": cases,
    "cases_daily": cases_daily,
    "case_mix_daily": case_mix_daily,
    "failed_cases": failed_cases,
    "resolution_times": resolution_times,
    "failure_waits": failure_waits,
    "wait_steps": wait_steps,
    "first_decisions_daily": first_decisions_daily,
    "cause_steps": cause_steps,
    "slices_daily": slices_daily,
    "case_outcomes_daily": case_outcomes_daily,
    "efforts_daily": efforts_daily,
    "consequences": consequences,
    "named_consequences": named_consequences,
    "help_contacts": help_contacts,
    "journeys_daily": journeys_daily,
    "returns": returns,
    "terminations_hourly": terminations_hourly,
    "failure_steps": failure_steps,
    "spikes": spikes,
    "operations": operations,
    "events_daily": events_daily,
}
