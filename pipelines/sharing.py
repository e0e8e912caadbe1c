"""Notes, saved views and marks on spikes as they come in: checked, their texts masked, then added to their file."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from pipelines.notes import note
from pipelines.saved_views import saved_view
from pipelines.spike_marks import spike_mark
from pipelines.stated_texts import Asked, Unstated, one_line
from warehouse import Snapshot, open_snapshot
from warehouse.shared import MARKS, NOTES, VIEWS, Entry, append, read, standing, writing

MOST_AUTHOR, MOST_ID = 80, 20
# Each of those that stand is given, so that a thing can be checked against its like.
Check = Callable[[Asked, Snapshot, Mapping[str, Entry]], dict[str, Any]]
CHECKS: Mapping[str, Check] = {NOTES: note, VIEWS: saved_view, MARKS: spike_mark}


def write(folder: Path, name: str, asked: Asked, at: datetime) -> Entry:
    """Add one entry to the file `name` (NOTES, VIEWS or MARKS).

    `asked` holds kind (add, change or delete), author, what the thing says (add, change), its id `of` (change, delete).
    A change says only what becomes otherwise. Raises Unstated, NoWarehouse, SharedBroken.
    """
    snapshot, path = open_snapshot(folder), folder / name
    author = one_line(asked, "author", MOST_AUTHOR)
    with writing(path):
        stands = standing(read(path))
        of = "" if asked["kind"] == "add" else _of(asked, stands)
        held = None if asked["kind"] == "delete" else _held(name, asked, snapshot, stands, of)
        return append(path, Entry(asked["kind"], author, at, of, held))


def history(folder: Path, name: str) -> Iterable[dict[str, Any]]:
    """Every entry with whether it is what stands now, the newest first. Raises SharedBroken."""
    entries = read(folder / name)
    stands = {entry.entry_id for entry in standing(entries).values()}
    for entry in reversed(entries):
        yield vars(entry) | {"is_standing": entry.entry_id in stands}


def _of(asked: Asked, stands: Mapping[str, Entry]) -> str:
    of = one_line(asked, "of", MOST_ID).zfill(6)
    if of not in stands:
        raise Unstated(f"There is no {of} to {asked['kind']}; it may have been deleted. See what there is: list.")
    return of


def _held(name: str, asked: Asked, snapshot: Snapshot, stands: Mapping[str, Entry], of: str) -> dict[str, Any]:
    before: Mapping[str, Any] = (stands[of].held or {}) if of else {}
    others = {id_: entry for id_, entry in stands.items() if id_ != of}
    return CHECKS[name]({**before, **asked}, snapshot, others)
