"""Figures as a table, with the machine and the versions they were measured on."""

import os
import platform
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

RESULTS = Path(__file__).parent / "RESULTS.md"
LIBRARIES = ("duckdb", "pandas", "pyarrow", "streamlit", "plotly")


@dataclass(frozen=True)
class Figure:
    """One figure, and what it should be."""

    name: str
    value: float
    goal: str


def write(figures: Iterable[Figure]) -> None:
    """Print each figure as it comes and keep them all in RESULTS.md."""
    rows = []
    for figure in figures:
        rows.append(f"| {figure.name} | {figure.value:,.2f} | {figure.goal} |")
        print(rows[-1], flush=True)
    machine = f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}"
    versions = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    head = ["# Last figures", "", f"{machine}; {versions}.", "", "| figure | measured | goal |", "| --- | ---: | --- |"]
    RESULTS.write_text("\n".join([*head, *rows]) + "\n", encoding="utf-8")
