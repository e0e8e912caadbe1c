"""What readers leave for each other: notes on points in time, views under a name, marks on spikes.

Kept beside the snapshots like the reviews, one JSON object a line, added to and never changed: a change and a deletion
are entries too. What stands now is the last entry of each thing.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, get_args

from warehouse import journal

NOTES, VIEWS, MARKS = "notes.jsonl", "views.jsonl", "spike_marks.jsonl"
Kind = Literal["add", "change", "delete"]


class SharedBroken(Exception):
    """A line of the file cannot be read; the text names file and line."""


@dataclass(frozen=True)
class Entry:
    """One thing said about a note, view or mark. `written_at` is UTC.

    `of` is the id of what it is about, which is the id of the entry that added it. `held` is what it says from now on;
    nothing where it is deleted.
    """

    kind: Kind
    author: str
    written_at: datetime
    of: str = ""
    held: Mapping[str, Any] | None = None
    entry_id: str = ""


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Hold the file for writing; another writer is waited for."""
    with journal.writing(path.with_suffix(".lock")):
        yield


def append(path: Path, entry: Entry) -> Entry:
    """Add one entry and return it with its id; only while the file is held. Raises SharedBroken."""
    entry_id = f"{len(read(path)) + 1:06d}"
    numbered = replace(entry, entry_id=entry_id, of=entry.of or entry_id)
    journal.add_lines(path, [_line(numbered)])
    return numbered


def read(path: Path) -> list[Entry]:
    """All entries in their order. Raises SharedBroken."""
    return [_entry(path, number, line) for number, line in enumerate(journal.read_lines(path), 1)]


def standing(entries: Sequence[Entry]) -> dict[str, Entry]:
    """What holds now: the last entry of each note or view that is not deleted, in the order they were added."""
    last = {entry.of: entry for entry in entries}
    return {of: entry for of, entry in last.items() if entry.kind != "delete"}


def state(path: Path) -> str:
    """Names the present content of the file, without reading it."""
    return str(path.stat().st_size) if path.exists() else ""


def _line(entry: Entry) -> str:
    return json.dumps(asdict(entry) | {"written_at": entry.written_at.isoformat()}, ensure_ascii=False)


def _entry(path: Path, number: int, line: bytes) -> Entry:
    """One entry as it was written. Its number is its id, so that a line lost or added by hand is noticed."""
    try:
        held: dict[str, Any] = json.loads(line)
        entry = Entry(**held | {"written_at": datetime.fromisoformat(held["written_at"])})
    except (ValueError, TypeError, KeyError, UnicodeError) as error:
        raise SharedBroken(f"{path}, line {number}: this is no entry ({error}). Restore the file.") from None
    is_whole = entry.kind in get_args(Kind) and (entry.kind == "delete") == (entry.held is None)
    if entry.entry_id != f"{number:06d}" or not is_whole:
        raise SharedBroken(f"{path}, line {number}: {entry.kind} {entry.entry_id} cannot stand here. Restore the file.")
    return entry
