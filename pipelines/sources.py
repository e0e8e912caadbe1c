"""sources.toml: where logs lie and what their columns are called."""

import glob
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pipelines.source_rules import MAPPINGS, problems

READY = Path(__file__).parent / "ready_sources.toml"


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
        patterns = [str(Path(glob.escape(str(self.folder))) / pattern) for pattern in self.files]
        names = {name for pattern in patterns for name in glob.iglob(pattern, recursive=True)}  # noqa: PTH207
        if not (found := sorted(path for path in map(Path, names) if path.is_file())):
            wanted = ", ".join(self.files) or "files = (nothing)"
            raise SourceError(f'Source "{self.name}": no file matches {wanted} in {self.folder.resolve()}.')
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
    tables = held.get("source")
    if not isinstance(tables, list) or not tables or not all(isinstance(table, dict) for table in tables):
        raise SourceError(f"{path} has no [[source]] table. Write one for each log.")
    sources = [_source(path, number, table) for number, table in enumerate(tables, 1)]
    if twice := [name for name, count in Counter(source.name for source in sources).items() if count > 1]:
        raise SourceError(f'{path}: the name "{twice[0]}" is there twice. Give each source its own.')
    return sources


def ready_source(name: str) -> Source:
    """A source that ships with the product: `events` (the contract's own format) or `cfpb`."""
    ready = {source.name: source for source in read_sources(READY)}
    if name not in ready:
        raise SourceError(f'There is no ready source "{name}". Ready are: {", ".join(sorted(ready))}.')
    return ready[name]


def _source(path: Path, number: int, table: dict[str, Any]) -> Source:
    for problem in problems(table):
        raise SourceError(f'{path}, source "{table.get("name", f"number {number}")}": {problem}')
    base = ready_source(table["use"]) if "use" in table else Source(table["name"])
    own = {key: value for key, value in table.items() if key not in ("use", *MAPPINGS)}
    files = table.get("files", ())
    own["files"] = (files,) if isinstance(files, str) else tuple(files)
    merged: dict[str, Any] = {name: {**getattr(base, name), **table.get(name, {})} for name in MAPPINGS}
    merged["scope"] = {column: tuple(values) for column, values in merged["scope"].items()}
    return replace(base, **own, **merged, folder=path.parent)
