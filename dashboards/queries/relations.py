"""The relations of a snapshot as a selection sees them: each is shadowed by a filtered one of the same name.

So the .sql files read plain relation names, and by hand (`python -m pipelines sql`) they run over everything.
A failure that a cause filter leaves out keeps its attempt in the denominator as outcome `failed_otherwise`.
"""

import re
from collections.abc import Callable

from dashboards.queries.selection import FAILURE_FILTERS, POPULATION_FILTERS, Selection

FROM_AT = "CAST($from AS TIMESTAMP) - to_minutes($utc_offset_minutes)"
UNTIL_AT = "CAST($to AS TIMESTAMP) + INTERVAL 1 DAY - to_minutes($utc_offset_minutes)"
CASE = "wallet_key, case_number"  # joins over two numbers, not over the long text of the case id
# What a search finds. Templates hold `#` for numbers and the like, so the phrase is also looked for in that form.
# Tokens have 12 characters; whatever is no token then spares the reading of all of them.
FOUND = f"""SELECT {CASE} FROM marts.failures WHERE requested_on >= $from AND signature_id IN (
        SELECT signature_id FROM marts.signatures WHERE upper(error_code) = upper($search)
            OR contains(lower(template), lower($search)) OR contains(lower(template), lower($search_template)))
    UNION ALL SELECT {CASE} FROM marts.cases WHERE case_id = $search
    UNION ALL SELECT {CASE} FROM marts.cases WHERE length($search) = 12 AND wallet_token = $search"""
VARIABLE = re.compile(r"[A-Za-z_]*[0-9][0-9A-Za-z_]*(?:[-:.,/+ ]+[A-Za-z_]*[0-9][0-9A-Za-z_]*)*")
OUTCOME_AND_COUNT = "platform, cause_category, cause, outcome, count(*) AS count_attempts"


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


def attempts(selection: Selection) -> str:
    return with_outcome("attempts", ["requested_on BETWEEN $from AND $to", *population(selection)], selection)


def attempts_daily(selection: Selection) -> str:
    if selection.needs_attempts:
        return f"SELECT requested_on, {OUTCOME_AND_COUNT} FROM ({attempts(selection)}) GROUP BY ALL"
    return with_outcome("attempts_daily", ["requested_on BETWEEN $from AND $to", *population(selection)], selection)


def attempts_hourly(selection: Selection) -> str:
    if selection.needs_attempts:
        hour = "date_trunc('hour', requested_at) AS requested_at_hour"
        return f"SELECT {hour}, {OUTCOME_AND_COUNT} FROM ({attempts(selection)}) GROUP BY ALL"
    period = [f"requested_at_hour >= {FROM_AT}", f"requested_at_hour < {UNTIL_AT}"]
    return with_outcome("attempts_hourly", period + population(selection), selection)


def failures(selection: Selection) -> str:
    return rows("failures", ["requested_on BETWEEN $from AND $to", *population(selection), *counted(selection)])


def signatures_daily(selection: Selection) -> str:
    if selection.needs_attempts:
        counts = "count(*) AS count_failures, count(DISTINCT wallet_token) AS count_wallets"
        return f"SELECT requested_on, platform, signature_id, {counts} FROM ({failures(selection)}) GROUP BY ALL"
    conditions = ["requested_on BETWEEN $from AND $to", *population(selection)]
    if counted(selection):
        signatures = rows("signatures", counted(selection)).replace("*", "signature_id", 1)
        conditions.append(f"signature_id IN ({signatures})")
    return rows("signatures_daily", conditions)


def cases(selection: Selection) -> str:
    """A case belongs to the day of its first request; under a cause filter it shows a counted failure."""
    plain = [condition for condition in population(selection) if not condition.startswith("channel ")]
    conditions = ["first_requested_on BETWEEN $from AND $to", *plain]
    if selection.channel:
        conditions.append("list_has_any(channels, $filter_channel)")
    if selection.cause:
        conditions.append("list_has_any(causes, $filter_cause)")
    if selection.category:
        named = rows("causes", [is_among("cause_category", "category")]).replace("*", "list(cause)", 1)
        conditions.append(f"list_has_any(causes, list_concat($filter_category, ({named})))")
    if selection.code:
        met = f"SELECT {CASE} FROM marts.failures WHERE {is_among('error_code', 'code')}"
        conditions.append(f"({CASE}) IN ({met})")
    if selection.search:
        conditions.append(f"({CASE}) IN ({FOUND})")
    return rows("cases", conditions)


def search_parameters(search: str) -> dict[str, str]:
    """The searched text as it is and with its numbers as `#`; a number alone would then match everything."""
    collapsed = VARIABLE.sub("#", search)
    has_words = len(re.sub(r"[#\W]", "", collapsed)) > 1
    return {"search": search, "search_template": collapsed if has_words else search}


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
    "cases": cases,
    "spikes": spikes,
    "operations": operations,
    "events_daily": events_daily,
}
