"""A warehouse of a test's own, and logs written row by row."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from pipelines.load import Loaded, Settings, load
from pipelines.named_files import find_files
from warehouse import open_snapshot

LOADED_AT = datetime(2026, 11, 25)
HEADER = "occurred_at,event_type,wallet_id,platform,event_id,request_id,error_code,message,amount,currency,channel,os"


@dataclass
class Workplace:
    """Logs go in as text, answers come out as tuples. Days begin at midnight UTC."""

    root: Path
    settings: Settings = field(init=False)

    def __post_init__(self) -> None:
        self.settings = Settings(self.root / "warehouse", LOADED_AT, utc_offset_minutes=0, is_silent=True)

    @property
    def folder(self) -> Path:
        return self.settings.folder

    def write(self, name: str, *rows: str, header: str = HEADER) -> Path:
        """A CSV log. Rows are filled up with empty values."""
        width = header.count(",")
        path = self.root / name
        filled = (row + "," * (width - row.count(",")) for row in rows)
        path.write_text("\n".join([header, *filled]) + "\n", encoding="utf-8")
        return path

    def load(self, name: str, *rows: str) -> Loaded:
        return self.load_files(self.write(name, *rows))

    def load_files(self, *paths: Path, sources: Path | None = None, source: str | None = None) -> Loaded:
        return load(find_files([str(path) for path in paths], sources, source), self.settings)

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        return [tuple(row.values()) for row in open_snapshot(self.folder).arrow(sql).to_pylist()]


def failure(
    at: str, wallet: str, event: str, code: str = "E500", message: str = "System error"
) -> tuple[str, str]:
    """A request and, one minute later, its failure. `at` is like 2026-03-01T10:00."""
    return (
        f"{at}:00Z,termination.requested,{wallet},p,{event}-r,{event}",
        f"{at}:59Z,termination.failed,{wallet},p,{event}-d,{event},{code},{message}",
    )


def success(at: str, wallet: str, event: str) -> tuple[str, str]:
    """A request and, one minute later, its success."""
    return (
        f"{at}:00Z,termination.requested,{wallet},p,{event}-r,{event}",
        f"{at}:59Z,termination.succeeded,{wallet},p,{event}-d,{event}",
    )
