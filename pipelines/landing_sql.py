"""The SQL that turns landed text into typed events: one expression per column, one rule per way to be broken."""

from collections.abc import Iterator

from babel.numbers import list_currencies

from pipelines.contract import EVENT_TYPES, FORMS, OUTCOMES, REQUEST
from pipelines.layout import Layout
from pipelines.sources import Source
from warehouse.connect import literal

EARLIEST, LATEST = "2000-01-01", "2100-01-01"


def quoted(name: str) -> str:
    """A SQL identifier, whatever the column is called."""
    return '"' + name.replace('"', '""') + '"'


def named_sql(layout: Layout, source: Source) -> str:
    """SELECT of the landed rows under our names, as text; `landed` has line, c0, c1 ... and extra."""
    columns = [f"{_expression(layout, source, column.name)} AS {column.name}" for column in FORMS[source.form]]
    return f"SELECT line, {', '.join(columns)}, {_extra(layout, source)} AS extra, {_scope(layout, source)} AS in_scope FROM landed"


def _expression(layout: Layout, source: Source, ours: str) -> str:
    if ours in source.constants:
        return literal(source.constants[ours])
    theirs = source.their_name(ours)
    if theirs not in layout.names:
        return "NULL::VARCHAR"
    text = f"nullif(trim(c{layout.names.index(theirs)}), '')"
    words = source.values.get(ours, {})
    cases = " ".join(f"WHEN {literal(theirs)} THEN {literal(ours)}" for theirs, ours in words.items())
    return f"CASE {text} {cases} ELSE {text} END" if cases else text


def unknown_columns(layout: Layout, source: Source) -> list[str]:
    """Columns of the file that no column of ours is mapped to; they are kept in `attributes`."""
    if layout.format == "jsonl":
        return []
    used = {source.their_name(column.name) for column in FORMS[source.form] if column.name not in source.constants}
    return [name for name in layout.names if name not in used]


def _extra(layout: Layout, source: Source) -> str:
    if layout.format == "jsonl":
        return "extra"
    pairs = [f"{literal(name)}, c{layout.names.index(name)}" for name in unknown_columns(layout, source)]
    return f"json_merge_patch('{{}}', json_object({', '.join(pairs)}))" if pairs else "NULL::JSON"


def _scope(layout: Layout, source: Source) -> str:
    tests = [
        f"coalesce(c{layout.names.index(theirs)} IN ({', '.join(map(literal, values))}), false)"
        for theirs, values in source.scope.items()
    ]
    return " AND ".join(tests) or "true"


def instant_sql(text: str, timezone: str) -> str:
    """UTC instant of a text: ISO with or without offset, epoch seconds or milliseconds, or compact digits.

    Text without an offset is local time in `timezone`. NULL where it cannot be read. Digits are tested before
    the cast, since DuckDB would also take words such as "epoch".
    """
    iso = f"TRY_CAST(replace({text}, '/', '-') AS TIMESTAMPTZ)"
    has_offset = (
        f"length({text}) > 10 AND ({text} LIKE '%Z' OR substr({text}, -6, 1) IN ('+', '-') "
        f"OR substr({text}, -5, 1) IN ('+', '-') OR substr({text}, -3, 1) IN ('+', '-'))"
    )
    compact = f"try_strptime({text}, '%Y%m%d%H%M%S')"
    return f"""CASE
        WHEN {text} IS NULL OR substr({text}, 1, 1) NOT BETWEEN '0' AND '9' THEN NULL
        WHEN length({text}) IN (10, 13) AND TRY_CAST({text} AS BIGINT) IS NOT NULL
            THEN epoch_ms(TRY_CAST({text} AS BIGINT) * CASE WHEN length({text}) = 10 THEN 1000 ELSE 1 END)
        WHEN length({text}) = 14 AND TRY_CAST({text} AS BIGINT) IS NOT NULL
            THEN {_shifted(compact, timezone)}
        WHEN length({text}) < 8 OR {text} LIKE '%24:00%' THEN NULL
        WHEN {has_offset} THEN timezone('UTC', {iso})
        ELSE {_shifted(f"timezone('UTC', {iso})", timezone)}
    END"""


def _shifted(local: str, timezone: str) -> str:
    """A local time as UTC; nothing to do where the source's zone is UTC."""
    return local if timezone == "UTC" else f"timezone('UTC', timezone({literal(timezone)}, {local}))"


