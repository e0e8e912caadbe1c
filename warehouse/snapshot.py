"""Reading what is published: a snapshot and its queries."""

import os
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa

from warehouse.connect import connect, literal
from warehouse.manifest import Manifest, read_manifest

# A relation (`cursor.sql`) would spare the copy and plan every statement twice; planning is most of a small query.
warnings.filterwarnings("ignore", message="Arrow output on a DB-API result", category=UserWarning)
Parameters = Mapping[str, Any] | Sequence[Any] | None


class NotASelect(Exception):
    """Only a single SELECT may be run on a published snapshot."""


class QueryFailed(Exception):
    """A SELECT that cannot be run as it is written; the text says where."""


@dataclass(frozen=True)
class Snapshot:
    """One published state of the warehouse, open for reading.

    Safe to share between threads: each query takes its own cursor. All instants are UTC without a zone.
    """

    folder: Path
    manifest: Manifest
    connection: duckdb.DuckDBPyConnection = field(repr=False, compare=False)

    @property
    def name(self) -> str:
        return self.manifest.snapshot

    @property
    def as_of(self) -> datetime:
        """The newest event's instant; open cases are censored here."""
        return self.manifest.as_of

    @property
    def utc_offset_minutes(self) -> int:
        """How far the reporting zone, in which days begin, is ahead of UTC."""
        return self.manifest.utc_offset_minutes

    @property
    def taxonomy_version(self) -> str:
        return self.manifest.taxonomy_version

    def arrow(self, sql: str, parameters: Parameters = None) -> pa.Table:
        """Run one SELECT; returns an Arrow table. Raises NotASelect for anything else, QueryFailed for a bad one."""
        cursor = self.connection.cursor()
        try:
            statements = cursor.extract_statements(sql)
            if len(statements) != 1 or statements[0].type.name not in ("SELECT", "EXPLAIN"):
                raise NotASelect("Only one SELECT statement can be run here; the warehouse is read only.")
            return cursor.execute(statements[0], parameters or None).to_arrow_table()
        except duckdb.Error as error:
            raise QueryFailed(str(error).strip()) from error

    def query(self, sql: str, parameters: Parameters = None) -> pd.DataFrame:
        """Run one SELECT; returns a DataFrame (decimals as float64, lists as arrays)."""
        frame: pd.DataFrame = self.arrow(sql, parameters).to_pandas(date_as_object=False)
        return frame


def default_folder() -> Path:
    """Where the warehouse is: TERMINATION_WAREHOUSE, or data/warehouse under the current folder."""
    return Path(os.environ.get("TERMINATION_WAREHOUSE", "data/warehouse"))


def open_snapshot(folder: Path | None = None) -> Snapshot:
    """Open what CURRENT names in `folder`, read only. Raises NoWarehouse, NewerWarehouse."""
    folder = (folder or default_folder()).resolve()
    manifest = read_manifest(folder)
    return _open(folder, manifest.snapshot)


@lru_cache(maxsize=4)
def _open(folder: Path, name: str) -> Snapshot:
    manifest = read_manifest(folder)
    connection = connect({"threads": min(2, os.cpu_count() or 1)})
    connection.execute(f"ATTACH {literal(folder / manifest.marts)} AS marts (READ_ONLY)")
    for statement in [*_mart_views(connection), *_fact_views(folder, manifest)]:
        connection.execute(statement)
    connection.execute(f"SET allowed_directories = {literal([str(folder)])}")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return Snapshot(folder, manifest, connection)


def _mart_views(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """The marts' tables and views by their own names; a search path would not reach the cursors."""
    listed = (
        "SELECT table_name FROM information_schema.tables WHERE table_catalog = 'marts' ORDER BY table_name"
    )
    names = [name for (name,) in connection.execute(listed).fetchall()]
    return [f'CREATE VIEW "{name}" AS SELECT * FROM marts.main."{name}"' for name in names]


def _fact_views(folder: Path, manifest: Manifest) -> list[str]:
    """The events and the quarantine, over the Parquet batches."""
    facts = literal([str(folder / part) for part in manifest.fact_files()])
    refused = literal([str(folder / part) for part in manifest.quarantine.values()])
    return [
        f"CREATE VIEW events AS SELECT * EXCLUDE (event_key, wallet_key) FROM read_parquet({facts})",
        f"CREATE VIEW quarantine AS SELECT * FROM read_parquet({refused})",
    ]
