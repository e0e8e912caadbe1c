"""`sql`: ask the published snapshot."""

import argparse
import csv
import json
import sys
from typing import Any

import pyarrow as pa

from pipelines.commands.exits import DONE
from pipelines.commands.options import add_warehouse, command
from warehouse import open_snapshot
from warehouse.cells import defused

EXAMPLE = 'python -m pipelines sql "SELECT cause, count(*) AS failures FROM failures GROUP BY cause ORDER BY 2 DESC"'


def add(commands: Any) -> None:
    parser = command(commands, "sql", "run one SELECT on the published snapshot", EXAMPLE)
    parser.add_argument("select", metavar="SELECT")
    parser.add_argument("--format", choices=("table", "csv", "json"), default="table")
    add_warehouse(parser)
    parser.set_defaults(run=run)


def run(stated: argparse.Namespace) -> int:
    WRITERS[stated.format](open_snapshot(stated.warehouse).arrow(stated.select))
    return DONE


def _table(found: pa.Table) -> None:
    text = found.to_pandas().to_string(index=False, na_rep="-", max_colwidth=60)
    print(text if found.num_rows else f"{'  '.join(found.column_names)}\n(no rows)")


def _csv(found: pa.Table) -> None:
    writer = csv.writer(sys.stdout)
    writer.writerow(found.column_names)
    for row in found.to_pylist():
        writer.writerow([defused(_flat(cell)) for cell in row.values()])


def _flat(cell: Any) -> Any:
    return json.dumps(cell, default=str, ensure_ascii=False) if isinstance(cell, list | dict) else cell


def _json(found: pa.Table) -> None:
    print(json.dumps(found.to_pylist(), default=str, ensure_ascii=False, indent=1))


WRITERS = {"table": _table, "csv": _csv, "json": _json}
