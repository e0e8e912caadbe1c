"""The SQL that turns landed text into typed events: one expression per column."""

from collections.abc import Sequence

from pipelines.contract import DIMENSIONS, FORMS, REQUEST
from pipelines.instants import amount_sql, instant_sql
from pipelines.layout import Layout
from pipelines.row_rules import broken_rule_sql
from pipelines.sources import Source
from warehouse.connect import literal

WIDE_SPACE = "\u3000"


def quoted(name: str) -> str:
    """A SQL identifier, whatever the column is called."""
    return '"' + name.replace('"', '""') + '"'


def named_sql(layout: Layout, source: Source, landed: str, carried: Sequence[str] = ()) -> str:
    """SELECT of landed rows under our names, as text; they have line, c0, c1 ..., extra and what is `carried` along.

    `whole_attributes` are the log's own with the unknown columns; where both have a name, the own value stands.
    """
    columns = [f"{_expression(layout, source, column.name)} AS {column.name}" for column in FORMS[source.form]]
    extra, scope = f"{_extra(layout, source)} AS extra", f"{_scope(layout, source)} AS in_scope"
    named = f"SELECT {', '.join(('line', *carried, *columns))}, {extra}, {scope} FROM {landed}"
    return f"SELECT *, {_WHOLE_ATTRIBUTES} AS whole_attributes FROM ({named})"


_WHOLE_ATTRIBUTES = (
    "CASE WHEN extra IS NULL THEN attributes WHEN attributes IS NULL THEN extra "
    "ELSE TRY(json_merge_patch(extra, attributes))::VARCHAR END"
)


def _expression(layout: Layout, source: Source, ours: str) -> str:
    if ours in source.constants:
        return literal(source.constants[ours])
    theirs = source.their_name(ours)
    if theirs not in layout.names:
        return "NULL::VARCHAR"
    text = _trimmed(f"c{layout.names.index(theirs)}")
    words = source.values.get(ours, {})
    cases = " ".join(f"WHEN {literal(theirs)} THEN {literal(ours)}" for theirs, ours in words.items())
    return f"CASE {text} {cases} ELSE {text} END" if cases else text


def _trimmed(column: str) -> str:
    """Without spaces around, NULL where nothing is left.

    Few values have any, and trimming all costs four times what asking does; "!" is the sign after the space.
    """
    has_space = f"{column} < '!' OR {column} LIKE '% ' OR contains({column}, '{WIDE_SPACE}')"
    return f"CASE WHEN {has_space} THEN nullif(trim({column}, ' \t{WIDE_SPACE}'), '') ELSE {column} END"


def unknown_columns(layout: Layout, source: Source) -> list[str]:
    """Columns of the file that no column of ours is mapped to; they are kept in `attributes`."""
    used = {source.their_name(column.name) for column in FORMS[source.form] if column.name not in source.constants}
    return [name for name in layout.names if name not in used]


def _extra(layout: Layout, source: Source) -> str:
    """Unknown columns and keys that hold something, as one JSON object."""
    unknown = unknown_columns(layout, source)
    pairs = ", ".join(f"{literal(name)}, c{layout.names.index(name)}" for name in unknown)
    if not pairs:
        return "extra"
    merged = f"json_merge_patch(coalesce(extra, '{{}}'), json_object({pairs}))"
    return f"nullif({merged}::VARCHAR, '{{}}')"


def _scope(layout: Layout, source: Source) -> str:
    tests = [
        f"coalesce(c{layout.names.index(theirs)} IN ({', '.join(map(literal, values))}), false)"
        for theirs, values in source.scope.items()
    ]
    return " AND ".join(tests) or "true"


def typed_sql(source: Source, named: str) -> str:
    """SELECT of the named rows with instants, amounts and the first rule each row breaks (NULL where none)."""
    names = ("occurred_at",) if source.form == "events" else ("requested_at", "decided_at")
    instants = ", ".join(f"{instant_sql(name, source.timezone)} AS {name}_utc" for name in names)
    return f"""
        WITH typed AS (
            SELECT *, {instants}, {amount_sql("amount")} AS amount_value, upper(currency) AS currency_code FROM {named}
        )
        SELECT *, {broken_rule_sql(source.form)} AS broken_rule FROM typed"""


def digest_sql(columns: list[str]) -> str:
    """An id made of a row's content; wallets and people enter it as tokens, so that it gives nothing away."""
    content = " || chr(31) || ".join(f"coalesce({column}::VARCHAR, '')" for column in columns)
    return f"'d' || substr(sha256({content}), 1, 23)"


def identity_sql(form: str, has_ids: bool = False) -> str:
    """event_id and request_id; where the log has none, they derive from the row's own content.

    `has_ids` where every row names its event: then the content, dear to put together, is not even mentioned.
    """
    if has_ids:
        return f"event_id, {'request_id' if form == 'events' else 'coalesce(request_id, event_id) AS request_id'}"
    if form == "attempts":
        own = digest_sql(["platform", "wallet_token", "request_id", "requested_at"])
        return f"coalesce(event_id, {own}) AS event_id, coalesce(request_id, event_id, {own}) AS request_id"
    content = ["platform", "wallet_token", "user_token", "occurred_at", "event_type", "request_id", *DIMENSIONS]
    content += ["error_code", "message", "shown_message", "amount", "currency", "policy_clause", "whole_attributes"]
    return f"coalesce(event_id, {digest_sql(content)}) AS event_id, request_id"


_WORDS = f"error_code, {', '.join(DIMENSIONS)}"
_KEPT = f"platform, request_id, {_WORDS}, currency_code AS currency, policy_clause, line"


def events_sql(form: str) -> str:
    """SELECT of the sound rows as events; an attempt row unfolds into a request and its decision."""
    if form == "events":
        return f"""
            SELECT event_id, occurred_at_utc AS occurred_at, event_type, wallet_token, user_token,
                masked_message AS message, masked_shown_message AS shown_message, masked_attributes AS attributes,
                amount_value AS amount, {_KEPT}, template
            FROM sound"""
    request = f"""
        SELECT event_id || '/request' AS event_id, requested_at_utc AS occurred_at, '{REQUEST}' AS event_type,
            wallet_token, user_token, NULL::VARCHAR AS message, NULL::VARCHAR AS shown_message,
            NULL::VARCHAR AS attributes, NULL::DECIMAL(18, 4) AS amount,
            platform, request_id, NULL::VARCHAR AS error_code, {", ".join(DIMENSIONS)},
            NULL::VARCHAR AS currency, NULL::VARCHAR AS policy_clause, line, NULL::VARCHAR AS template
        FROM sound"""
    decision = f"""
        SELECT event_id || '/' || outcome, decided_at_utc, 'termination.' || outcome, wallet_token, user_token,
            masked_message, masked_shown_message, masked_attributes, amount_value, {_KEPT}, template
        FROM sound WHERE outcome <> 'open'"""
    return f"{request} UNION ALL {decision}"
