"""Which taxonomies history was classified by and what each moved; kept from snapshot to snapshot."""

from datetime import datetime
from pathlib import Path

from pipelines.engines.duckdb import DuckDBEngine, sql_text
from pipelines.provenance import has_table
from warehouse.connect import literal

TABLES = {
    "taxonomy_versions": "taxonomy_version VARCHAR, applied_at TIMESTAMP, count_signatures BIGINT, "
    "count_failures_moved BIGINT",
    "decision_changes": "taxonomy_version VARCHAR, applied_at TIMESTAMP, month DATE, cause_before VARCHAR, "
    "cause_after VARCHAR, count_failures BIGINT",
}
MOVED = "recaused WHERE cause_before <> cause"
LAST = "SELECT last(taxonomy_version ORDER BY rowid) FROM fresh.taxonomy_versions"
CHANGES = f"""
    INSERT INTO fresh.decision_changes
    SELECT
        $taxonomy_version, $applied_at, CAST(date_trunc('month', requested_on) AS DATE), cause_before, cause, count(*)
    FROM {MOVED}
    GROUP BY date_trunc('month', requested_on), cause_before, cause
    ORDER BY ALL"""
VERSION = f"""
    INSERT INTO fresh.taxonomy_versions
    SELECT $taxonomy_version, $applied_at, (SELECT count(*) FROM decisions),
        (SELECT count(*) FROM {MOVED})"""


def carry_over(engine: DuckDBEngine, before: Path | None) -> None:
    """After a build from nothing: what the marts before, if any, knew of versions, and `recaused` against them."""
    for name, columns in TABLES.items():
        engine.run(f"CREATE TABLE fresh.{name} ({columns})")
    if before is None:
        engine.keep("recaused", "SELECT requested_on, cause AS cause_before, cause FROM attempts LIMIT 0")
        return
    engine.run(f"ATTACH {literal(str(before))} AS before (READ_ONLY)")
    for name in TABLES:
        if has_table(engine, "before", name):
            engine.run(f"INSERT INTO fresh.{name} FROM before.{name}")
    engine.keep("recaused", sql_text("reclassify", "recaused_anew"))
    engine.run("DETACH before")


def keep_version(engine: DuckDBEngine, taxonomy_version: str, applied_at: datetime) -> int:
    """Write down a version that is new, with the failures it moved by month and cause, from `recaused`.

    Returns how many failures moved, by the version or by reviews.
    """
    if engine.value(LAST) != taxonomy_version:
        stated = {"taxonomy_version": taxonomy_version, "applied_at": applied_at}
        engine.run(CHANGES, stated)
        engine.run(VERSION, stated)
    count: int = engine.value(f"SELECT count(*) FROM {MOVED}")
    engine.drop("recaused")
    return count
