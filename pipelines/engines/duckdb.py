"""The default engine: runs the models, keeps their tables, reads slices of logs."""

import copy
import os
import tempfile
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from warehouse.connect import connect, literal, temporary_folder

SQL = Path(__file__).parents[1] / "sql"
MEMORY_LIMIT = "2GB"
BATCH_ROWS = 60_000  # of an Arrow table: small enough that a slice keeps two cores busy to its end


class EngineError(Exception):
    """The engine could not do its work: disk full, out of memory, or a file that is not what it seems."""


class DuckDBEngine:
    """A private in-memory DuckDB for one load; spills into the warehouse's own folder, readable by nobody else."""

    def __init__(self, folder: Path, memory_limit: str = MEMORY_LIMIT):
        self.spill = temporary_folder(folder)
        self.connection = connect(
            {"memory_limit": memory_limit, "temp_directory": str(self.spill), "threads": os.cpu_count() or 1}
        )

    def beside(self) -> "DuckDBEngine":
        """The same database for another thread; its temporary tables and what it is presented with are its own."""
        other = copy.copy(self)
        other.connection = self.connection.cursor()
        return other

    def run(self, sql: str, parameters: Mapping[str, Any] | None = None) -> None:
        try:
            self.connection.execute(sql, parameters)
        except (duckdb.IOException, duckdb.OutOfMemoryException) as error:
            raise _unmet(error) from error

    def rows(self, sql: str, parameters: Mapping[str, Any] | None = None) -> list[tuple[Any, ...]]:
        self.run(sql, parameters)
        return self.connection.fetchall()

    def value(self, sql: str, parameters: Mapping[str, Any] | None = None) -> Any:
        return self.rows(sql, parameters)[0][0]

    def keep(self, name: str, sql: str, parameters: Mapping[str, Any] | None = None) -> None:
        """Keep a SELECT's result as a temporary table of that name."""
        self.run(f"CREATE OR REPLACE TEMP TABLE {name} AS {sql}", parameters)

    def view(self, name: str, sql: str) -> None:
        """Name a SELECT; it is run anew whenever it is read."""
        self.run(f"CREATE OR REPLACE TEMP VIEW {name} AS {sql}")

    def drop(self, *names: str) -> None:
        for name in names:
            self.connection.unregister(name)
            self.run(f"DROP TABLE IF EXISTS {name}")

    def register(self, name: str, table: pa.Table) -> None:
        """Keep an Arrow table as a temporary table of that name."""
        self.connection.register("incoming", table)
        self.keep(name, "SELECT * FROM incoming")
        self.connection.unregister("incoming")

    def present(self, name: str, table: pa.Table) -> None:
        """Let an Arrow table be read under that name, without a copy."""
        self.connection.register(name, table)

    def arrow(self, sql: str) -> pa.Table:
        """A SELECT's rows in their order as an Arrow table: half the price of a temporary table, on all cores."""
        try:
            return self.connection.sql(sql).to_arrow_table(BATCH_ROWS)
        except (duckdb.IOException, duckdb.OutOfMemoryException) as error:
            raise _unmet(error) from error

    def query(self, sql: str, parameters: Mapping[str, Any] | None = None) -> pd.DataFrame:
        """A SELECT's result as a DataFrame, for the statistics."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # DuckDB 2.0 calls a pandas argument that pandas 3 deprecates
            self.run(sql, parameters)
            return self.connection.df()

    def write(self, table: pa.Table, path: Path) -> None:
        """Write an Arrow table as Parquet."""
        pq.write_table(table, path)

    def close(self) -> None:
        self.connection.close()
        for path in self.spill.glob("*"):
            path.unlink(missing_ok=True)
        self.spill.rmdir()


def _unmet(error: duckdb.Error) -> EngineError:
    return EngineError(f"The disk or the memory did not suffice: {str(error).splitlines()[0]}")


def parquet_sql(paths: Sequence[Path]) -> str:
    """SELECT over Parquet files."""
    return f"SELECT * FROM read_parquet({literal([str(path) for path in paths])})"


def sql_text(folder: str, name: str) -> str:
    """A named .sql file of this room, e.g. ("models", "attempts")."""
    return (SQL / folder / f"{name}.sql").read_text(encoding="utf-8")


def sql_names(folder: str) -> list[str]:
    """The .sql files of a folder in their order; models carry it in their names (01_attempts.sql)."""
    return sorted(path.stem for path in (SQL / folder).glob("*.sql"))


@contextmanager
def in_memory_file(data: bytes) -> Iterator[str]:
    """A path under which DuckDB can read these bytes. On Linux they stay in memory; raw log text touches no disk.

    macOS has no memfd; there a private file stands in and is gone after the slice.
    """
    if hasattr(os, "memfd_create"):
        handle = os.memfd_create("slice")
        try:
            _write_all(handle, data)
            yield f"/proc/self/fd/{handle}"
        finally:
            os.close(handle)
        return
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        yield file.name


def _write_all(handle: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]


def read_csv_sql(path: str, count_columns: int, delimiter: str) -> str:
    """SELECT over a CSV slice without a header: columns c0, c1 ... as text, broken lines into reject_errors."""
    columns = ", ".join(f"'c{index}': 'VARCHAR'" for index in range(count_columns))
    return (
        f"SELECT * FROM read_csv({literal(path)}, columns={{{columns}}}, auto_detect=false, header=false, "
        f"delim={literal(delimiter)}, quote='\"', escape='\"', strict_mode=true, store_rejects=true)"
    )


def read_lines_sql(path: str) -> str:
    """SELECT over a slice, one row a line, in column c0."""
    return (
        f"SELECT c0 FROM read_csv({literal(path)}, columns={{'c0': 'VARCHAR'}}, auto_detect=false, header=false, "
        "delim=chr(1), quote='', escape='', store_rejects=true)"
    ).replace("chr(1)", "'\x01'")
