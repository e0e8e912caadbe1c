"""`quarantine`: rows that were refused, and trying them again once their source or mapping is mended."""

import argparse
from dataclasses import astuple
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipelines.commands.exits import DONE, PARTLY
from pipelines.commands.options import add_warehouse, command
from pipelines.commands.summary import table
from pipelines.replay import replay
from warehouse import open_snapshot

LIST_EXAMPLE = "python -m pipelines quarantine list --rule amount_not_a_number --limit 50"
REPLAY_EXAMPLE = "python -m pipelines quarantine replay --sources sources.toml"
ROWS = """
SELECT source_file || ':' || source_line AS place, rule, coalesce(detail, '') AS detail,
    coalesce(row_masked, '') AS row
FROM quarantine
WHERE coalesce(rule = $rule, $rule IS NULL)
ORDER BY source_file, source_line LIMIT $limit"""
COUNTS = """
SELECT rule, count(*) AS rows FROM quarantine
WHERE coalesce(rule = $rule, $rule IS NULL) GROUP BY rule ORDER BY rows DESC, rule"""


def add(commands: Any) -> None:
    parent = command(commands, "quarantine", "list or replay rows that were refused", LIST_EXAMPLE)
    actions = parent.add_subparsers(title="actions", metavar="ACTION", required=True)
    listing = command(actions, "list", "show refused rows with their reasons", LIST_EXAMPLE)
    listing.add_argument("--rule", help="only rows that broke this rule")
    listing.add_argument("--limit", type=int, default=20, help="rows shown (default: 20)")
    listing.set_defaults(run=run_list)
    replaying = command(
        actions, "replay", "read refused rows again, after the mapping was mended", REPLAY_EXAMPLE
    )
    replaying.add_argument("--sources", type=Path, metavar="FILE", help="the mended sources.toml")
    replaying.add_argument("--batch", metavar="ID", help="only this batch")
    replaying.set_defaults(run=run_replay)
    for parser in (listing, replaying):
        add_warehouse(parser)


def run_list(stated: argparse.Namespace) -> int:
    snapshot = open_snapshot(stated.warehouse)
    counts = snapshot.arrow(COUNTS, {"rule": stated.rule}).to_pylist()
    print(table(("rule", "rows"), (tuple(row.values()) for row in counts)))
    for row in snapshot.arrow(ROWS, {"rule": stated.rule, "limit": stated.limit}).to_pylist():
        print(f"{row['place']}  {row['rule']}  {row['detail'][:80]}\n    {row['row'][:300]}")
    return DONE


def run_replay(stated: argparse.Namespace) -> int:
    done = replay(stated.warehouse, stated.sources, stated.batch, datetime.now(UTC).replace(tzinfo=None))
    header = ("file", "read again", "accepted", "duplicate", "still quarantined")
    print(table(header, (astuple(one) for one in done.replayed)))
    for reason in done.skipped:
        print(f"skipped: {reason}")
    return PARTLY if done.skipped else DONE
