"""`status`: what is published."""

import argparse
import json
from typing import Any

from pipelines.commands.exits import DONE
from pipelines.commands.options import add_warehouse, command
from pipelines.commands.summary import table
from warehouse import Snapshot, open_snapshot
from warehouse.reviews import pending, read

COUNTS = """
SELECT
    (SELECT count(*) FROM attempts) AS attempts, (SELECT count(*) FROM failures) AS failures,
    (SELECT count(*) FROM failures WHERE cause = 'unclassified') AS unclassified,
    (SELECT count(*) FROM cases) AS cases, (SELECT count(*) FROM signatures) AS signatures,
    (SELECT count(*) FROM spikes WHERE ended_at IS NULL) AS open_spikes"""
ROWS = """
SELECT count(*)::BIGINT AS batches, coalesce(sum(rows_read), 0)::BIGINT AS rows_read,
    coalesce(sum(rows_accepted), 0)::BIGINT AS rows_accepted,
    coalesce(sum(rows_duplicate), 0)::BIGINT AS rows_duplicate,
    coalesce(sum(rows_quarantined), 0)::BIGINT AS rows_quarantined
FROM batches"""
PLATFORMS = """
SELECT platform, count_events::BIGINT AS count_events, strftime(last_event_at, '%Y-%m-%d %H:%M') AS last_event_at,
    CASE WHEN is_quiet THEN 'quiet' ELSE 'ok' END AS state
FROM freshness ORDER BY platform"""


def add(commands: Any) -> None:
    parser = command(commands, "status", "show what is published", "python -m pipelines status --format json")
    parser.add_argument("--format", choices=("table", "json"), default="table")
    add_warehouse(parser)
    parser.set_defaults(run=run)


def run(stated: argparse.Namespace) -> int:
    snapshot = open_snapshot(stated.warehouse)
    platforms = snapshot.arrow(PLATFORMS).to_pylist()
    facts = _facts(snapshot)
    if stated.format == "json":
        print(json.dumps({**facts, "platforms": platforms}, ensure_ascii=False, indent=1))
    else:
        print("\n".join(f"{name.replace('_', ' '):17} {_shown(value)}" for name, value in facts.items()))
        print(
            table(("platform", "events", "newest (UTC)", "log"), (tuple(row.values()) for row in platforms))
        )
    return DONE


def _facts(snapshot: Snapshot) -> dict[str, Any]:
    head = {
        "snapshot": snapshot.name,
        "as_of": snapshot.as_of.isoformat(sep=" ", timespec="minutes"),
        "taxonomy_version": snapshot.taxonomy_version,
    }
    waiting = {"pending_reviews": len(pending(read(snapshot.folder)))}
    counts: dict[str, Any] = snapshot.arrow(ROWS).to_pylist()[0] | snapshot.arrow(COUNTS).to_pylist()[0]
    return head | counts | waiting


def _shown(value: Any) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)
