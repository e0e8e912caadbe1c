"""Audits: each is a SELECT that must find nothing. They run at every load and stop its publishing."""

from dataclasses import dataclass
from datetime import datetime

import pyarrow as pa

from pipelines.engines.duckdb import DuckDBEngine, sql_names, sql_text

SCHEMA = pa.schema({"audit": pa.string(), "count_rows": pa.int64(), "as_of": pa.timestamp("us")})


class AuditFailed(Exception):
    """The numbers of a load contradict each other; nothing of it was published."""


@dataclass(frozen=True)
class Audit:
    """One audit and how many rows it found; 0 is a pass."""

    name: str
    count_rows: int
    first_row: str = ""


def run_audits(engine: DuckDBEngine, as_of: datetime) -> None:
    """Run all audits on the marts being built and keep their results. Raises AuditFailed where one finds a row."""
    audits = [_run(engine, name) for name in sql_names("audits")]
    if failed := [audit for audit in audits if audit.count_rows]:
        found = "; ".join(
            f"{audit.name}: {audit.count_rows} rows, the first is {audit.first_row}" for audit in failed
        )
        raise AuditFailed(
            f"The audits found contradictions, so nothing was published and the last snapshot stays. {found}. "
            "Please report this with the output of `python -m pipelines status`."
        )
    rows = [{"audit": audit.name, "count_rows": audit.count_rows, "as_of": as_of} for audit in audits]
    engine.register("audited", pa.Table.from_pylist(rows, SCHEMA))
    engine.run("CREATE OR REPLACE TABLE fresh.audits AS FROM audited")
    engine.drop("audited")


def _run(engine: DuckDBEngine, name: str) -> Audit:
    rows = engine.rows(f"SELECT *, count(*) OVER () AS count_rows FROM ({sql_text('audits', name)}) LIMIT 1")
    return Audit(name, rows[0][-1], str(rows[0][:-1])) if rows else Audit(name, 0)
