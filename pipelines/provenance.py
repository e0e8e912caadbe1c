"""What marts were made by, besides events and taxonomy: the models, and the reviews up to one."""

import hashlib
from dataclasses import dataclass

from pipelines.decisions import SCHEMA
from pipelines.engines.duckdb import DuckDBEngine, sql_names, sql_text
from pipelines.signatures import TEMPLATE_VERSION

MADE_BY = ("steps", "models", "marts", "case_marts", "additions", "summaries", "views")


@dataclass(frozen=True)
class Provenance:
    """Marts of other models are not added to but built anew; those of other reviews are classified anew."""

    models_version: str
    reviews_through: str


def models_version() -> str:
    """A digest of what makes the relations of a snapshot: SQL, templates, decisions."""
    texts = (sql_text(folder, name) for folder in MADE_BY for name in sql_names(folder))
    return hashlib.sha256("\n".join((TEMPLATE_VERSION, str(SCHEMA), *texts)).encode()).hexdigest()[:16]


def keep_provenance(engine: DuckDBEngine, made_by: Provenance) -> None:
    """Write it into the marts being built."""
    engine.run(
        "CREATE OR REPLACE TABLE fresh.made_by AS SELECT $models_version AS models_version, "
        "$reviews_through AS reviews_through",
        vars(made_by),
    )


def read_provenance(engine: DuckDBEngine, database: str) -> Provenance | None:
    """That of an attached database of marts; None where an older version of the product wrote none."""
    if not has_table(engine, database, "made_by"):
        return None
    return Provenance(*engine.rows(f"SELECT models_version, reviews_through FROM {database}.made_by")[0])


def has_table(engine: DuckDBEngine, database: str, name: str) -> bool:
    """Whether an attached database has a table of that name."""
    listed = "SELECT count(*) FROM duckdb_tables() WHERE database_name = $database AND table_name = $name"
    return bool(engine.value(listed, {"database": database, "name": name}))
