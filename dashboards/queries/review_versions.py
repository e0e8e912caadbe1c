"""Versions of the taxonomy and what they moved, merged signatures, and how good the classification is.

A snapshot that an older version of the product published lacks these relations: ask `relations_held` first.
"""

import pandas as pd

from dashboards.queries.compose import ask
from warehouse import Snapshot


def relations_held(snapshot: Snapshot) -> pd.DataFrame:
    """One row per relation that the snapshot offers: relation."""
    return ask(snapshot, "snapshot_relations")


def taxonomy_versions(snapshot: Snapshot) -> pd.DataFrame:
    """One row per published version, the newest first: taxonomy_version, applied_at_local, count_failures_moved, ..."""
    return ask(snapshot, "taxonomy_versions")


def taxonomy_moves(snapshot: Snapshot, version: str) -> pd.DataFrame:
    """Between which causes failures moved when the version was published: cause_before, cause_after, count_failures."""
    return ask(snapshot, "taxonomy_moves", version=version)


def taxonomy_moves_monthly(snapshot: Snapshot, version: str) -> pd.DataFrame:
    """One row per month and cause that changed: month, cause, count_before, count_after (moved failures alone)."""
    return ask(snapshot, "taxonomy_moves_monthly", version=version)


def merged_members(snapshot: Snapshot, signatures: tuple[str, ...]) -> pd.DataFrame:
    """The signatures that were merged into the chosen ones: signature_id, merged_into, error_code, template."""
    return ask(snapshot, "merged_members", signatures=list(signatures))


def classification_quality(snapshot: Snapshot) -> pd.DataFrame:
    """One row per scope and measure of the shipped evaluation: scope, measure, value, lower, upper, count_rows."""
    return ask(snapshot, "classification_quality")
