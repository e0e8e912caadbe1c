"""Tables of a taxonomy file and the line each begins at, so that what is wrong can be named by its place."""

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


class TaxonomyError(Exception):
    """A taxonomy file that cannot be used as it stands: file, line, and what to change."""


@dataclass(frozen=True)
class Entry:
    """One `[[table]]` of a file."""

    values: Mapping[str, Any]
    file: str
    line: int

    def error(self, sentence: str) -> TaxonomyError:
        return TaxonomyError(f"{self.file} line {self.line}: {sentence}")

    def text(self, key: str, otherwise: str | None = None) -> str:
        """A text that must be there, unless `otherwise` is given."""
        value = self.values.get(key, otherwise)
        if not isinstance(value, str) or (not value.strip() and otherwise is None):
            raise self.error(f'"{key}" must be a text that is not empty.')
        return value

    def id(self) -> str:
        """The id: letters that mean nothing to a shell, a file name or a spreadsheet."""
        name = self.text("id")
        if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
            raise self.error(f'the id "{name}" must be lower-case Latin letters, digits and "_".')
        return name

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; one that is not there is empty."""
        values = self.values.get(key, [])
        if isinstance(values, list) and all(isinstance(value, str) and value.strip() for value in values):
            return tuple(values)
        raise self.error(f'"{key}" must be a list of texts that are not empty.')

    def numbers(self, key: str) -> tuple[int, ...]:
        values = self.values.get(key, [])
        if isinstance(values, list) and all(isinstance(value, int) for value in values):
            return tuple(values)
        raise self.error(f'"{key}" must be a list of whole numbers.')

    def one_of(self, key: str, known: tuple[str, ...], otherwise: str | None = None) -> str:
        value = self.text(key, otherwise)
        if value not in known:
            raise self.error(f'"{key}" is "{value}" but must be one of {", ".join(known)}.')
        return value

    def only(self, keys: set[str]) -> "Entry":
        """Refuse a key that nothing reads: most often a slip of the pen."""
        for key in self.values.keys() - keys:
            raise self.error(f'"{key}" is not known here; known are {", ".join(sorted(keys))}.')
        return self


@dataclass(frozen=True)
class TaxonomyFile:
    """One file: its tables and the lines they begin at."""

    name: str
    text: str
    held: Mapping[str, Any] = field(compare=False)

    def entries(self, table: str) -> list[Entry]:
        """The `[[table]]` entries, in the order of the file."""
        header = re.compile(rf"^\[\[{table}\]\]")
        lines = [number for number, line in enumerate(self.text.splitlines(), 1) if header.match(line)]
        held = self.held.get(table, [])
        if len(held) != len(lines):
            raise TaxonomyError(f"{self.name}: write each {table} as a [[{table}]] line of its own.")
        return [Entry(values, self.name, line) for values, line in zip(held, lines, strict=True)]


def read_file(path: Path) -> TaxonomyFile:
    """Read one file. Raises TaxonomyError where it is missing, not UTF-8 or not TOML."""
    try:
        text = path.read_text(encoding="utf-8")
        return TaxonomyFile(path.name, text, tomllib.loads(text))
    except FileNotFoundError:
        raise TaxonomyError(f"There is no taxonomy file {path}.") from None
    except UnicodeDecodeError:
        raise TaxonomyError(f"{path.name}: save the file as UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"at line ([0-9]+)", str(error))
        line = place[1] if place else len(text.splitlines())
        raise TaxonomyError(f"{path.name} line {line}: {error}.") from None


def by_id(entries: list[Entry], key: str = "id") -> dict[str, Entry]:
    """Entries by their id. Raises TaxonomyError at the second of two with one id."""
    found: dict[str, Entry] = {}
    for entry in entries:
        name = entry.text(key)
        if name in found:
            raise entry.error(f'the {key} "{name}" is taken, see line {found[name].line}.')
        found[name] = entry
    return found


def known_cause(entry: Entry, causes: Collection[str]) -> str:
    """The cause an entry names. Raises TaxonomyError for one that causes.toml does not have."""
    cause = entry.text("cause")
    if cause not in causes:
        raise entry.error(f'there is no cause "{cause}" in causes.toml.')
    return cause
