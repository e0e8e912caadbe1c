"""The import law of docs/architecture.md, read from the source itself, and laws of naming and length."""

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("analysis", "pipelines", "warehouse", "dashboards")
OURS = (*ROOMS, "app")
LONGEST_FILE = 300
EMPTY_WORDS = re.compile(r"(^|_)(utils?|helpers?|common|managers?|v[0-9]+|enhanced|misc)(_|$)")

# Who (a module, or a package with all below it) may import which of our modules. The longest name holds.
MAY_IMPORT: dict[str, tuple[str, ...]] = {
    "app": ("dashboards",),
    "analysis": ("analysis",),
    "warehouse": ("warehouse",),
    "pipelines": ("pipelines", "warehouse", "analysis"),
    "dashboards": ("dashboards", "analysis"),
    "dashboards.charts": ("dashboards.charts", "dashboards.theme", "analysis"),
    "dashboards.pages": (
        *("dashboards.pages", "dashboards.store", "dashboards.charts", "dashboards.widgets"),
        *("dashboards.text", "dashboards.theme", "dashboards.filters", "dashboards.actions", "analysis"),
    ),
    "dashboards.queries": ("dashboards.queries", "warehouse", "analysis"),
    "dashboards.widgets.exports": ("dashboards", "warehouse.cells"),
}
# Who alone may import a library.
ONLY_IN: dict[str, tuple[str, ...]] = {
    "duckdb": ("warehouse", "pipelines.engines"),
    "streamlit": ("app", "dashboards"),
    "plotly": ("dashboards",),
}
NEVER_IN: dict[str, tuple[str, ...]] = {"streamlit": ("dashboards.charts", "dashboards.queries")}


@dataclass(frozen=True)
class Import:
    """One import of one module: who imports, where, and what."""

    importer: str
    place: str
    imported: str


def is_under(module: str, package: str) -> bool:
    return module == package or module.startswith(package + ".")


