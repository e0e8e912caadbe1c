"""truth.json: what was written to which file, and what was planted where."""

import json
from collections import Counter
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from pipelines.demo.arrays import Rows
from pipelines.demo.delivery import Months, is_late
from pipelines.demo.operations import Operation
from pipelines.demo.rows import FAILED, REPEATED, REQUESTED, SENT_AGAIN, TYPES
from pipelines.demo.scenario import Scenario, Table


@dataclass
class FileCount:
    """What one file holds: rows = sound + repeated + sent_again + the broken ones; late ones are sound.

    `open_attempts` are sound rows of attempts not yet decided; once they are, a later file holds them again.
    """

    path: str
    source: str
    rows: int = 0
    sound: int = 0
    repeated: int = 0
    sent_again: int = 0
    late: int = 0
    open_attempts: int = 0
    broken: dict[str, int] = field(default_factory=dict)
    surprise_column: str | None = None


def count(held: FileCount, rows: Rows, months: Months, is_attempts: bool) -> None:
    """Add some rows to the count of their file."""
    copies = np.bincount(rows["copy"], minlength=3)
    held.repeated += int(copies[REPEATED])
    held.sent_again += int(copies[SENT_AGAIN])
    held.sound += int(copies[0])
    held.late += 0 if is_attempts else int(is_late(rows, months).sum())
    held.open_attempts += int((rows["type"] == REQUESTED).sum()) if is_attempts else 0


def finish(held: FileCount, broken: Counter[str]) -> FileCount:
    """The count of a file with its broken rows."""
    held.broken = dict(sorted(broken.items()))
    held.rows = held.sound + held.repeated + held.sent_again + sum(broken.values())
    return held


class Tally:
    """Counts over all files: events by type, failures by cause, what each incident hit."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._types = np.zeros(len(TYPES), dtype=np.int64)
        self._causes = np.zeros(len(scenario.causes), dtype=np.int64)
        self._incidents = np.zeros(len(scenario.happenings["incident"]) + 1, dtype=np.int64)

    def add(self, rows: Rows) -> None:
        """Count the events of a block, each once."""
        failed = rows[rows["type"] == FAILED]
        self._types += np.bincount(rows["type"], minlength=len(self._types))
        self._causes += np.bincount(failed["cause"], minlength=len(self._causes))
        self._incidents += np.bincount(failed["incident"], minlength=len(self._incidents))

    def events(self) -> dict[str, int]:
        return dict(zip(TYPES, self._types.tolist(), strict=True))

    def blockers(self) -> dict[str, int]:
        return dict(zip(self._scenario.causes[1:], self._causes[1:].tolist(), strict=True))

    def incident(self, number: int) -> int:
        return int(self._incidents[number])


def write_statement(
    path: Path, scenario: Scenario, files: list[FileCount], tally: Tally, operations: list[Operation]
) -> None:
    """Write truth.json."""
    held = {
        "seed": scenario.seed,
        "wallets": scenario.wallets,
        "days": scenario.days,
        "starts_at": _told(scenario.starts_at),
        "ends_at": _told(scenario.ends_at),
        "rows": sum(file.rows for file in files),
        "files": [asdict(file) for file in files],
        "events": tally.events(),
        "failures_by_true_blocker": tally.blockers(),
        "incidents": _incidents(scenario, tally),
        "surges": [_planted(scenario, surge) for surge in scenario.happened("surge")],
        "policy_changes": _policy_changes(scenario),
        "operations": [_operation(one) for one in operations],
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(held, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _incidents(scenario: Scenario, tally: Tally) -> list[dict[str, Any]]:
    """The incidents within the log; one without an end is still open."""
    happened = scenario.happened("incident")
    return [
        _planted(scenario, one) | {"count_failures": tally.incident(number)}
        for number, one in enumerate(scenario.happenings["incident"], 1)
        if one in happened
    ]


def _planted(scenario: Scenario, held: Table) -> dict[str, Any]:
    begins, ends = scenario.window(held)
    times = {"starts_at": _told(begins), "ends_at": _told(ends) if "ends_at" in held else None}
    return {**held, **times}


def _policy_changes(scenario: Scenario) -> list[dict[str, Any]]:
    return [
        {**held, "at": _told(scenario.window(held)[0]), "effect": held.get("effect")}
        for held in scenario.happened("policy_change")
    ]


def _operation(one: Operation) -> dict[str, Any]:
    ends = _told(one.ends_at) if one.ends_at is not None else None
    return asdict(one) | {"at": _told(one.at), "ends_at": ends}


def _told(at: int) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
