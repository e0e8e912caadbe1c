"""`classify`: causes for any table with error_code and message, without loading it."""

import argparse
from pathlib import Path
from typing import Any

from pipelines.classify import classify_table
from pipelines.commands.exits import DONE
from pipelines.commands.options import command
from pipelines.commands.summary import table


def add(commands: Any) -> None:
    summary = "add causes to a table with the columns error_code and message"
    parser = command(commands, "classify", summary, "python -m pipelines classify errors.csv classified.csv")
    parser.add_argument("in_csv", type=Path, metavar="IN.csv")
    parser.add_argument("out_csv", type=Path, metavar="OUT.csv")
    parser.set_defaults(run=run)


def run(stated: argparse.Namespace) -> int:
    counts = classify_table(stated.in_csv, stated.out_csv)
    print(table(("cause category", "rows"), counts.items()))
    print(f"wrote {stated.out_csv}")
    return DONE
