"""Classify failures, one by one or a whole table: the loader and the command line come in here."""

import csv
from itertools import tee
from pathlib import Path

from pipelines.classifier import DEFAULT, Classifier, Decision, Taxonomy
from pipelines.csv_tables import ClassifyError, Table, open_table, unreadable
from pipelines.taxonomy_files import TaxonomyError
from pipelines.weighing import NO_RULE

__all__ = [
    "DEFAULT",
    "NO_RULE",
    "Classifier",
    "ClassifyError",
    "Decision",
    "Taxonomy",
    "TaxonomyError",
    "classify_table",
]

WRITTEN = (
    *("cause_category", "cause", "other_causes", "decided_by", "confidence"),
    *("named_consequences", "consequence_evidence"),
)


def classify_table(in_csv: Path, out_csv: Path) -> dict[str, int]:
    """Write the table again with seven columns more; the number of rows by cause category comes back.

    The input needs a column error_code or message. The output is CSV in UTF-8; the input's cells stay as they
    are (also one that a spreadsheet would take for a formula). Raises ClassifyError, and leaves none then.
    """
    table = open_table(in_csv)
    if out_csv.resolve() == in_csv.resolve():
        raise ClassifyError(f"{out_csv} would be written over itself. Name another output.")
    partial = out_csv.with_name(out_csv.name + ".partial")
    try:
        counts = _write(table, partial)
        partial.replace(out_csv)
    except (UnicodeError, csv.Error) as error:
        raise unreadable(in_csv, error) from None
    finally:
        partial.unlink(missing_ok=True)
    return counts


def _write(table: Table, path: Path) -> dict[str, int]:
    taxonomy = Taxonomy.read()
    counts = dict.fromkeys(taxonomy.categories, 0)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*table.header, *(_free_name(name, table.header) for name in WRITTEN)])
        asked, written = tee(row for _, row in table.rows())
        decisions = taxonomy.classifier.decide_all(map(table.failure, asked))
        for row, decision in zip(written, decisions, strict=True):
            counts[decision.cause_category] += 1
            writer.writerow([*row, *_cells(decision)])
    return counts


def _free_name(name: str, header: tuple[str, ...]) -> str:
    """The column's name, or decided_<name> where the input has such a column already."""
    return f"decided_{name}" if name in header else name


def _cells(decision: Decision) -> tuple[str, ...]:
    """Ids of the taxonomy, a number, and words heard, which begin with those of a phrase: none is a formula."""
    return (
        decision.cause_category,
        decision.cause,
        " ".join(decision.other_causes),
        decision.decided_by,
        f"{decision.confidence:.2f}",
        " ".join(decision.named_consequences),
        " | ".join(decision.consequence_evidence),
    )
