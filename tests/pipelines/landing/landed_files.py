"""What came of one landed file as plain Python, and logs written row by row."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pipelines.engines.duckdb import DuckDBEngine
from pipelines.landing import Landed
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
