"""Signatures that somebody should look at: without a cause, or decided with little confidence."""

from typing import Any

from pipelines.causes import UNCLASSIFIED
from warehouse import Snapshot

DUE = f"""
WITH due AS (
    SELECT * FROM signatures
    WHERE (cause = '{UNCLASSIFIED}' OR confidence < $below)
        AND NOT starts_with(decided_by, 'review:') AND count_failures > 0
    ORDER BY count_failures DESC, count_wallets DESC, signature_id
    LIMIT $limit
),
samples AS (
    SELECT signature_id, list_sort(list_distinct([min(message), max(message), arg_max(message, decided_at)])) AS samples
    FROM failures
    SEMI JOIN due USING (signature_id)
    GROUP BY signature_id
)
SELECT
    d.signature_id, d.error_code, d.template, d.count_failures, d.count_wallets, d.first_seen_at, d.last_seen_at,
    d.cause_category, d.cause, d.decided_by, d.confidence,
    list_filter(s.samples, lambda one: one IS NOT NULL) AS samples
FROM due d
JOIN samples s USING (signature_id)
ORDER BY d.count_failures DESC, d.count_wallets DESC, d.signature_id"""


def due(snapshot: Snapshot, below: float, limit: int) -> list[dict[str, Any]]:
    """The signatures without a cause or below a confidence, the most failures first, with masked messages of each."""
    rows: list[dict[str, Any]] = snapshot.arrow(DUE, {"below": below, "limit": limit}).to_pylist()
    return rows
