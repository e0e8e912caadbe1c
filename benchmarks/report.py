"""Figures as a table, with the machine and the versions they were measured on."""

import os
import platform
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

RESULTS = Path(__file__).parent / "RESULTS.md"
HEAD = ("| figure | measured | goal |", "| --- | ---: | --- |")
LIBRARIES = ("duckdb", "pandas", "pyarrow", "streamlit", "plotly")


@dataclass(frozen=True)
class Figure:
    """One figure, and what it should be."""

    name: str
    value: float
    goal: str


def write(figures: Iterable[Figure]) -> None:
    """Print each figure as it comes; RESULTS.md keeps them, and of figures not measured now the last ones."""
    rows = _kept()
    for figure in figures:
        rows[figure.name] = f"| {figure.name} | {figure.value:,.2f} | {figure.goal} |"
        print(rows[figure.name], flush=True)
    machine = f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}"
    versions = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    head = ("# Last figures", "", f"{machine}; {versions}.", "", *HEAD)
    RESULTS.write_text("\n".join([*head, *rows.values()]) + "\n", encoding="utf-8")


def _kept() -> dict[str, str]:
    """The rows of RESULTS.md by the name of their figure."""
    lines = RESULTS.read_text("utf-8").splitlines() if RESULTS.exists() else []
    rows = (line for line in lines if line.startswith("| ") and line not in HEAD)
    return {row.split(" | ")[0].removeprefix("| "): row for row in rows}
