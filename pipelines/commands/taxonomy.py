"""`taxonomy`: what another taxonomy would move in all of history, moving it, and what each version moved."""

import argparse
from pathlib import Path
from typing import Any

from pipelines.classify import DEFAULT, Taxonomy
from pipelines.commands.changes import change_lines, now, published_line, show
from pipelines.commands.exits import DONE
from pipelines.commands.options import add_warehouse, command
from pipelines.commands.summary import table
from pipelines.reclassify_ahead import look_ahead
from pipelines.reclassify_publish import apply_taxonomy
from warehouse import open_snapshot
from warehouse.reviews import applied, read

PROGRAM = "python -m pipelines taxonomy"
VERSIONS = "SELECT * FROM taxonomy_versions ORDER BY applied_at, taxonomy_version"
CHANGES = "SELECT * FROM decision_changes ORDER BY applied_at, month, cause_before, cause_after"


def add(commands: Any) -> None:
    parent = command(commands, "taxonomy", "see what a changed taxonomy moves, and apply it", f"{PROGRAM} diff")
    actions = parent.add_subparsers(title="actions", metavar="ACTION", required=True)
    differing = command(actions, "diff", "which failures of history would move where", f"{PROGRAM} diff")
    differing.add_argument("--taxonomy", type=Path, default=DEFAULT, metavar="DIR", help="its files (default: ours)")
    differing.set_defaults(run=run_diff)
    applying = command(actions, "apply", "classify history by it and publish", f"{PROGRAM} apply")
    applying.set_defaults(run=run_apply)
    logging = command(actions, "log", "which versions were published and what each moved", f"{PROGRAM} log")
    logging.set_defaults(run=run_log)
    for parser in (differing, applying, logging):
        parser.add_argument("--json", action="store_true", help="print JSON, with the months")
        add_warehouse(parser)


def run_diff(stated: argparse.Namespace) -> int:
    snapshot, taxonomy = open_snapshot(stated.warehouse), Taxonomy.read(stated.taxonomy)
    ahead = look_ahead(snapshot, taxonomy, applied(read(stated.warehouse)))
    show(stated, ahead, change_lines(ahead))
    return DONE


def run_apply(stated: argparse.Namespace) -> int:
    published = apply_taxonomy(stated.warehouse, now())
    show(stated, published and vars(published), [published_line(published)])
    return DONE


def run_log(stated: argparse.Namespace) -> int:
    snapshot = open_snapshot(stated.warehouse)
    versions = snapshot.arrow(VERSIONS).to_pylist()
    changes = snapshot.arrow(CHANGES).to_pylist()
    lines = table(versions[0], (list(map(_cell, row.values())) for row in versions))
    show(stated, {"versions": versions, "changes": changes}, [lines])
    return DONE


def _cell(value: Any) -> Any:
    return value if isinstance(value, int) else str(value)
