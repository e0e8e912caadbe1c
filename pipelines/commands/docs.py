"""`docs`: the pages that are written from data."""

import argparse
from typing import Any

from pipelines import taxonomy_docs
from pipelines.commands.exits import DONE
from pipelines.commands.options import command


def add(commands: Any) -> None:
    parser = command(
        commands, "docs", "write docs/taxonomy.md from the taxonomy's files", "python -m pipelines docs"
    )
    parser.set_defaults(run=run)


def run(stated: argparse.Namespace) -> int:
    del stated
    taxonomy_docs.write()
    print(f"wrote {taxonomy_docs.PATH}")
    return DONE
