"""CSV files of failures as people keep them: any encoding and delimiter, a header, texts in quotes."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipelines.encodings import SAMPLE_BYTES, EncodingError, detect

READ = ("error_code", "message")
DELIMITERS = (",", "\t", ";", "|")


class ClassifyError(Exception):
    """A table that cannot be classified: one sentence that says what is wrong and how to mend it."""


@dataclass(frozen=True)
class Table:
    """A CSV file as it is read: what it is called, how it is written, its header."""

    path: Path
    encoding: str
    delimiter: str
    header: tuple[str, ...]

    def column(self, name: str) -> int | None:
        names = [found.strip().lower() for found in self.header]
        return names.index(name) if name in names else None

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """The rows below the header, each with its last line's number, filled up to the header's width."""
        with self.path.open(encoding=self.encoding, newline="") as file:
            reader = csv.reader(file, delimiter=self.delimiter)
            next(reader)
            for row in reader:
                if len(row) > len(self.header):
                    cells = f"{len(row)} cells under {len(self.header)} columns"
                    raise ClassifyError(f"{self.path}, line {reader.line_num}: {cells}. Put its texts in quotes.")
                if row:
                    yield reader.line_num, row + [""] * (len(self.header) - len(row))

    def failure(self, row: list[str]) -> tuple[str | None, str | None]:
        """The error code and the message of a row."""
        code, message = (None if place is None else row[place] for place in map(self.column, READ))
        return code, message


def open_table(path: Path) -> Table:
    """The table of a file. Raises ClassifyError where there is none with a column error_code or message."""
    if not path.is_file():
        raise ClassifyError(f"There is no file {path}.")
    try:
        table = _opened(path)
    except (UnicodeError, EncodingError, csv.Error) as error:
        raise unreadable(path, error) from None
    if all(table.column(name) is None for name in READ):
        raise ClassifyError(f"{path} needs a column error_code or message; it has {', '.join(table.header)}.")
    return table


def _opened(path: Path) -> Table:
    with path.open("rb") as file:
        found = detect(path, file.read(SAMPLE_BYTES))
    encoding = "utf-8-sig" if found == "utf-8" else found
    with path.open(encoding=encoding, newline="") as file:
        head = file.readline().lstrip("\ufeff")
    delimiter = max(DELIMITERS, key=head.count)
    return Table(path, encoding, delimiter, tuple(next(csv.reader([head], delimiter=delimiter), [])))


def unreadable(path: Path, error: Exception) -> ClassifyError:
    """The sentence for a file that is no text or no table."""
    if isinstance(error, (UnicodeError, EncodingError)):
        return ClassifyError(f"{path} cannot be read as text: {error}. Save it as UTF-8 or GB18030.")
    return ClassifyError(f"{path} is no table: {error}.")
