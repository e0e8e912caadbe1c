"""What holds a message back: a silence that somebody set on the spike, or a maintenance window."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from pipelines.alerting.incidents import Incident
from pipelines.alerting.rules import Maintenance
from warehouse.shared import MARKS, read, standing

Silences = Mapping[str, datetime]


def silences(folder: Path) -> dict[str, datetime]:
    """Until when (UTC) each spike is silenced by its mark. Raises SharedBroken."""
    held = (entry.held or {} for entry in standing(read(folder / MARKS)).values())
    return {one["spike_id"]: _utc(one["silenced_until"]) for one in held if one.get("silenced_until")}


def why_held(
    incident: Incident, silenced: Silences, windows: Sequence[Maintenance], as_of: datetime
) -> str | None:
    """The reason to say nothing yet; None where there is none. Both are measured by the log's own time."""
    until = silenced.get(incident.spike_id or "")
    if until and as_of < until:
        return f"silenced until {until:%Y-%m-%dT%H:%M}Z"
    for window in windows:
        if _is_about(window, incident) and _is_inside(window, incident, as_of):
            return f"maintenance until {window.until_at:%Y-%m-%dT%H:%M}Z {window.reason}".rstrip()
    return None


def _is_about(window: Maintenance, incident: Incident) -> bool:
    return not window.platforms or incident.platform in window.platforms


def _is_inside(window: Maintenance, incident: Incident, as_of: datetime) -> bool:
    """The log is in the window now, or the incident lay in it from its beginning to its end."""
    if window.from_at <= as_of < window.until_at:
        return True
    ended_at = incident.ended_at
    return ended_at is not None and window.from_at <= incident.started_at and ended_at <= window.until_at


def _utc(written: str) -> datetime:
    return datetime.fromisoformat(written).astimezone(UTC).replace(tzinfo=None)
