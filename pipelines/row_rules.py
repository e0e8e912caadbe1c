"""What makes a landed row broken: an ordered list of rules, of which a row breaks the first that holds."""

from collections.abc import Iterator

from babel.numbers import list_currencies

from pipelines.contract import EVENT_TYPES, OPERATIONS, OUTCOMES
from warehouse.connect import literal

EARLIEST, LATEST = "2000-01-01", "2100-01-01"
OUT_OF_SCOPE = "out_of_scope"

Rule = tuple[str, str]


def broken_rule_sql(form: str) -> str:
    """The name of the first rule that a typed row breaks; NULL where it is sound."""
    own = _event_rules() if form == "events" else _attempt_rules()
    cases = " ".join(f"WHEN {test} THEN {literal(rule)}" for rule, test in (*own, *_shared_rules()))
    return f"CASE {cases} END"


def _event_rules() -> Iterator[Rule]:
    yield OUT_OF_SCOPE, "NOT in_scope"
    yield "occurred_at_missing", "occurred_at IS NULL"
    yield "occurred_at_unreadable", "occurred_at_utc IS NULL"
    yield "occurred_at_implausible", _implausible("occurred_at_utc")
    yield "event_type_missing", "event_type IS NULL"
    yield "event_type_unknown", _not_in("event_type", EVENT_TYPES)
    yield "wallet_id_missing", f"wallet_id IS NULL AND NOT starts_with(event_type, '{OPERATIONS}')"


def _attempt_rules() -> Iterator[Rule]:
    yield OUT_OF_SCOPE, "NOT in_scope"
    yield "requested_at_missing", "requested_at IS NULL"
    yield "requested_at_unreadable", "requested_at_utc IS NULL"
    yield "requested_at_implausible", _implausible("requested_at_utc")
    yield "outcome_missing", "outcome IS NULL"
    yield "outcome_unknown", _not_in("outcome", OUTCOMES)
    yield "decided_at_unreadable", "decided_at IS NOT NULL AND decided_at_utc IS NULL"
    yield "decided_at_implausible", _implausible("decided_at_utc")
    yield "decided_at_missing", "decided_at IS NULL AND outcome <> 'open'"
    yield "decided_before_requested", "decided_at_utc < requested_at_utc"
    yield "wallet_id_missing", "wallet_id IS NULL"


def _shared_rules() -> Iterator[Rule]:
    yield "platform_missing", "platform IS NULL"
    yield "platform_too_long", "length(platform) > 64"
    yield "amount_not_a_number", "amount IS NOT NULL AND amount_value IS NULL"
    yield "currency_unknown", _not_in("currency_code", list_currencies())
    is_object = "coalesce(TRY(json_type(attributes)) = 'OBJECT', false)"
    yield "attributes_not_json", f"attributes IS NOT NULL AND NOT {is_object}"


def _implausible(column: str) -> str:
    return f"{column} NOT BETWEEN TIMESTAMP '{EARLIEST}' AND TIMESTAMP '{LATEST}'"


def _not_in(column: str, words: frozenset[str] | set[str] | tuple[str, ...]) -> str:
    """A cast to an ENUM looks the word up; IN would compare it with one after the other (20 times the price)."""
    return f"{column} IS NOT NULL AND TRY_CAST({column} AS ENUM({', '.join(map(literal, sorted(words)))})) IS NULL"
