"""Taking away what no snapshot needs: only a loader does this, never a reader."""

import shutil
from pathlib import Path

from warehouse.manifest import Manifest

KEPT_MARTS = 3  # readers may still be on one of the snapshots before


def sweep(folder: Path, manifest: Manifest | None) -> None:
    """Remove leftovers of killed loads and marts beyond the last few."""
    for leftover in [*folder.glob("staging-*"), *folder.glob("spill-*")]:
        shutil.rmtree(leftover, ignore_errors=True)
    known = manifest.files() if manifest else set()
    _sweep_facts(folder, known)
    marts = sorted((folder / "marts").glob("*.duckdb"))
    for path in marts[: max(0, len(marts) - KEPT_MARTS)]:
        if str(path.relative_to(folder)) not in known:
            path.unlink()


def _sweep_facts(folder: Path, known: set[str]) -> None:
    for path in [*folder.glob("facts/*/*.parquet"), *folder.glob("quarantine/*.parquet")]:
        if str(path.relative_to(folder)) not in known:
            path.unlink()
    for batch in folder.glob("facts/*"):
        if batch.is_dir() and not any(batch.iterdir()):
            batch.rmdir()
