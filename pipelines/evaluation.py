"""How well the classification does on a table whose causes are known."""

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.agreement import confusion, f1_by_label
from analysis.calibration import coverage_against_risk, reliability
from pipelines.classifier import Taxonomy
from pipelines.csv_tables import ClassifyError, Table, open_table, unreadable
from pipelines.judging import Known, Measure, judge, measures


@dataclass(frozen=True)
class Evaluation:
    """Everything measured on one table, and one row per failure behind it."""

    measures: list[Measure]
    judged: pd.DataFrame
    taxonomy_version: str

    def report(self) -> dict[str, Any]:
        """All figures as plain data."""
        decided = self.judged[self.judged["is_decided"]]
        return {
            "count_rows": len(self.judged),
            "taxonomy_version": self.taxonomy_version,
            "measures": [asdict(one) for one in self.measures],
            "causes": _rows(f1_by_label(self.judged["cause"], self.judged["said"])),
            "categories": _rows(f1_by_label(self.judged["cause_category"], self.judged["said_category"])),
            "confusion": _rows(confusion(self.judged["cause"], self.judged["said"])),
            "reliability": _rows(reliability(decided["confidence"], decided["is_right"])),
            "coverage_against_risk": _rows(coverage_against_risk(decided["confidence"], decided["is_right"])),
        }


def evaluate(taxonomy: Taxonomy, known: Sequence[Known]) -> Evaluation:
    """Decide every failure and hold it against what is known."""
    judged = judge(taxonomy, taxonomy.classifier, known)
    return Evaluation(measures(judged), judged, taxonomy.version)


def read_known(path: Path, taxonomy: Taxonomy) -> list[Known]:
    """The rows of a CSV with the columns cause, error_code and message, perhaps language and system.

    Raises ClassifyError, with the line of a cause that the taxonomy does not have.
    """
    table = open_table(path)
    if table.column("cause") is None:
        raise ClassifyError(f"{path} needs a column cause that says what is right; it has {', '.join(table.header)}.")
    try:
        known = list(_known(table, taxonomy))
    except (UnicodeError, csv.Error) as error:
        raise unreadable(path, error) from None
    if not known:
        raise ClassifyError(f"{path} has no rows.")
    return known


def _known(table: Table, taxonomy: Taxonomy) -> Iterator[Known]:
    cause, *more = (table.column(name) for name in ("cause", "language", "system"))
    for line, row in table.rows():
        named = row[cause or 0].strip()
        if named not in taxonomy.causes:
            raise ClassifyError(f'{table.path}, line {line}: there is no cause "{named}". See docs/taxonomy.md.')
        language, system = ("" if place is None else row[place].strip() for place in more)
        yield Known(*table.failure(row), named, language, system)


def write_report(report: dict[str, Any], path: Path) -> None:
    """The report as Markdown for a name that ends in .md, else as JSON."""
    is_page = path.suffix.lower() == ".md"
    text = page(report) if is_page else json.dumps(report, ensure_ascii=False, indent=1, default=str) + "\n"
    path.write_text(text, encoding="utf-8")


def page(report: dict[str, Any]) -> str:
    """The report as Markdown."""
    parts = {"Measures": "measures", "Causes": "causes", "Confusion": "confusion", "Reliability": "reliability"}
    parts |= {"Coverage against risk": "coverage_against_risk"}
    head = f"# Evaluation over {report['count_rows']} rows, taxonomy {report['taxonomy_version']}\n"
    named = ((title, report[part]) for title, part in parts.items() if report[part])
    return "\n".join([head, *(f"## {title}\n\n{_table(rows)}\n" for title, rows in named)])


def _table(rows: Sequence[dict[str, Any]]) -> str:
    head = "| " + " | ".join(rows[0]) + " |\n| " + " | ".join("---" for _ in rows[0]) + " |"
    return "\n".join([head, *("| " + " | ".join(map(_cell, row.values())) + " |" for row in rows)])


def _cell(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.3f}"
    return "–" if value is None else str(value).replace("|", "/")


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]
