"""The page's section on quality, over a real snapshot whose evaluation is a few rows one can read."""

import shutil
from pathlib import Path

import pytest
from logged_rows import load_rows

from warehouse import read_manifest
from warehouse.connect import connect, literal

# scope, measure, value, lower, upper, count_rows
ROWS = [
    ("all", "cause_accuracy", 0.8, 0.7, 0.9, 50),
    ("all", "calibration_error", 0.05, None, None, 40),
    ("all", "a_new_measure", 0.5, 0.4, 0.6, 50),
    ("language:zh", "cause_accuracy", 0.75, 0.6, 0.9, 20),
    ("cause_category:technical_fault", "coverage", 0.9, 0.8, 0.95, 30),
    ("decided_by:none", "cause_accuracy", 0.1, 0.0, 0.4, 10),
    ("<b>odd</b>:x", "cause_accuracy", 0.1, 0.0, 0.4, 10),
]
CURVES = [
    ("bin:0.8", "confidence", 0.85, None, None, 10),
    ("bin:0.8", "accuracy", 0.8, 0.5, 0.95, 10),
    ("coverage:0.50", "risk", 0.05, 0.01, 0.2, 25),
    ("coverage:1.00", "risk", 0.2, 0.1, 0.3, 50),
    ("coverage:0.50", "is_chosen", 1.0, None, None, 25),
]


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return load_rows(tmp_path_factory.mktemp("quality"))


def evaluated(loaded: Path, folder: Path, rows: list[tuple]) -> Path:
    """The warehouse with these rows as its evaluation."""
    shutil.copytree(loaded, folder)
    connection = connect()
    connection.execute(f"ATTACH {literal(folder / read_manifest(folder).marts)} AS marts; USE marts")
    connection.execute("DELETE FROM classification_quality")
    for row in rows:
        names = "scope, measure, value, lower, upper, count_rows"
        connection.execute(f"INSERT INTO classification_quality ({names}) VALUES (?, ?, ?, ?, ?, ?)", list(row))
    connection.close()
    return folder


def test_headlines_table_and_curves(open_app, loaded: Path, tmp_path: Path) -> None:
    app = open_app(evaluated(loaded, tmp_path / "w", ROWS + CURVES), "review", lang="en")
    assert not app.exception
    figures = {metric.label: metric.value for metric in app.metric}
    assert (figures["Sub-cause accuracy"], figures["Calibration error"]) == ("80.0%", "5.0%")
    table = next(frame.value for frame in app.dataframe if "decided_cause_accuracy" in frame.value).set_index("scope")
    assert table.loc["Language: Chinese", "cause_accuracy"] == "75.0% (60.0% – 90.0%)"
    assert table.loc["Cause category: Technical fault", "cause_accuracy"] == "–"
    assert table.loc["Decided by: Nothing (unclassified)", "count_rows"] == 10
    assert table.loc["<b>odd</b>: x", "count_rows"] == 10  # a scope without a word of ours is told as it is
    assert any("nine times of ten" in markdown.value for markdown in app.markdown)
    assert any("costs in wrong decisions" in markdown.value for markdown in app.markdown)


def test_without_curves_none_is_drawn(open_app, loaded: Path, tmp_path: Path) -> None:
    app = open_app(evaluated(loaded, tmp_path / "w", ROWS), "review", lang="zh")
    assert not app.exception
    assert not any("十次对九次" in markdown.value for markdown in app.markdown)


def test_without_an_evaluation_it_says_so(open_app, loaded: Path, tmp_path: Path) -> None:
    app = open_app(evaluated(loaded, tmp_path / "w", []), "review", lang="en")
    assert not app.exception
    assert any("carries no evaluation" in markdown.value for markdown in app.markdown)
