"""Classify failures, one by one or a whole table: the loader and the command line come in here."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipelines.classifier import DEFAULT, NO_RULE, Classifier, Decision, Taxonomy
from pipelines.encodings import SAMPLE_BYTES, EncodingError, detect
from pipelines.taxonomy_files import TaxonomyError

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

READ = ("error_code", "message")
WRITTEN = ("cause_category", "cause", "other_causes", "decided_by", "confidence")
DELIMITERS = (",", "\t", ";", "|")


class ClassifyError(Exception):
    """A table that cannot be classified: one sentence that says what is wrong and how to mend it."""


@dataclass(frozen=True)
class _Table:
    """A CSV file as it is read: what it is called, how it is written, its header."""

    path: Path
    encoding: str
    delimiter: str
    header: tuple[str, ...]

    def column(self, name: str) -> int | None:
        names = [found.strip().lower() for found in self.header]
        return names.index(name) if name in names else None

    def rows(self) -> Iterator[list[str]]:
        """The rows below the header, filled up to its width."""
        with self.path.open(encoding=self.encoding, newline="") as file:
            reader = csv.reader(file, delimiter=self.delimiter)
            next(reader)
            for row in reader:
                if len(row) > len(self.header):
                    cells = f"{len(row)} cells under {len(self.header)} columns"
                    raise ClassifyError(
                        f"{self.path}, line {reader.line_num}: {cells}. Put its texts in quotes."
                    )
                if row:
                    yield row + [""] * (len(self.header) - len(row))


def classify_table(in_csv: Path, out_csv: Path) -> dict[str, int]:
    """Write the table again with five columns more; the number of rows by cause category comes back.

    The input needs a column error_code or message. The output is CSV in UTF-8; the input's cells stay as they
    are (also one that a spreadsheet would take for a formula). Raises ClassifyError, and leaves none then.
    """
    if not in_csv.is_file():
        raise ClassifyError(f"There is no file {in_csv}.")
    if out_csv.resolve() == in_csv.resolve():
        raise ClassifyError(f"{out_csv} would be written over itself. Name another output.")
    partial = out_csv.with_name(out_csv.name + ".partial")
    try:
        counts = _write(_open(in_csv), partial)
        partial.replace(out_csv)
    except (UnicodeError, EncodingError) as error:
        raise ClassifyError(
            f"{in_csv} cannot be read as text: {error}. Save it as UTF-8 or GB18030."
        ) from None
    except csv.Error as error:
        raise ClassifyError(f"{in_csv} is no table: {error}.") from None
    finally:
        partial.unlink(missing_ok=True)
    return counts


def _open(path: Path) -> _Table:
    with path.open("rb") as file:
        found = detect(path, file.read(SAMPLE_BYTES))
    encoding = "utf-8-sig" if found == "utf-8" else found
    with path.open(encoding=encoding, newline="") as file:
        head = file.readline().lstrip("\ufeff")
    delimiter = max(DELIMITERS, key=head.count)
    table = _Table(path, encoding, delimiter, tuple(next(csv.reader([head], delimiter=delimiter), [])))
    if all(table.column(name) is None for name in READ):
        raise ClassifyError(f"{path} needs a column error_code or message; it has {', '.join(table.header)}.")
    return table


def _write(table: _Table, path: Path) -> dict[str, int]:
    taxonomy = Taxonomy.read()
    code, message = (table.column(name) for name in READ)
    counts = dict.fromkeys(taxonomy.categories, 0)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*table.header, *(_free_name(name, table.header) for name in WRITTEN)])
        for row in table.rows():
            found = (None if place is None else row[place] for place in (code, message))
            decision = taxonomy.classifier.decide(*found)
            counts[decision.cause_category] += 1
            writer.writerow([*row, *_cells(decision)])
    return counts


def _free_name(name: str, header: tuple[str, ...]) -> str:
    """The column's name, or decided_<name> where the input has such a column already."""
    return f"decided_{name}" if name in header else name


def _cells(decision: Decision) -> tuple[str, ...]:
    """Ids of the taxonomy, which hold no formula, and a number."""
    others = " ".join(decision.other_causes)
    return (
        decision.cause_category,
        decision.cause,
        others,
        decision.decided_by,
        f"{decision.confidence:.2f}",
    )
