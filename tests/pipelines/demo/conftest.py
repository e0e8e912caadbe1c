"""One demonstration of ordinary size, written once, and the rows of its logs."""

import gzip
import json
from typing import Any

import pytest
from demo_logs import WALLETS, Demo, rows_of_csv

from pipelines.demo import write


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    sources = write(tmp_path_factory.mktemp("demo"), wallets=WALLETS, seed=7)
    truth = json.loads((sources.parent / "truth" / "truth.json").read_text("utf-8"))
    return Demo(sources.parent, truth)


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
