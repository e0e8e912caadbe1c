"""The only room that opens DuckDB for readers: what is published, and how it gets there.

Nothing published is ever changed. A load writes immutable Parquet batches and a new marts file and then replaces
the small CURRENT manifest; a reader opens what CURRENT names, and the snapshot's name is its cache key.
"""

from warehouse.manifest import Manifest, NewerWarehouse, NoWarehouse, current_name, read_manifest
from warehouse.snapshot import NotASelect, QueryFailed, Snapshot, default_folder, open_snapshot

__all__ = [
    "Manifest",
    "NewerWarehouse",
    "NoWarehouse",
    "NotASelect",
    "QueryFailed",
    "Snapshot",
    "current_name",
    "default_folder",
    "open_snapshot",
    "read_manifest",
]
