"""Logs to review, reviews of them, and everything a snapshot holds."""

import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from load_rows import LOADED_AT, Workplace, failure, success

from pipelines.classify import Taxonomy
from pipelines.load import Settings, load
from pipelines.named_files import find_files
from pipelines.reclassify_publish import apply_reviews
from pipelines.reviews import write
from warehouse import open_snapshot
from warehouse.reviews import REVIEWS

AT = datetime(2026, 11, 25, 7, 30)
MOON, SUN = "the moon is full tonight", "the sun stood still"
LOGS = (
    (
        *failure("2026-03-01T10:00", "w1", "a", "X", MOON),
        *failure("2026-03-02T10:00", "w1", "b", "E500", "System error"),
        *success("2026-03-03T10:00", "w1", "c"),
        *failure("2026-03-01T12:00", "w2", "d", "X", SUN),
    ),
    (
        *failure("2026-04-02T10:00", "w2", "e", "X", MOON),
        *failure("2026-04-02T10:00", "w3", "f", "X", SUN),
        *failure("2026-04-02T11:00", "w3", "g", "E408", "timed out"),
    ),
)
NOT_COMPARED = {"made_by", "taxonomy_versions", "decision_changes", "batches"}


def ids(place: Workplace) -> dict[str, str]:
    """Signature ids, as logged, by template."""
    return {template: one for one, template in place.ask("SELECT signature_id, template FROM decisions")}


def assign(*signature_ids: str, cause: str = "pi_identity_mismatch") -> dict[str, Any]:
    return {"kind": "assign", "signature_ids": list(signature_ids), "cause": cause, "reason": "seen", "reviewer": "li"}


def merge(*signature_ids: str, into: str) -> dict[str, Any]:
    return {"kind": "merge", "signature_ids": list(signature_ids), "into": into, "reason": "one", "reviewer": "li"}


def decide(place: Workplace, *asked: dict[str, Any]) -> None:
    write(place.folder, asked, AT)
    apply_reviews(place.folder, "li", None, AT)


def everything(folder: Path) -> dict[str, list[str]]:
    """All rows of all relations of a snapshot, as text, sorted."""
    snapshot = open_snapshot(folder)
    names = snapshot.arrow("SELECT view_name FROM duckdb_views() WHERE NOT internal ORDER BY 1").to_pylist()
    found = {}
    for name in {row["view_name"] for row in names} - NOT_COMPARED:
        rows = snapshot.arrow(f'SELECT * FROM "{name}"').to_pylist()
        found[name] = sorted(str({key: row[key] for key in sorted(row)}) for row in rows)
    return found


def from_nothing(place: Workplace, *logs: str) -> dict[str, list[str]]:
    """The same logs with the same reviews, loaded at once into another folder."""
    anew = Settings(place.root / "anew", LOADED_AT, utc_offset_minutes=0, is_silent=True)
    shutil.rmtree(anew.folder, ignore_errors=True)
    anew.folder.mkdir()
    if (place.folder / REVIEWS).exists():
        shutil.copy(place.folder / REVIEWS, anew.folder / REVIEWS)
    load(find_files([str(place.root / name) for name in logs], None, None), anew)
    return everything(anew.folder)


def use(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Let every command read the taxonomy of a folder."""
    read = Taxonomy.read
    monkeypatch.setattr(Taxonomy, "read", lambda otherwise=folder: read(otherwise))
