"""How one file is laid out: its format, its columns, and where each of ours is found in it."""

import csv
import os
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq
from pyarrow import ArrowException

from pipelines.contract import FileRefused as FileRefused
from pipelines.contract import column_names, needed_columns
from pipelines.slices import TextLog
from pipelines.sources import Source

DELIMITERS = (",", "\t", ";", "|")
MOST_COLUMNS = 2_000


@dataclass(frozen=True)
class Layout:
    """A file's format and columns. `names` are theirs, in order; for JSON lines those that a source maps."""

    path: Path
    format: str
    names: tuple[str, ...] = ()
    delimiter: str = ","


def read_layout(path: Path, source: Source) -> Layout:
    """Look at a file's beginning and see that the source's columns are in it. Raises FileRefused, EncodingError."""
    _check_there(path)
    layout = _READERS[source.format or _format(path, source)](path, source)
    _check_columns(layout, source)
    return layout


def _check_there(path: Path) -> None:
    if path.is_dir():
        raise FileRefused(f"{path} is a folder. Give its files, for example {path}/*.csv")
    if not path.exists():
        raise FileRefused(f"There is no file {path}.")
    if not path.is_file():
        raise FileRefused(f"{path} is no ordinary file. Write the log to a file and load that.")
    if not os.access(path, os.R_OK):
        raise FileRefused(f"{path} cannot be read by this user. Run: chmod u+r {path}")
    if path.stat().st_size == 0:
        raise FileRefused(f"{path} is empty.")


def _format(path: Path, source: Source) -> str:
    with path.open("rb") as file:
        if file.read(4) == b"PAR1":
            return "parquet"
    if path.suffix == ".parquet":
        raise FileRefused(f"{path} is named .parquet but is none; write it anew, or mend its name.")
    head = TextLog(path, source.encoding).head().lstrip()
    if head.startswith("["):
        raise FileRefused(f"{path} is one JSON list. Write JSON lines: one object on each line, no list around them.")
    return "jsonl" if head.startswith("{") else "csv"


def _csv(path: Path, source: Source) -> Layout:
    head = TextLog(path, source.encoding).head()
    delimiter = max(DELIMITERS, key=head.count)
    names = _names(path, head, delimiter)
    if len(names) > MOST_COLUMNS:
        raise FileRefused(f"{path} has {len(names)} columns; up to {MOST_COLUMNS} are read. Leave out what is no log.")
    if repeated := [name for name, count in Counter(names).items() if count > 1]:
        raise FileRefused(f'{path}, line 1: the column "{repeated[0][:40]}" is there twice. Rename one of them.')
    return Layout(path, "csv", names, delimiter)


def _names(path: Path, head: str, delimiter: str) -> tuple[str, ...]:
    """The names in a header line; a quoted one may hold the delimiter, but no line end."""
    try:
        return tuple(name.strip() for name in next(csv.reader([head], delimiter=delimiter, strict=True), []))
    except csv.Error:
        raise FileRefused(f"{path}, line 1: the quotes of its column names do not match.") from None


def _jsonl(path: Path, source: Source) -> Layout:
    TextLog(path, source.encoding)
    ours = (name for name in column_names(source.form) if name not in source.constants)
    return Layout(path, "jsonl", tuple(dict.fromkeys([*map(source.their_name, ours), *source.scope])))


def _parquet(path: Path, source: Source) -> Layout:
    try:
        names = tuple(pq.read_schema(path).names)
    except (ArrowException, OSError) as error:
        raise FileRefused(f"{path} is no readable Parquet file: {first_sentence(error)}") from None
    if repeated := [name for name, count in Counter(names).items() if count > 1]:
        raise FileRefused(f'{path}: the column "{repeated[0][:40]}" is there twice. Rename one of them.')
    return Layout(path, "parquet", names)


def first_sentence(error: Exception) -> str:
    """What a library says, without the second line and with a full stop."""
    return str(error).strip().split("\n")[0].split(". ")[0].rstrip(".") + "."


_READERS = {"csv": _csv, "jsonl": _jsonl, "parquet": _parquet}


def _check_columns(layout: Layout, source: Source) -> None:
    """Every mapped or needed column must be there; for JSON lines each line answers for itself."""
    if layout.format == "jsonl":
        return
    for ours in needed_columns(source.form):
        theirs = source.their_name(ours)
        if ours not in source.constants and theirs not in layout.names:
            raise FileRefused(_missing(layout, source, ours, theirs))
    for theirs in [*source.columns.values(), *source.scope]:
        if theirs not in layout.names:
            raise FileRefused(
                f'{layout.path} has no column "{theirs}", which source "{source.name}" maps. '
                f"Its columns are: {_listed(layout.names)}."
            )


def _missing(layout: Layout, source: Source, ours: str, theirs: str) -> str:
    where = f'{layout.path} has no column "{theirs}"'
    mend = f'{ours} = "<their name>" under [source.columns] of source "{source.name}"'
    if ours == "platform":
        mend += ' (or platform = "<name>" under [source.constants])'
    return f"{where}, which is needed as {ours}. Its columns are: {_listed(layout.names)}. To mend it, write {mend}."


def _listed(names: tuple[str, ...]) -> str:
    shown = ", ".join(name[:40] for name in names[:20])
    return shown + (" ..." if len(names) > 20 else "")
