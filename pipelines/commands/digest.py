"""`digest`: the finished week in one letter. The dashboard writes it, in a process of its own, as it does a report."""

import argparse
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

from pipelines.commands.options import add_warehouse, command
from pipelines.commands.report import ROOT


def add(commands: Any) -> None:
    summary = "write the finished week as a letter: key figures, findings, what to open"
    example = "python -m pipelines digest --out digest.eml --language en --url https://dashboard.example"
    parser = command(commands, "digest", summary, example)
    help_out = "FILE.html (and FILE.txt beside it), FILE.txt, or FILE.eml with both in it"
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help=help_out)
    parser.add_argument("--language", choices=("zh", "en"), default="zh", help="default: zh")
    help_week = "a day of the week to tell (default: the newest finished week)"
    parser.add_argument("--week", type=date.fromisoformat, metavar="YYYY-MM-DD", help=help_week)
    parser.add_argument("--address", default="", metavar="QUERY", help="filters as an address has them: platform=a")
    help_url = "where the dashboard is served, for the links (default: http://localhost:8501)"
    parser.add_argument("--url", default="http://localhost:8501", help=help_url)
    add_warehouse(parser)
    parser.set_defaults(run=run)


def run(stated: argparse.Namespace) -> int:
    """Have the digest written; its exit code, and its sentence on stderr, are handed on."""
    words = [f"--out={stated.out.absolute()}", f"--language={stated.language}", f"--address={stated.address}"]
    words += [f"--url={stated.url}", f"--warehouse={stated.warehouse.absolute()}"]
    words += [f"--week={stated.week}"] if stated.week else []
    command = [sys.executable, "-m", "dashboards.digest", *words]
    return subprocess.run(command, cwd=ROOT, check=False).returncode  # noqa: S603
