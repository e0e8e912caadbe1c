"""sources.toml: where logs lie and what their columns are called."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pipelines.contract import EVENT_TYPES, FORMS, OUTCOMES, column_names

READY = Path(__file__).parent / "ready_sources.toml"
FORMATS = ("csv", "jsonl", "parquet")
KEYS = {"name", "files", "use", "format", "form", "encoding", "timezone", "columns", "values", "constants", "scope"}
CHECKED_VALUES = {"event_type": EVENT_TYPES, "outcome": frozenset(OUTCOMES)}


class SourceError(Exception):
    """A sources file, or a path given to the loader, that cannot be used as it stands."""


@dataclass(frozen=True)
class Source:
    """One log: its files and the mapping from their columns and words to ours.

    `columns` is ours -> theirs, `values` is our column -> {theirs: ours}, `constants` ours -> value,
    `scope` theirs -> the values that are about terminations (other rows are counted as out of scope).
    """

    name: str
    files: tuple[str, ...] = ()
    folder: Path = Path()
    format: str | None = None
    form: str = "events"
    encoding: str | None = None
    timezone: str = "UTC"
    columns: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    scope: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def paths(self) -> list[Path]:
        """The files that match, sorted by name. Raises SourceError where none does."""
        found = sorted({path for pattern in self.files for path in self.folder.glob(pattern) if path.is_file()})
        if not found:
            patterns = ", ".join(self.files)
            raise SourceError(f'Source "{self.name}": no file matches {patterns} in {self.folder.resolve()}.')
        return found

    def their_name(self, ours: str) -> str:
        return self.columns.get(ours, ours)


def read_sources(path: Path) -> list[Source]:
    """Read a sources.toml. Raises SourceError naming the file, the source and what to change."""
    try:
        held = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SourceError(f"There is no sources file {path}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SourceError(f"{path} is not valid TOML: {error}.") from None
    tables = held.get("source", [])
    if not isinstance(tables, list) or not tables:
        raise SourceError(f"{path} has no [[source]] table. Write one for each log.")
    return [_source(path, number, table) for number, table in enumerate(tables, 1)]


def ready_source(name: str) -> Source:
    """A source that ships with the product: `events` (the contract's own format) or `cfpb`."""
    ready = {source.name: source for source in read_sources(READY)}
    if name not in ready:
        raise SourceError(f'There is no ready source "{name}". Ready are: {", ".join(sorted(ready))}.')
    return ready[name]


def _source(path: Path, number: int, table: dict[str, Any]) -> Source:
    name = str(table.get("name", f"number {number}"))
    for problem in _problems(table):
        raise SourceError(f'{path}, source "{name}": {problem}')
    base = ready_source(table["use"]).__dict__ if "use" in table else {}
    own = {key: value for key, value in table.items() if key != "use"}
    own["name"], own["folder"] = name, path.parent
    own["files"] = tuple(_listed(own.get("files", ())))
    own["scope"] = {column: tuple(values) for column, values in own.get("scope", base.get("scope", {})).items()}
    return Source(**{**base, **own})


def _listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def _problems(table: dict[str, Any]) -> Iterator[str]:
    """What is wrong with one [[source]] table, one sentence each."""
    if unknown := sorted(set(table) - KEYS):
        yield f"unknown key {unknown[0]}; known are {', '.join(sorted(KEYS))}."
    if table.get("format", "csv") not in FORMATS:
        yield f"format {table['format']} is not known; use {', '.join(FORMATS)}."
    if table.get("form", "events") not in FORMS:
        yield f'form {table["form"]} is not known; use "events" or "attempts".'
    yield from _zone_problems(table.get("timezone", "UTC"))
    form = table.get("form", "events")
    for ours in [*table.get("columns", {}), *table.get("constants", {})]:
        if form in FORMS and "use" not in table and ours not in column_names(form):
            yield f"{ours} is not a column of ours; columns are {', '.join(column_names(form))}."
    yield from _value_problems(table.get("values", {}))


def _zone_problems(zone: str) -> Iterator[str]:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        yield f"timezone {zone} is not known; write it like Asia/Shanghai or UTC."


def _value_problems(values: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    for column, allowed in CHECKED_VALUES.items():
        for theirs, ours in values.get(column, {}).items():
            if ours not in allowed:
                yield (
                    f'[source.values.{column}] maps "{theirs}" to "{ours}", which is not known; '
                    f"use one of {', '.join(sorted(allowed))}."
                )
