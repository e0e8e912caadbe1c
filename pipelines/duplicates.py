"""Events that are there already: found by their keys, told apart by their ids, taken out of the new parts.

The first event in the order of the load stays; what is published always comes before what is new.
"""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from pipelines.engines.duckdb import DuckDBEngine
from warehouse.connect import literal

KEYS = ("event_key", "platform", "event_id")


def remove_duplicates(engine: DuckDBEngine, new: Sequence[Path], published: Sequence[Path]) -> Counter[str]:
    """Rewrite the new parts that hold events which are there already; returns rows by batch that held nothing else.

    `new` is in the order of the load. A row counts as duplicate where every event it unfolds into is one.
    Keys are 64 bits of a hash and only raise suspicion; platform and event id decide.
    """
    if not new or not _suspects(engine, new, published):
        return Counter()
    _find(engine, new, published)
    for (part,) in engine.rows("SELECT DISTINCT filename FROM repeated ORDER BY filename"):
        _rewrite(engine, Path(part))
    counts = engine.rows(
        f"""SELECT batch_id, count(*) FROM (
            SELECT DISTINCT batch_id, source_line FROM repeated
            EXCEPT SELECT batch_id, source_line FROM {_parts(new)}
        ) GROUP BY batch_id"""
    )
    engine.drop("suspects", "repeated")
    return Counter(dict(counts))


def _parts(paths: Sequence[Path], options: str = "") -> str:
    return f"read_parquet({literal([str(path) for path in paths])}{options})"


def _suspects(engine: DuckDBEngine, new: Sequence[Path], published: Sequence[Path]) -> bool:
    """Keep the keys that occur twice; false where there are none. Only one column is read for this."""
    within = f"SELECT event_key FROM {_parts(new)} GROUP BY event_key HAVING count(*) > 1"
    known = f"SELECT event_key FROM {_parts(published)}" if published else ""
    against = f"{known} WHERE event_key IN (SELECT event_key FROM {_parts(new)})"
    engine.keep("suspects", f"{within} UNION {against}" if known else within)
    return bool(engine.value("SELECT count(*) FROM suspects"))


def _find(engine: DuckDBEngine, new: Sequence[Path], published: Sequence[Path]) -> None:
    """Keep the events of the new parts that came before, with the place of each in its part."""
    engine.keep(
        "load_order",
        f"SELECT unnest({literal([str(path) for path in new])}) AS filename, "
        f"unnest(range({len(new)})) AS place",
    )
    keys = ", ".join(KEYS)
    columns = f"{keys}, batch_id, source_line, filename, file_row_number"
    suspect = "WHERE event_key IN (SELECT event_key FROM suspects)"
    fresh = _parts(new, ", filename=true, file_row_number=true")
    both = f"SELECT {columns}, place FROM {fresh} JOIN load_order USING (filename) {suspect}"
    if published:
        both += f" UNION ALL SELECT {keys}, NULL, NULL, NULL, NULL, -1 FROM {_parts(published)} {suspect}"
    turn = f"row_number() OVER (PARTITION BY {keys} ORDER BY place, file_row_number NULLS FIRST) AS turn"
    engine.keep("repeated", f"SELECT * FROM (SELECT *, {turn} FROM ({both})) WHERE turn > 1 AND place >= 0")


def _rewrite(engine: DuckDBEngine, part: Path) -> None:
    fresh = part.with_suffix(".fresh")
    engine.run(
        f"""COPY (
            SELECT p.* EXCLUDE (file_row_number) FROM read_parquet({literal(str(part))}, file_row_number=true) p
            WHERE file_row_number NOT IN (SELECT file_row_number FROM repeated WHERE filename = {literal(str(part))})
        ) TO {literal(str(fresh))} (FORMAT parquet, COMPRESSION snappy)"""
    )
    fresh.replace(part)
