"""What the pages ask of a snapshot: one function a metric, one .sql file each, values as parameters."""

from dashboards.queries.compose import Statement, ask, statement
from dashboards.queries.periods import PARTS, Compared
from dashboards.queries.selection import FAILURE_FILTERS, POPULATION_FILTERS, Selection
from warehouse import NewerWarehouse, NoWarehouse, Snapshot, current_name, default_folder, open_snapshot

__all__ = [
    "FAILURE_FILTERS",
    "PARTS",
    "POPULATION_FILTERS",
    "Compared",
    "NewerWarehouse",
    "NoWarehouse",
    "Selection",
    "Snapshot",
    "Statement",
    "ask",
    "current_name",
    "default_folder",
    "open_snapshot",
    "statement",
]
