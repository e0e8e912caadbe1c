"""`report`: pages of the dashboard as one file, HTML or PDF.

What draws pages is the dashboard, and nothing here may import it: the report is written by a process of its own.
"""

import argparse
import subprocess
import sys
from pathlib import Path
from typing import Any

from pipelines.commands.options import add_warehouse, command

ROOT = Path(__file__).resolve().parents[2]


def add(commands: Any) -> None:
    summary = "write pages of the dashboard as one self-contained HTML file or PDF"
    example = "python -m pipelines report --out report.html --language en --page overview causes --address 'period=7d'"
    parser = command(commands, "report", summary, example)
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="FILE.html or FILE.pdf (by Chromium)")
    parser.add_argument("--language", choices=("zh", "en"), default="zh", help="default: zh")
    parser.add_argument("--page", nargs="+", default=[], metavar="NAME", help="pages by name (default: all)")
    parser.add_argument(
        "--address", default="", metavar="QUERY", help="filters as an address has them, like platform=a&period=7d"
    )
    add_warehouse(parser)
    parser.set_defaults(run=run)


def run(stated: argparse.Namespace) -> int:
    """Have the report written; its exit code, and its sentence on stderr, are handed on."""
    said = [f"--out={stated.out.absolute()}", f"--language={stated.language}", f"--address={stated.address}"]
    words = [*said, f"--warehouse={stated.warehouse.absolute()}", *(f"--page={name}" for name in stated.page)]
    command = [sys.executable, "-m", "dashboards.report", *words]
    return subprocess.run(command, cwd=ROOT, check=False).returncode  # noqa: S603
