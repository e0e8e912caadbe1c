"""A note on a point in time, checked: when, where, what."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pipelines.mask import mask
from pipelines.stated_texts import Asked, Unstated, one_line
from warehouse import Snapshot
from warehouse.shared import Entry

MOST_TEXT = 300
HOURS = range(24)
KNOWN = "SELECT platform FROM freshness ORDER BY platform"


class NoteError(Unstated):
    """A note that cannot stand."""

    what = "note"


def note(asked: Asked, snapshot: Snapshot, others: Mapping[str, Entry]) -> dict[str, Any]:
    """What the note holds: text (masked), noted_on and hour in the reporting zone, platform; the last two may be None.

    Raises NoteError.
    """
    return {
        "text": mask(one_line(asked, "text", MOST_TEXT, NoteError)),
        "noted_on": _day(one_line(asked, "noted_on", MOST_TEXT, NoteError)),
        "hour": _hour(asked.get("hour")),
        "platform": _platform(asked.get("platform"), snapshot),
    }


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise NoteError(f'"{text}" is no day. Write it like 2026-11-20.') from None


def _hour(hour: Any) -> int | None:
    if hour is None or (isinstance(hour, int) and hour in HOURS):
        return hour
    raise NoteError(f'"{hour}" is no hour of a day. Hours are 0 to 23.')


def _platform(platform: Any, snapshot: Snapshot) -> str | None:
    known = [row["platform"] for row in snapshot.arrow(KNOWN).to_pylist()]
    if platform is None or platform in known:
        return str(platform) if platform else None
    raise NoteError(f'There is no platform "{platform}". There are {", ".join(known)}.')
