"""`load`: log files into the warehouse."""

import argparse
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipelines.commands.exits import DONE, FAILED, PARTLY
from pipelines.commands.options import add_warehouse, command
from pipelines.commands.summary import print_summary
from pipelines.load import Settings, load
from pipelines.named_files import find_files

EXAMPLE = """python -m pipelines load --sources sources.toml
  python -m pipelines load logs/*.csv
  python -m pipelines load complaints.csv --source cfpb --warehouse /srv/warehouse"""
_OFFSET = re.compile(r"([+-])([01][0-9]):([0-5][0-9])")


def add(commands: Any) -> None:
    parser = command(commands, "load", "load log files; what was loaded before counts as duplicate", EXAMPLE)
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="files or quoted patterns such as 'logs/*.csv.gz'"
    )
    parser.add_argument(
        "--sources", type=Path, metavar="FILE", help="a sources.toml; without PATH all its files load"
    )
    parser.add_argument(
        "--source", metavar="NAME", help="how the PATHs are read: events (default), cfpb, or one of FILE"
    )
    parser.add_argument(
        "--utc-offset",
        type=_minutes,
        metavar="+HH:MM",
        help="the zone in which days begin (default +08:00; kept)",
    )
    parser.add_argument("--quiet", action="store_true", help="no progress bar")
    add_warehouse(parser)
    parser.set_defaults(run=run)


def run(stated: argparse.Namespace) -> int:
    files = find_files(stated.paths, stated.sources, stated.source)
    now = datetime.now(UTC).replace(tzinfo=None)
    loaded = load(files, Settings(stated.warehouse, now, stated.utc_offset, stated.quiet))
    print_summary(loaded)
    if not loaded.intake.refused:
        return DONE
    return PARTLY if loaded.intake.arrived or loaded.intake.known else FAILED


def _minutes(text: str) -> int:
    found = _OFFSET.fullmatch(text)
    if not found:
        raise argparse.ArgumentTypeError("write it like +08:00")
    minutes = int(found[2]) * 60 + int(found[3])
    return minutes if found[1] == "+" else -minutes
