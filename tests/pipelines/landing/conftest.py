"""Landing one small file with a real engine, and what came of it as plain Python."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from pipelines.engines.duckdb import DuckDBEngine
from pipelines.landing import Landed, Landing
from pipelines.layout import read_layout
from pipelines.sources import Source
from warehouse.connect import literal

KEY = b"0123456789abcdef0123456789abcdef"
HEAD = "occurred_at,event_type,wallet_id,platform,error_code,message"
GOOD = "2026-03-01T08:00:00Z,termination.failed,W1,aurora,E1,balance left"


@dataclass(frozen=True)
class Outcome:
    """The events of the parts in file order, and the refused rows by line."""

    landed: Landed
    events: list[dict[str, Any]]
    refused: list[dict[str, Any]]

    @property
    def rules(self) -> list[tuple[int, str]]:
        return [(row["source_line"], row["rule"]) for row in self.refused]

    @property
    def lines(self) -> list[int]:
        return [row["source_line"] for row in self.events]


Land = Callable[..., Outcome]


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DuckDBEngine]:
    engine = DuckDBEngine(tmp_path_factory.mktemp("engine"))
    yield engine
    engine.close()


@pytest.fixture
def land(engine: DuckDBEngine, tmp_path: Path) -> Land:
    """land(content, name="log.csv", only_lines=..., slice_bytes=..., and the fields of the source)."""

    def landed(content: str | bytes | Path, name: str = "log.csv", **settings: Any) -> Outcome:
        path = content if isinstance(content, Path) else tmp_path / name
        if not isinstance(content, Path):
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        of_landing = {key: settings.pop(key) for key in ("only_lines", "slice_bytes") if key in settings}
        source = Source("test", **settings)
        layout = read_layout(path, source)
        landing = Landing(engine, source, layout, "batch", KEY, tmp_path / "parts", **of_landing)
        return outcome(engine, landing.run(lambda bytes_read, rows_read: None))

    return landed


def outcome(engine: DuckDBEngine, landed: Landed) -> Outcome:
    parts = literal([str(part) for part in landed.parts])
    events = f"SELECT * FROM read_parquet({parts}) ORDER BY source_line, event_id" if landed.parts else ""
    return Outcome(
        landed,
        dicts(engine, events) if events else [],
        dicts(engine, "SELECT * FROM refused ORDER BY source_line"),
    )


def dicts(engine: DuckDBEngine, sql: str) -> list[dict[str, Any]]:
    engine.run(sql)
    names = [column[0] for column in engine.connection.description or []]
    return [dict(zip(names, row, strict=True)) for row in engine.connection.fetchall()]


def log(*rows: str, head: str = HEAD) -> str:
    return "\n".join([head, *rows, ""])
