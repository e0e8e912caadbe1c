"""Options that several commands share, and how examples are shown."""

import argparse
from pathlib import Path
from typing import Any

from warehouse import default_folder


def command(commands: Any, name: str, summary: str, example: str) -> argparse.ArgumentParser:
    """A command with its summary and an example that can be pasted."""
    parser: argparse.ArgumentParser = commands.add_parser(
        name,
        help=summary,
        description=summary,
        epilog=f"example:\n  {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    return parser


def add_warehouse(parser: argparse.ArgumentParser, default: Any = None) -> None:
    """`default` is for an action whose command has the option too: argparse.SUPPRESS leaves what was said there."""
    parser.add_argument(
        "--warehouse",
        type=Path,
        default=default or default_folder(),
        metavar="DIR",
        help="the warehouse's folder (default: $TERMINATION_WAREHOUSE, else data/warehouse)",
    )
