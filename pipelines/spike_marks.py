"""What people said of a spike, checked: seen, whose it is, silent until when, and a note."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from pipelines.mask import mask
from pipelines.stated_texts import Asked, Unstated, one_line
from warehouse import Snapshot
from warehouse.shared import Entry

MOST_ID, MOST_ASSIGNEE, MOST_TEXT = 40, 80, 300


class MarkError(Unstated):
    """A mark that cannot stand."""

    what = "mark"


def spike_mark(asked: Asked, snapshot: Snapshot, others: Mapping[str, Entry]) -> dict[str, Any]:
    """What the mark holds: spike_id, is_acknowledged, assignee, silenced_until (UTC), text (masked).

    A spike has one mark at most; the last three may be None. Raises MarkError.
    """
    spike_id = one_line(asked, "spike_id", MOST_ID, MarkError)
    _check(spike_id, snapshot, others)
    return {
        "spike_id": spike_id,
        "is_acknowledged": asked.get("is_acknowledged") is True,
        "assignee": _line(asked, "assignee", MOST_ASSIGNEE),
        "silenced_until": _instant(asked.get("silenced_until")),
        "text": _line(asked, "text", MOST_TEXT),
    }


def _check(spike_id: str, snapshot: Snapshot, others: Mapping[str, Entry]) -> None:
    if spike_id not in snapshot.arrow("SELECT spike_id FROM spikes")["spike_id"].to_pylist():
        raise MarkError(f'There is no spike "{spike_id}". See them: python -m pipelines sql "FROM spikes".')
    for of, entry in others.items():
        if entry.held and entry.held["spike_id"] == spike_id:
            raise MarkError(f"Spike {spike_id} has a mark already. Change it: --id {of}.")


def _line(asked: Asked, key: str, most: int) -> str | None:
    return mask(one_line(asked, key, most, MarkError)) if asked.get(key) else None


def _instant(written: Any) -> str | None:
    """ISO 8601 with its offset; without one it is UTC."""
    if not written:
        return None
    try:
        at = datetime.fromisoformat(written)
    except (ValueError, TypeError):
        raise MarkError(f'"{written}" is no instant. Write it like 2026-11-20T09:00+08:00.') from None
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC).isoformat()
