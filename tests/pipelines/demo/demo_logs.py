"""The demonstration as written, and rows of its logs as plain Python reads them."""

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Any

WALLETS = 40_000


@dataclass(frozen=True)
class Demo:
    """A folder with the five logs, and truth.json as read."""

    folder: Path
    truth: dict[str, Any]

    def files(self, source: str) -> list[dict[str, Any]]:
        return [held for held in self.truth["files"] if held["source"] == source]

    def planted(self, incident: str) -> dict[str, Any]:
        return next(held for held in self.truth["incidents"] if held["id"] == incident)


def rows_of_csv(paths: list[Path], encoding: str) -> list[dict[str, str]]:
    """The rows that are whole, each event once; `None` keys and values mark those that are not."""
    found: dict[str, dict[str, str]] = {}
    for path in paths:
        with path.open(encoding=encoding, errors="replace", newline="") as file:
            for row in csv.DictReader(file):
                if None not in row and None not in row.values():
                    found[row.get("event_id") or row.get("流水号") or row["case_no"]] = row
    return list(found.values())