def _instants(source: Source) -> str:
    names = ("occurred_at",) if source.form == "events" else ("requested_at", "decided_at")
    return ", ".join(f"{instant_sql(name, source.timezone)} AS {name}_utc" for name in names)


def typed_sql(layout: Layout, source: Source) -> str:
    """SELECT of the named rows with instants, amounts and the first rule each row breaks (NULL where none)."""
    rules = _EVENT_RULES if source.form == "events" else _ATTEMPT_RULES
    cases = "\n".join(f"WHEN {test} THEN {literal(rule)}" for rule, test in [*rules, *_shared_rules()])
    return f"""
        WITH named AS ({named_sql(layout, source)}),
        typed AS (
            SELECT *, {_instants(source)}, TRY_CAST(replace(amount, ',', '') AS DECIMAL(18, 4)) AS amount_value,
                upper(currency) AS currency_code
            FROM named
        )
        SELECT *, CASE {cases} END AS broken_rule FROM typed"""


def _implausible(column: str) -> str:
    return f"{column} NOT BETWEEN TIMESTAMP '{EARLIEST}' AND TIMESTAMP '{LATEST}'"


_EVENT_RULES = (
    ("out_of_scope", "NOT in_scope"),
    ("occurred_at_missing", "occurred_at IS NULL"),
    ("occurred_at_unreadable", "occurred_at_utc IS NULL"),
    ("occurred_at_implausible", _implausible("occurred_at_utc")),
    ("event_type_missing", "event_type IS NULL"),
    ("event_type_unknown", f"event_type NOT IN ({', '.join(map(literal, sorted(EVENT_TYPES)))})"),
    ("wallet_id_missing", "wallet_id IS NULL AND event_type NOT LIKE 'operations.%'"),
)
_ATTEMPT_RULES = (
    ("out_of_scope", "NOT in_scope"),
    ("requested_at_missing", "requested_at IS NULL"),
    ("requested_at_unreadable", "requested_at_utc IS NULL"),
    ("requested_at_implausible", _implausible("requested_at_utc")),
    ("outcome_missing", "outcome IS NULL"),
    ("outcome_unknown", f"outcome NOT IN ({', '.join(map(literal, OUTCOMES))})"),
    ("decided_at_unreadable", "decided_at IS NOT NULL AND decided_at_utc IS NULL"),
    ("decided_at_missing", "decided_at IS NULL AND outcome <> 'open'"),
    ("decided_before_requested", "decided_at_utc < requested_at_utc"),
    ("wallet_id_missing", "wallet_id IS NULL"),
)


def _shared_rules() -> Iterator[tuple[str, str]]:
    yield "platform_missing", "platform IS NULL"
    yield "platform_too_long", "length(platform) > 64"
    yield "amount_not_a_number", "amount IS NOT NULL AND amount_value IS NULL"
    yield "currency_unknown", f"currency_code NOT IN ({', '.join(map(literal, sorted(list_currencies())))})"
    yield "attributes_not_json", "attributes IS NOT NULL AND NOT (json_valid(attributes) AND json_type(attributes) = 'OBJECT')"


_WORDS = "error_code, channel, region, app_version, os, component, bank, release"
_KEPT = f"platform, request_id, {_WORDS}, currency_code AS currency, policy_clause, line"


def events_sql(form: str) -> str:
    """SELECT of the sound rows of `checked` as events; an attempt row unfolds into a request and its decision."""
    if form == "events":
        return f"""
            SELECT event_id, occurred_at_utc AS occurred_at, event_type, wallet_token, user_token,
                masked_message AS message, masked_shown_message AS shown_message, masked_attributes AS attributes,
                amount_value AS amount, {_KEPT}
            FROM sound"""
    request = f"""
        SELECT event_id || '/request' AS event_id, requested_at_utc AS occurred_at, '{REQUEST}' AS event_type,
            wallet_token, user_token, NULL::VARCHAR AS message, NULL::VARCHAR AS shown_message,
            NULL::VARCHAR AS attributes, NULL::DECIMAL(18, 4) AS amount,
            platform, request_id, NULL::VARCHAR AS error_code, channel, region, app_version, os, component, bank,
            release, NULL::VARCHAR AS currency, NULL::VARCHAR AS policy_clause, line
        FROM sound"""
    decision = f"""
        SELECT event_id || '/' || outcome, decided_at_utc, 'termination.' || outcome, wallet_token, user_token,
            masked_message, masked_shown_message, masked_attributes, amount_value, {_KEPT}
        FROM sound WHERE outcome <> 'open'"""
    return f"{request} UNION ALL {decision}"
