"""Notes, saved views and marks on spikes as they stand, read at each call: they come without a new snapshot."""

import pandas as pd

from warehouse import Snapshot
from warehouse.shared import MARKS, NOTES, VIEWS, SharedBroken, read, standing, state

__all__ = ["SharedBroken", "entries_of", "kept_marks", "kept_notes", "kept_views", "notes_state"]

WHO_AND_WHEN = ["of", "author", "written_at"]
SAID = {
    NOTES: ["text", "noted_on", "hour", "platform"],
    VIEWS: ["name", "page", "address"],
    MARKS: ["spike_id", "is_acknowledged", "assignee", "silenced_until", "text"],
}
NOTE = [*WHO_AND_WHEN, "text", "noted_at_local", "hour", "platform"]
VIEW = [*WHO_AND_WHEN, "name", "page", "address"]


def kept_notes(snapshot: Snapshot) -> pd.DataFrame:
    """One row per note, the newest point in time first. Raises SharedBroken.

    `noted_at_local` is in the reporting zone: the hour's beginning, or the day's, where `hour` is missing.
    """
    rows = standing_rows(snapshot, NOTES)
    rows["noted_at_local"] = pd.to_datetime(rows["noted_on"]) + pd.to_timedelta(rows["hour"].fillna(0).astype(int), "h")
    return rows.sort_values("noted_at_local", ascending=False, ignore_index=True)[NOTE]


def kept_views(snapshot: Snapshot) -> pd.DataFrame:
    """One row per saved view, in the order of their names. Raises SharedBroken."""
    rows = standing_rows(snapshot, VIEWS)
    return rows.sort_values("name", key=lambda names: names.str.casefold(), ignore_index=True)[VIEW]


def kept_marks(snapshot: Snapshot) -> pd.DataFrame:
    """One row per spike that somebody said something of. Raises SharedBroken."""
    return standing_rows(snapshot, MARKS)


def entries_of(snapshot: Snapshot, of: str) -> pd.DataFrame:
    """One row per entry about one note, the newest first: kind, author, written_at, text."""
    entries = [entry for entry in read(snapshot.folder / NOTES) if entry.of == of]
    rows = [
        {"kind": one.kind, "author": one.author, "written_at": one.written_at, "text": (one.held or {}).get("text")}
        for one in reversed(entries)
    ]
    return pd.DataFrame(rows, columns=["kind", "author", "written_at", "text"])


def notes_state(snapshot: Snapshot) -> str:
    """Names the present content of the notes, without reading them."""
    return state(snapshot.folder / NOTES)


def standing_rows(snapshot: Snapshot, name: str) -> pd.DataFrame:
    """What stands in one of the files, a column for each thing that is said."""
    stands = standing(read(snapshot.folder / name)).values()
    rows = [{column: getattr(entry, column) for column in WHO_AND_WHEN} | dict(entry.held or {}) for entry in stands]
    return pd.DataFrame(rows, columns=[*WHO_AND_WHEN, *SAID[name]])
