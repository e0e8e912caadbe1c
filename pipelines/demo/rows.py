"""One event as a row of numbers, and the log a block of wallets writes."""

from typing import Any

import numpy as np

from pipelines.contract import EVENT_TYPES
from pipelines.demo.arrays import Flags, Ints, Rows, Small
from pipelines.demo.population import Crowd
from pipelines.demo.scenario import Scenario, instant

TYPES = tuple(sorted(EVENT_TYPES))
REQUESTED = TYPES.index("termination.requested")
FAILED = TYPES.index("termination.failed")
SUCCEEDED = TYPES.index("termination.succeeded")
WITHDRAWN = TYPES.index("termination.withdrawn")
NO_AMOUNT = -1
ORIGINAL, REPEATED, SENT_AGAIN = 0, 1, 2

ROW = np.dtype(
    [
        ("number", "i8"),  # of the event in the whole log
        ("occurred", "i8"),
        ("arrived", "i8"),
        ("paired", "i8"),  # of a request: when it is decided; of a decision: when it was requested
        ("wallet", "i8"),
        ("user", "i8"),
        ("amount", "i8"),  # hundredths
        *((name, "u1") for name in ("platform", "type", "attempt", "cause", "incident", "channel", "region")),
        *(
            (name, "u1")
            for name in ("version", "os", "component", "bank", "age", "tier", "network", "currency")
        ),
        ("is_vague", "?"),
        ("copy", "u1"),
        ("named", "u1", 2),  # other causes the message names
        ("hidden", "u1", 4),  # blockers still there when it failed
    ]
)


class Log:
    """Collects the rows of one block."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._parts: list[Rows] = []
        self._versions = _release_times(scenario)

    def add(self, event_type: str | int | Small, crowd: Crowd, at: Ints, **stated: Any) -> None:
        """One event of this type for each wallet of the crowd; `stated` fills further columns."""
        rows = np.zeros(len(crowd), dtype=ROW)
        rows["type"] = TYPES.index(event_type) if isinstance(event_type, str) else event_type
        rows["occurred"], rows["amount"] = at, NO_AMOUNT
        for name in (
            "wallet",
            "user",
            "platform",
            "region",
            "os",
            "age",
            "tier",
            "network",
            "bank",
            "channel",
            "currency",
        ):
            rows[name] = getattr(crowd, name)
        rows["version"] = self.version(crowd, at)
        for name, values in stated.items():
            rows[name] = values
        self._parts.append(rows)

    def version(self, crowd: Crowd, at: Ints) -> Small:
        """The app version each wallet's phone has at a moment: people update some days after a release."""
        days = (crowd.update_days * 86_400_000).astype(np.int64)
        version = np.zeros(len(crowd), dtype=np.uint8)
        for platform, (first, times) in enumerate(self._versions):
            mine = crowd.platform == platform
            behind = np.searchsorted(times, at[mine] - days[mine], side="right") - 1
            version[mine] = np.maximum(behind, 0) + first
        return np.where(crowd.os > 0, version, 0).astype(np.uint8)

    def within(self) -> Rows:
        """The rows that fall into the days of the log, in the order in which they were added."""
        rows = np.concatenate(self._parts)
        inside: Flags = (rows["occurred"] >= self._scenario.starts_at) & (
            rows["occurred"] <= self._scenario.ends_at
        )
        kept: Rows = rows[inside]
        return kept


def _release_times(scenario: Scenario) -> list[tuple[int, Ints]]:
    """By platform: the position of its first version, and when each of its versions came out."""
    found, first = [], 1
    for platform in scenario.platforms:
        times = np.array([instant(at) for _, at in platform["versions"]], dtype=np.int64)
        found.append((first, times))
        first += len(times)
    return found
