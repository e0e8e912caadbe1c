"""The warehouse while one loader works on it: locked, swept, with an engine and a staging folder of its own."""

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipelines.engines.duckdb import DuckDBEngine
from pipelines.ledger import Batch, read_ledger
from pipelines.provenance import Provenance, read_provenance
from warehouse.connect import literal
from warehouse.lock import loader_lock
from warehouse.manifest import Manifest, NoWarehouse, read_manifest
from warehouse.sweep import sweep


@dataclass(frozen=True)
class Site:
    """`manifest` is what is published, None before the first load; `ledger` are its batches by id.

    `made_by` is None too where an older version of the product published.
    """

    folder: Path
    engine: DuckDBEngine
    staging: Path
    manifest: Manifest | None
    ledger: dict[str, Batch]
    made_by: Provenance | None

    def published_parts(self) -> list[Path]:
        """The Parquet parts of all facts that are published."""
        return [self.folder / part for part in self.manifest.fact_files()] if self.manifest else []

    def published_marts(self) -> Path | None:
        """The marts file that is published."""
        return self.folder / self.manifest.marts if self.manifest else None


@contextmanager
def open_site(folder: Path) -> Iterator[Site]:
    """Lock the warehouse for one loader and clear what killed ones left. Raises AnotherLoader, NewerWarehouse."""
    folder.mkdir(parents=True, exist_ok=True)
    with loader_lock(folder):
        manifest = _published(folder)
        sweep(folder, manifest)
        staging = folder / f"staging-{secrets.token_hex(4)}"
        staging.mkdir(mode=0o700)
        engine = DuckDBEngine(folder)
        try:
            yield Site(folder, engine, staging, manifest, *_told(engine, folder, manifest))
        finally:
            engine.close()
            shutil.rmtree(staging, ignore_errors=True)


def _published(folder: Path) -> Manifest | None:
    try:
        return read_manifest(folder)
    except NoWarehouse:
        return None


def _told(engine: DuckDBEngine, folder: Path, manifest: Manifest | None) -> tuple[dict[str, Batch], Provenance | None]:
    if manifest is None:
        return {}, None
    engine.run(f"ATTACH {literal(str(folder / manifest.marts))} AS before (READ_ONLY)")
    held = read_ledger(engine, "before.batches"), read_provenance(engine, "before")
    engine.run("DETACH before")
    return held
