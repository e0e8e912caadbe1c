"""One demonstration of ordinary size, written once, and rows of its logs as plain Python reads them."""

import csv
import gzip
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from pipelines.demo import write

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


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    sources = write(tmp_path_factory.mktemp("demo"), wallets=WALLETS, seed=7)
    truth = json.loads((sources.parent / "truth" / "truth.json").read_text("utf-8"))
    return Demo(sources.parent, truth)


def rows_of_csv(paths: list[Path], encoding: str) -> list[dict[str, str]]:
    """The rows that are whole, each event once; `None` keys and values mark those that are not."""
    found: dict[str, dict[str, str]] = {}
    for path in paths:
        with path.open(encoding=encoding, errors="replace", newline="") as file:
            for row in csv.DictReader(file):
                if None not in row and None not in row.values():
                    found[row.get("event_id") or row.get("流水号") or row["case_no"]] = row
    return list(found.values())


@pytest.fixture(scope="session")
def aurora(demo: Demo) -> list[dict[str, str]]:
    return rows_of_csv(sorted(demo.folder.glob("aurora/*.csv")), "utf-8")


@pytest.fixture(scope="session")
def bamboo(demo: Demo) -> list[dict[str, str]]:
    return rows_of_csv(sorted(demo.folder.glob("bamboo/*.csv")), "gb18030")


@pytest.fixture(scope="session")
def cinnabar(demo: Demo) -> list[dict[str, Any]]:
    found = {}
    for path in sorted(demo.folder.glob("cinnabar/*.gz")):
        for line in gzip.decompress(path.read_bytes()).decode("utf-8", "replace").splitlines():
            try:
                row = json.loads(line)
            except ValueError:
                continue
            if isinstance(row.get("ts"), int) and "walletId" in row:
                found[row["walletId"], row["ts"], row["event"]] = row
    return list(found.values())
