"""Broken rows and lines of a file into the table `refused`, masked."""

from collections.abc import Iterable

import pyarrow as pa

from pipelines.engines.duckdb import DuckDBEngine
from pipelines.mask import mask, mask_broken_line
from pipelines.records import RefusedLine
from pipelines.row_rules import OUT_OF_SCOPE
from warehouse.connect import literal

REFUSED_SCHEMA = pa.schema(
    {
        "batch_id": pa.string(),
        "source_file": pa.string(),
        "source_line": pa.int64(),
        "rule": pa.string(),
        "detail": pa.string(),
        "row_masked": pa.string(),
    }
)
SHOWN_CHARACTERS = 4_000  # of a broken row
EVENT_TIMES, ATTEMPT_TIMES = ("occurred_at", "event_type"), ("requested_at", "decided_at", "outcome")
SHOWN = ("platform", "event_id", "error_code", "message", "amount", "currency", "policy_clause", "attributes")

RefusedRow = tuple[int, str, str, str | None]


def keep_broken(engine: DuckDBEngine, typed: str, form: str) -> None:
    """Keep the broken ones of the typed rows in `broken`: line, rule, the value at fault, and the row as JSON.

    A row out of scope is no broken one; only its line is kept.
    """
    names = (*SHOWN, *(EVENT_TIMES if form == "events" else ATTEMPT_TIMES))
    values = ", ".join(f"{literal(name)}, left({name}, {SHOWN_CHARACTERS})" for name in names)
    details = " ".join(f"WHEN starts_with(broken_rule, {literal(name + '_')}) THEN {name}" for name in names)
    row = f"json_merge_patch('{{}}', json_object('wallet_token', wallet_token, {values}))::VARCHAR"
    engine.keep(
        "broken",
        f"""SELECT line, broken_rule, CASE {details} END AS detail,
            CASE WHEN broken_rule <> '{OUT_OF_SCOPE}' THEN {row} END AS row
        FROM ({typed}) WHERE broken_rule IS NOT NULL""",
    )


def broken_rows(engine: DuckDBEngine) -> list[RefusedRow]:
    """The rows of `broken`, masked, in their order."""
    rows = engine.rows("SELECT line, broken_rule, detail, row FROM broken ORDER BY line")
    return [(line, rule, _shown(detail or ""), mask(row) if row else None) for line, rule, detail, row in rows]


def refused_lines(lines: Iterable[RefusedLine]) -> list[RefusedRow]:
    """Lines that are no records, masked: nobody knows which word in them is the wallet."""
    return [(one.line, one.rule, one.detail, mask_broken_line(one.raw[:SHOWN_CHARACTERS])) for one in lines]


def keep_refused(engine: DuckDBEngine, batch_id: str, file: str, rows: list[RefusedRow]) -> None:
    if rows:
        columns = [[batch_id] * len(rows), [file] * len(rows), *zip(*rows, strict=True)]
        engine.register("more", pa.table(columns, schema=REFUSED_SCHEMA))
        engine.run("INSERT INTO refused SELECT * FROM more")


def _shown(detail: str) -> str:
    return mask(detail[:200])
