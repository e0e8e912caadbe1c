"""What a rule comes to over the log: an incident, and the state of a segment."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from analysis.alert_states import State


@dataclass(frozen=True)
class Incident:
    """Something that a rule tells of. segment: what it is about, among those of its rule.

    started_at, ended_at: UTC; `ended_at` is None while it is not over. count_failures counts from the start to the last
    hour over the bar. spike_id: of the spike that it is, or that was found in the same failures.
    """

    rule: str
    incident_id: str
    segment: str
    platform: str | None
    cause_category: str | None
    cause: str | None
    error_code: str | None
    started_at: datetime
    last_at: datetime
    ended_at: datetime | None
    state: State
    count_failures: int
    count_decided: int | None = None
    count_expected: float | None = None
    count_wallets: int | None = None
    severity: str | None = None
    stage: str | None = None
    spike_id: str | None = None
    explained_by: tuple[str, ...] = ()
    share_of_failures: float | None = None
    share_of_attempts: float | None = None


@dataclass(frozen=True)
class Segment:
    """The state of one part of a rule."""

    rule: str
    segment: str
    state: State


@dataclass(frozen=True)
class Judged:
    """All rules over all of the log: states in the order of the rules, incidents by their start."""

    segments: tuple[Segment, ...]
    incidents: tuple[Incident, ...]


def incident_id(*parts: str) -> str:
    """Names an incident by its rule, segment and start; the same in every run."""
    return hashlib.blake2b("|".join(parts).encode(), digest_size=6).hexdigest()
