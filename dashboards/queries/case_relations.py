"""The cases, and the narrow relations made of them, as a selection sees them.

A case belongs to the day of its first request; under a cause filter it shows a counted failure.
"""

import re

from dashboards.queries.conditions import is_among, population, rows
from dashboards.queries.selection import Selection

PERIOD = "first_requested_on BETWEEN $from AND $to"
CASE = "wallet_key, case_number"  # joins over two numbers, not over the long text of the case id
# Tokens have 12 characters; whatever is no token then spares the reading of all of them.
NAMED = "case_id = $search OR (length($search) = 12 AND wallet_token = $search)"
# What a search finds. Templates hold `#` for numbers and the like, so the phrase is also looked for in that form.
FOUND = f"""SELECT {CASE} FROM marts.failures WHERE requested_on >= $from AND signature_id IN (
        SELECT signature_id FROM marts.signatures WHERE upper(error_code) = upper($search)
            OR contains(lower(template), lower($search)) OR contains(lower(template), lower($search_template)))
    UNION ALL SELECT {CASE} FROM marts.cases WHERE {NAMED}"""
VARIABLE = re.compile(r"[A-Za-z_]*[0-9][0-9A-Za-z_]*(?:[-:.,/+ ]+[A-Za-z_]*[0-9][0-9A-Za-z_]*)*")
COUNTED = """SELECT first_requested_on, platform,
        CASE WHEN count_failures > 0 THEN hash(causes) END AS causes_key,
        any_value(CASE WHEN count_failures > 0 THEN causes END) AS causes,
        CASE WHEN frozen_amount IS NOT NULL THEN currency END AS currency,
        count(*) AS count_cases, count(frozen_amount) AS count_frozen,
        count(frozen_amount) FILTER (is_frozen_now) AS count_still_frozen,
        sum(frozen_amount) AS frozen_amount, sum(frozen_amount) FILTER (is_frozen_now) AS still_frozen_amount"""
NARROW = f"""SELECT first_requested_on, platform, {CASE}, first_failed_at, end_kind, hours_observed, is_resolved,
        count_attempts, frozen_amount, currency"""


def needs_cases(selection: Selection) -> bool:
    """Whether a filter is set that the narrow relations do not hold."""
    return selection.needs_attempts or bool(selection.search)


def shown(selection: Selection) -> list[str]:
    """The conditions on the list of causes."""
    conditions = ["list_has_any(causes, $filter_cause)"] if selection.cause else []
    if selection.category:
        named = rows("causes", [is_among("cause_category", "category")]).replace("*", "list(cause)", 1)
        conditions.append(f"list_has_any(causes, list_concat($filter_category, ({named})))")
    return conditions


def narrow(selection: Selection) -> list[str]:
    """The conditions on a narrow relation. There are few lists of causes: each is looked through once."""
    conditions = [PERIOD, *population(selection)]
    held = {"cause": "causes", "category": "cause_categories"}
    chosen = [f"list_has_any({held[name]}, $filter_{name})" for name in held if getattr(selection, name)]
    if chosen:
        conditions.append(f"causes_key IN ({rows('cause_lists', chosen).replace('*', 'causes_key', 1)})")
    return conditions


def cases(selection: Selection) -> str:
    plain = [condition for condition in population(selection) if not condition.startswith("channel ")]
    conditions = [PERIOD, *plain, *shown(selection)]
    if selection.channel:
        conditions.append("list_has_any(channels, $filter_channel)")
    if selection.code:
        met = f"SELECT {CASE} FROM marts.failures WHERE {is_among('error_code', 'code')}"
        conditions.append(f"({CASE}) IN ({met})")
    if selection.search:
        conditions.append(f"({CASE}) IN ({FOUND})")
    return rows("cases", conditions)


def cases_daily(selection: Selection) -> str:
    if needs_cases(selection):
        return f"{COUNTED} FROM ({cases(selection)}) GROUP BY ALL"
    return rows("cases_daily", narrow(selection))


def failed_cases(selection: Selection) -> str:
    """Cases with a failure; under a search also those that it names."""
    if needs_cases(selection):
        named = f" OR {NAMED}" if selection.search else ""
        return f"{NARROW} FROM ({cases(selection)}) WHERE count_failures > 0{named}"
    return rows("failed_cases", narrow(selection))


def cause_steps(selection: Selection) -> str:
    """The steps of the population's cases, whatever causes are chosen."""
    every = selection.population()
    if needs_cases(every):
        return rows("cause_steps", [PERIOD, f"({CASE}) IN (SELECT {CASE} FROM ({cases(every)}))"])
    return rows("cause_steps", narrow(every))


def search_parameters(search: str) -> dict[str, str]:
    """The searched text as it is and with its numbers as `#`; a number alone would then match everything."""
    collapsed = VARIABLE.sub("#", search)
    has_words = len(re.sub(r"[#\W]", "", collapsed)) > 1
    return {"search": search, "search_template": collapsed if has_words else search}
