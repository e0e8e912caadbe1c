"""JSON lines as rows: one column for each key a source maps, the others in extra."""

import json

import pyarrow as pa

from pipelines.engines.duckdb import DuckDBEngine
from pipelines.landing_sql import quoted
from pipelines.layout import Layout
from pipelines.records import RefusedLine
from warehouse.connect import literal


def json_rows(engine: DuckDBEngine, layout: Layout, lines: pa.Table) -> tuple[pa.Table, list[RefusedLine]]:
    """Split JSON lines (line, c0) into columns. Returns the rows and the lines that are no JSON object.

    DuckDB calls a text valid JSON whose escapes name half a character, and then fails over it: hence TRY.
    """
    engine.present("read_lines", lines)
    is_object = "coalesce(TRY(json_type(c0)) = 'OBJECT', false)"
    engine.keep("lines", f"SELECT line, c0, {is_object} AS is_object FROM read_lines WHERE trim(c0) <> ''")
    shape = literal(json.dumps(dict.fromkeys(layout.names, "VARCHAR"), ensure_ascii=False))
    known = literal(json.dumps(dict.fromkeys(layout.names), ensure_ascii=False))
    columns = ", ".join(f"j.{quoted(name)} AS c{index}" for index, name in enumerate(layout.names))
    rows = engine.arrow(
        f"""SELECT {columns}, line, nullif(extra, '{{}}') AS extra FROM (
            SELECT line, json_transform(c0, {shape}) AS j, json_merge_patch(c0, {known})::VARCHAR AS extra
            FROM lines WHERE is_object)"""
    )
    broken = engine.rows("SELECT line, c0 FROM lines WHERE NOT is_object ORDER BY line")
    refused = [RefusedLine(number, "json_unreadable", "this line is no JSON object", text) for number, text in broken]
    return rows, refused
