"""An export holds all rows of its query under the reader's headings, and tells where they come from."""

import csv
import io
from pathlib import Path

import pytest

from dashboards import store
from dashboards.frame import look
from dashboards.store import View
from dashboards.text import text
from dashboards.widgets.exports import to_csv
from dashboards.widgets.small_cells import LEAST
from dashboards.widgets.table import ALL_ROWS, made_later


@pytest.fixture
def view(warehouse_folder: Path, monkeypatch: pytest.MonkeyPatch) -> View:
    monkeypatch.setenv("TERMINATION_WAREHOUSE", str(warehouse_folder))
    return look(text("en"), {"period": ["all"], "category": ["technical_fault"]})


def test_all_signatures_are_exported_where_the_page_shows_some(view: View) -> None:
    asked = {"phrase": None, "is_by_change": False}
    shown = view.ask(store.signature_board, compared=None, most=10, **asked)

    def whole():
        return view.ask(store.signature_board, compared=None, most=ALL_ROWS, **asked)

    lines = made_later(view, "causes_signatures", to_csv, whole, {"sort": "count"})().decode("utf-8-sig").splitlines()
    told = dict(line.strip('"').removeprefix("# ").split(": ", 1) for line in lines if line.strip('"').startswith("# "))
    rows = list(csv.DictReader(io.StringIO("\n".join(line for line in lines if not line.strip('"').startswith("# ")))))
    assert len(shown) == 10 < len(rows) == int(told["rows"]) == int(shown["count_matching"].iloc[0])
    assert (told["category"], told["sort"], told["snapshot"]) == ("technical_fault", "count", view.snapshot.name)
    assert told["taxonomy"] == view.snapshot.taxonomy_version
    counts = [row["Failures"] for row in rows]
    assert "" in counts
    assert min(int(count) for count in counts if count not in ("", "0")) >= LEAST


def test_cases_are_exported_one_by_one(view: View) -> None:
    """A row for each case counts nobody together: the two attempts of a case stay."""
    asked = {"ends": [], "sort": "newest", "skipped": 0}
    made = made_later(view, "cases", to_csv, lambda: view.ask(store.cases_listed, count_rows=ALL_ROWS, **asked), {})
    assert "small_cells: 0 left empty" in made().decode()
