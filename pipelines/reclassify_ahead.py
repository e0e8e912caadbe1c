"""What classifying history anew would change, seen ahead on what is published; nothing is written."""

from collections.abc import Mapping, Sequence
from typing import Any

from pipelines.classify import Taxonomy
from pipelines.decisions import DUE, decided, reviewed
from pipelines.engines.duckdb import sql_text
from pipelines.reviews_checked import ReviewError
from warehouse import Snapshot
from warehouse.reviews import Review, standing

MOST_SIGNATURES = 50
LOAD_ONCE = "A load, also of files that are known, brings it up to date: python -m pipelines load PATH"
NAMED = ("signature_id", "error_code", "template")

Row = Mapping[str, Any]


def look_ahead(snapshot: Snapshot, taxonomy: Taxonomy, reviews: Sequence[Review]) -> dict[str, Any]:
    """What this taxonomy with these reviews would change of the snapshot's failures, as plain values for JSON.

    count_signatures, count_failures and count_wallets are those decided otherwise or shown as another signature.
    causes: count_before and count_after per cause; months: the same per month; moves: cause_before to cause_after;
    signatures: the largest of them. Raises TaxonomyError, and ReviewError where an older version published.
    """
    if "logged_signature_id" not in snapshot.arrow("SELECT * FROM attempts LIMIT 0").column_names:
        raise ReviewError(f"An older version of the product published {snapshot.folder}. {LOAD_ONCE}")
    changed = _changed(snapshot, taxonomy, reviews)
    asked = {
        "signature_ids": [one["signature_id"] for one in changed],
        "causes": [one["cause_after"] for one in changed],
    }
    counted = _rows(snapshot, "moved_signatures", {"signature_ids": asked["signature_ids"]})
    counts = {row["signature_id"]: row["count_failures"] for row in counted}
    listed = [one | {"count_failures": counts[one["signature_id"]]} for one in changed]
    listed.sort(key=lambda one: (-one["count_failures"], one["signature_id"]))
    return {
        "taxonomy_version_before": snapshot.taxonomy_version,
        "taxonomy_version_after": taxonomy.version,
        "count_signatures": len(changed),
        "count_failures": sum(counts.values()),
        "count_wallets": counted[0]["count_wallets"] if counted else 0,
        "causes": [_without_month(row) for row in _rows(snapshot, "shifts", asked | {"by_month": False})],
        "moves": _rows(snapshot, "moves", asked),
        "months": _rows(snapshot, "shifts", asked | {"by_month": True}),
        "signatures": listed[:MOST_SIGNATURES],
    }


def _changed(snapshot: Snapshot, taxonomy: Taxonomy, reviews: Sequence[Review]) -> list[dict[str, Any]]:
    """The published signatures that would get another cause or be shown as another signature."""
    now = standing(reviews)
    due = snapshot.arrow(DUE, {"version": taxonomy.version, "reviewed": reviewed(now)}).to_pylist()
    before = {row["signature_id"]: row for row in due}
    after = decided(taxonomy, now, [tuple(row[name] for name in NAMED) for row in due])
    both = ((before[row["signature_id"]], row) for row in after if row["signature_id"] in before)
    return [_told(old, new) for old, new in both if any(old[name] != new[name] for name in ("cause", "merged_into"))]


def _told(old: Row, new: Row) -> dict[str, Any]:
    return {name: new[name] for name in NAMED} | {
        "cause_before": old["cause"],
        "cause_after": new["cause"],
        "decided_by_before": old["decided_by"],
        "decided_by_after": new["decided_by"],
        "merged_into": new["merged_into"],
    }


def _rows(snapshot: Snapshot, name: str, values: Mapping[str, Any]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = snapshot.arrow(sql_text("reclassify", name), values).to_pylist()
    return rows


def _without_month(row: Row) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "month"}
