"""Columns and keys of a log that no column of ours is mapped to, with the rows that have them."""

from collections import Counter

from pipelines.engines.duckdb import DuckDBEngine
from pipelines.landing_sql import unknown_columns
from pipelines.layout import Layout
from pipelines.mask import mask
from pipelines.sources import Source

MOST_NAMES = 200
OTHERS = "..."  # keys beyond that: a log that writes ids as keys has no end of them


def drift(engine: DuckDBEngine, layout: Layout, source: Source, count_rows: int) -> Counter[str]:
    """Rows of the slice in `landed` by unknown name; names are masked, as a key may be somebody's number."""
    found = Counter({name: count_rows for name in unknown_columns(layout, source) if name not in source.scope})
    if layout.format == "jsonl":
        keys = "SELECT unnest(json_keys(extra)) AS key FROM landed WHERE extra IS NOT NULL"
        found.update(dict(engine.rows(f"SELECT key, count(*) FROM ({keys}) GROUP BY key ORDER BY 2 DESC, 1")))
    return _bounded(found)


def _bounded(found: Counter[str]) -> Counter[str]:
    bounded: Counter[str] = Counter()
    for position, (name, count) in enumerate(found.items()):
        bounded[mask(name[:80]) if position < MOST_NAMES else OTHERS] += count
    return bounded
