"""DuckDB connections with the settings every room relies on."""

import os
from collections.abc import Mapping
from pathlib import Path

import duckdb

Setting = str | int | bool


def connect(settings: Mapping[str, Setting] | None = None) -> duckdb.DuckDBPyConnection:
    """An in-memory DuckDB in UTC, without a progress bar (2.0 prints one even into a pipe) or extensions."""
    connection = duckdb.connect(":memory:")
    connection.execute("SET GLOBAL TimeZone = 'UTC'")  # a cursor would else be in the machine's zone
    base: dict[str, Setting] = {
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    if connection.execute("SELECT current_setting('enable_progress_bar')").fetchone() == (True,):
        base["enable_progress_bar"] = False  # in Jupyter without ipywidgets it is off, and to say so again fails
    for name, value in (base | dict(settings or {})).items():
        connection.execute(f"SET {name} = {literal(value)}")
    return connection


def literal(value: object) -> str:
    """A SQL literal for the places where DuckDB takes no parameter (settings, file lists)."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list | tuple):
        return "[" + ", ".join(literal(item) for item in value) + "]"
    return "'" + str(value).replace("'", "''") + "'"


def temporary_folder(folder: Path) -> Path:
    """A private folder for spilling, readable by this user alone."""
    path = folder / f"spill-{os.getpid()}"
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path
