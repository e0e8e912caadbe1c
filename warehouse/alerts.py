"""The journal of alert messages: what was meant to be sent, what was tried, and what was held back.

Kept beside the snapshots, one JSON object a line, added to and never changed. What a message came to is its last entry,
so that a run that was killed is seen by the next one.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, get_args

from warehouse import journal

ALERTS, LOCK = "alerts.jsonl", "alerts.lock"
Kind = Literal["intended", "sending", "sent", "failed", "held", "dropped"]


class AlertsBroken(Exception):
    """A line of the journal cannot be read; the text names file and line."""


@dataclass(frozen=True)
class Entry:
    """One line. `written_at` is UTC, `as_of` the newest event then.

    told: firing, over, past (began and ended between two looks) or gone (no longer found). number: of that telling of
    the incident. texts (intended): channel -> [title, body]. channel (sending, sent, failed): of the one message.
    """

    kind: Kind
    written_at: datetime
    as_of: datetime
    incident_id: str
    number: int
    told: str
    rule: str
    segment: str
    started_at: datetime
    texts: Mapping[str, Sequence[str]] = field(default_factory=dict)
    channel: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Message:
    """One message to one channel and what became of it. `tries` counts the times that sending began."""

    intent: Entry
    channel: str
    state: Kind = "intended"
    tries: int = 0
    last_at: datetime | None = None
    reason: str = ""

    @property
    def message_id(self) -> str:
        return f"{self.intent.incident_id}-{self.intent.number}-{self.channel}"

    @property
    def is_waiting(self) -> bool:
        return self.state in ("intended", "sending", "failed")


def writing(folder: Path) -> AbstractContextManager[None]:
    """Hold the journal, for as long as messages are sent; another run is waited for."""
    return journal.writing(folder / LOCK)


def append(folder: Path, entries: Sequence[Entry]) -> None:
    """Add entries durably; only while the journal is held."""
    if entries:
        journal.add_lines(folder / ALERTS, [_line(entry) for entry in entries])


def read(folder: Path) -> list[Entry]:
    """All entries in their order; half a line that a crash left never counted. Raises AlertsBroken."""
    path = folder / ALERTS
    return [_entry(path, number, line) for number, line in enumerate(journal.read_lines(path), 1)]


def messages(entries: Iterable[Entry]) -> list[Message]:
    """Every message, in the order they were intended."""
    found: dict[tuple[str, int, str], Message] = {}
    for entry in entries:
        for channel in entry.texts if entry.kind == "intended" else (entry.channel,):
            key = (entry.incident_id, entry.number, channel)
            if entry.kind == "intended":
                found[key] = Message(entry, channel, last_at=entry.written_at)
            elif key in found:
                found[key] = _moved(found[key], entry)
    return list(found.values())


def _moved(message: Message, entry: Entry) -> Message:
    tries = message.tries + (entry.kind == "sending")
    return replace(message, state=entry.kind, tries=tries, last_at=entry.written_at, reason=entry.reason)


def _line(entry: Entry) -> str:
    held = {name: value for name, value in asdict(entry).items() if value not in ("", {})}
    instants = {name: held[name].isoformat() for name in ("written_at", "as_of", "started_at")}
    return json.dumps(held | instants, ensure_ascii=False)


def _entry(path: Path, number: int, line: bytes) -> Entry:
    try:
        held: dict[str, Any] = json.loads(line)
        instants = {name: datetime.fromisoformat(held[name]) for name in ("written_at", "as_of", "started_at")}
        entry = Entry(**held | instants)
    except (ValueError, TypeError, KeyError, UnicodeError) as error:
        raise AlertsBroken(f"{path}, line {number}: this is no entry ({error}). Restore the file.") from None
    if entry.kind not in get_args(Kind):
        raise AlertsBroken(f"{path}, line {number}: there is no {entry.kind}. Restore the file.")
    return entry
