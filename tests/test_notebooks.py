"""The notebooks run from top to bottom on a small real warehouse; they are kept without outputs and define nothing."""

import ast
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import nbformat
import pytest

from pipelines.load import Settings, load
from pipelines.named_files import find_files

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
SAMPLE = ROOT / "data" / "raw" / "sources.toml"
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
# A process of its own: Jupyter's client and kernel leave sockets behind that would be warnings, so errors, in here.
EXECUTE = """
import sys, nbformat
from nbclient import NotebookClient
notebook = nbformat.read(sys.argv[1], as_version=4)
NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": sys.argv[2]}}).execute()
nbformat.write(notebook, sys.argv[3])
"""


@pytest.fixture(scope="module")
def warehouse_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small sample of data/raw, loaded."""
    folder = tmp_path_factory.mktemp("notebooks") / "warehouse"
    load(find_files([], SAMPLE, None), Settings(folder, datetime(2026, 11, 25), is_silent=True))
    return folder


def code(path: Path) -> list[Any]:
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_is_kept_without_outputs(path: Path) -> None:
    assert [cell for cell in code(path) if cell.outputs or cell.execution_count] == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_defines_nothing(path: Path) -> None:
    nodes = [node for cell in code(path) for node in ast.walk(ast.parse(cell.source))]
    assert [ast.unparse(node) for node in nodes if isinstance(node, DEFINITIONS)] == []


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_runs_and_draws(path: Path, warehouse_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERMINATION_WAREHOUSE", str(warehouse_folder))
    executed = tmp_path / path.name
    command = [sys.executable, "-c", EXECUTE, str(path), str(path.parent), str(executed)]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=180)
    assert ran.returncode == 0, ran.stderr[-3000:]
    outputs = [output for cell in code(executed) for output in cell.outputs]
    charts = [output for output in outputs if "application/vnd.plotly.v1+json" in output.get("data", {})]
    assert [output for output in outputs if output.get("name") == "stderr"] == []
    assert len(charts) >= 2