def sources() -> list[Path]:
    inside = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    return sorted(inside + [path for path in [ROOT / "app.py"] if path.exists()])


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(path: Path, source: str) -> Iterator[Import]:
    """Every import in the file, also the late ones inside functions; `from a import b` counts as `a.b`."""
    importer = module_name(path)
    for node in ast.walk(ast.parse(source)):
        place = f"{path.relative_to(ROOT)} line {getattr(node, 'lineno', 0)}"
        if isinstance(node, ast.Import):
            yield from (Import(importer, place, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = absolute(node, importer, path)
            yield from (Import(importer, place, f"{base}.{alias.name}") for alias in node.names)


def absolute(node: ast.ImportFrom, importer: str, path: Path) -> str:
    """The full name of the module a `from` names, relative ones resolved."""
    if not node.level:
        return node.module or ""
    package = importer.split(".") if path.name == "__init__.py" else importer.split(".")[:-1]
    kept = package[: len(package) - node.level + 1]
    return ".".join([*kept, *([node.module] if node.module else [])])


def offence(found: Import) -> str | None:
    """What is wrong with this import, as a sentence; None where nothing is."""
    return our_offence(found) or library_offence(found)


def our_offence(found: Import) -> str | None:
    if found.imported.split(".")[0] not in OURS:
        return None
    holder = max((name for name in MAY_IMPORT if is_under(found.importer, name)), key=len)
    allowed = MAY_IMPORT[holder]
    if any(is_under(found.imported, name) for name in allowed):
        return None
    return f"{found.place} imports {found.imported}; {holder} may import {', '.join(allowed)}"


def library_offence(found: Import) -> str | None:
    library = found.imported.split(".")[0]
    allowed = ONLY_IN.get(library)
    if allowed and not any(is_under(found.importer, name) for name in allowed):
        return f"{found.place} imports {library}; only {', '.join(allowed)} may"
    if any(is_under(found.importer, name) for name in NEVER_IN.get(library, ())):
        return f"{found.place} imports {library}; it must stay free of it"
    return None


def all_imports() -> list[Import]:
    return [found for path in sources() for found in imports_of(path, path.read_text("utf-8"))]


def test_every_import_keeps_the_law() -> None:
    assert [line for found in all_imports() if (line := offence(found))] == []


def pins(name: str) -> list[str]:
    return re.findall(r"^[a-z0-9_-]+==[^ \n]+", (ROOT / name).read_text("utf-8"), re.MULTILINE)


def test_every_imported_library_is_a_direct_requirement() -> None:
    direct = {pin.split("==")[0] for pin in pins("requirements.txt")}
    used = {found.imported.split(".")[0] for found in all_imports()} - set(OURS) - set(sys.stdlib_module_names)
    sold_as = packages_distributions()  # what is imported as sklearn is sold as scikit-learn
    missing = {name for name in used if direct.isdisjoint(sold_as.get(name, [name]))}
    assert missing == set(), "name these, then: make lock"


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_the_lock_holds_the_direct_requirements_with_hashes(name: str) -> None:
    locked = (ROOT / f"{name}.lock").read_text("utf-8")
    entries = dict(re.findall(r"^([a-z0-9_-]+==[^ \n]+)[^\n]*\\\n    --hash=(sha256):", locked, re.MULTILINE))
    assert [pin for pin in pins(f"{name}.txt") if pin not in entries] == [], "the lock is old: make lock"


def test_no_file_is_longer_than_a_reader_can_hold() -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines()) for path in sources()}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_no_file_has_an_empty_name() -> None:
    rooms = (*ROOMS, "tests", "benchmarks")
    named = [path.relative_to(ROOT) for room in rooms for path in (ROOT / room).rglob("*")]
    empty = [str(path) for path in named if any(EMPTY_WORDS.search(Path(part).stem) for part in path.parts)]
    assert empty == []


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("analysis/rates.py", "import duckdb"),
        ("analysis/rates.py", "import warehouse"),
        ("analysis/rates.py", "from warehouse import open_snapshot"),
        ("analysis/rates.py", "def late() -> None:\n    import streamlit"),
        ("warehouse/connect.py", "from pipelines import mask"),
        ("warehouse/connect.py", "import pandas, dashboards.text"),
        ("pipelines/load.py", "import duckdb"),
        ("pipelines/load.py", "from dashboards.text import label"),
        ("dashboards/store.py", "from pipelines.mask import mask"),
        ("dashboards/store.py", "from warehouse import open_snapshot"),
        ("dashboards/pages/overview.py", "import warehouse"),
        ("dashboards/pages/overview.py", "from dashboards.queries import rates"),
        ("dashboards/charts/trend.py", "import streamlit as st"),
        ("dashboards/charts/trend.py", "from dashboards import store"),
        ("dashboards/charts/trend.py", "from ..store import rates"),
        ("dashboards/queries/rates.py", "from streamlit import cache_data"),
        ("app.py", "import warehouse"),
    ],
)
def test_the_guard_sees_a_broken_law(path: str, source: str) -> None:
    assert [line for found in imports_of(ROOT / path, source) if (line := offence(found))] != []


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("app.py", "import streamlit\nfrom dashboards import frame"),
        ("pipelines/engines/duckdb.py", "import duckdb\nfrom warehouse import connect"),
        ("pipelines/load.py", "from analysis.spikes import find\nfrom . import mask"),
        ("dashboards/charts/trend.py", "import plotly\nfrom dashboards.theme import COLOURS"),
        ("dashboards/queries/rates.py", "from warehouse import Snapshot\nfrom dashboards.queries import a"),
        ("dashboards/pages/overview.py", "from dashboards import store\nfrom dashboards.widgets import kpi"),
    ],
)
def test_the_guard_lets_the_law_abiding_pass(path: str, source: str) -> None:
    assert [line for found in imports_of(ROOT / path, source) if (line := offence(found))] == []
