"""What alerts.toml says: rules, channels and maintenance windows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from analysis.alert_states import Bar

SEVERITIES = ("low", "medium", "high")
SEGMENTS = ("platform", "cause_category", "cause")


@dataclass(frozen=True)
class Rule:
    """One rule. `bar` is None for a rule about spikes; `severity` is the least one that it tells of.

    platforms, cause_categories, causes: what it looks at; empty is all. by: each combination of these is judged by
    itself. to: names of channels.
    """

    name: str
    owner: str
    to: tuple[str, ...]
    platforms: tuple[str, ...] = ()
    cause_categories: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()
    severity: str = "medium"
    bar: Bar | None = None
    by: tuple[str, ...] = ("platform",)
    for_hours: int = 1
    clear_hours: int = 1

    @property
    def kind(self) -> str:
        return "spike" if self.bar is None else "rate"


@dataclass(frozen=True)
class Channel:
    """Where messages go. `url_from` names the variable of the environment that holds its Apprise URL."""

    name: str
    url_from: str
    language: str


@dataclass(frozen=True)
class Maintenance:
    """From when until when (UTC) messages about these platforms are held back; no platform is all of them."""

    from_at: datetime
    until_at: datetime
    platforms: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class Rules:
    """All of one file, in its order."""

    rules: tuple[Rule, ...]
    channels: Mapping[str, Channel]
    maintenance: tuple[Maintenance, ...]
