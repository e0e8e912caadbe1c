"""The CURRENT manifest: the one commit point, naming every file of the published snapshot."""

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

from warehouse.durable import replace_text

FORMAT_VERSION = 1
CURRENT = "CURRENT"


class NoWarehouse(Exception):
    """There is nothing published in this folder yet."""


class NewerWarehouse(Exception):
    """The warehouse was written by a newer version of the product than this one."""


@dataclass(frozen=True)
class Manifest:
    """What one snapshot consists of. Paths are relative to the warehouse folder; `as_of` is UTC."""

    snapshot: str
    sequence: int
    marts: str
    as_of: datetime
    utc_offset_minutes: int
    taxonomy_version: str
    facts: dict[str, list[str]] = field(default_factory=dict)
    quarantine: dict[str, str] = field(default_factory=dict)
    format_version: int = FORMAT_VERSION

    def files(self) -> set[str]:
        """Every file the snapshot needs, as paths relative to the warehouse folder."""
        parts = {part for batch in self.facts.values() for part in batch}
        return parts | set(self.quarantine.values()) | {self.marts}

    def fact_files(self) -> list[str]:
        return [part for batch in self.facts.values() for part in batch]


def read_manifest(folder: Path) -> Manifest:
    """Read what is published in `folder`.

    Raises NoWarehouse where nothing is, NewerWarehouse where a newer version of the product wrote it.
    """
    try:
        held = json.loads((folder / CURRENT).read_text(encoding="utf-8"))
    except FileNotFoundError:
        message = f"There is no warehouse in {folder} yet. Load logs first: python -m pipelines load PATH"
        raise NoWarehouse(message) from None
    if held["format_version"] > FORMAT_VERSION:
        raise NewerWarehouse(
            f"The warehouse in {folder} has format {held['format_version']}; this version reads up to "
            f"{FORMAT_VERSION}. Update the product, or load into another folder with --warehouse."
        )
    return Manifest(**{**held, "as_of": datetime.fromisoformat(held["as_of"])})


def current_name(folder: Path) -> str | None:
    """The published snapshot's name, or None; cheap enough to ask at every rerun of a page."""
    try:
        return read_manifest(folder).snapshot
    except NoWarehouse:
        return None


def publish(folder: Path, manifest: Manifest) -> None:
    """Make `manifest` the published snapshot. Everything it names must already be on disk."""
    held = asdict(manifest) | {"as_of": manifest.as_of.isoformat()}
    replace_text(folder / CURRENT, json.dumps(held, indent=1))
