"""`python -m dashboards.report`: what `python -m pipelines report` and the dashboard's menu run."""

import argparse
import logging
import sys
from collections.abc import Sequence
from pathlib import Path


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the report; returns the exit code. What goes wrong is one sentence on stderr."""
    stated = options().parse_args(arguments)
    from dashboards.report.writing import TOLD, write  # late, see below

    try:
        write(stated.out, stated.language, stated.page, stated.address, stated.warehouse)
    except TOLD as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"error: {error.filename}: {error.strerror}. No report was written.", file=sys.stderr)
        return 1
    return 0


def options() -> argparse.ArgumentParser:
    """The options; `python -m pipelines report` explains them."""
    parser = argparse.ArgumentParser(prog="python -m dashboards.report", description="Write pages as one file.")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--language", choices=("zh", "en"), default="zh")
    parser.add_argument("--page", action="append", default=[])
    parser.add_argument("--address", default="")
    parser.add_argument("--warehouse", type=Path)
    return parser


if __name__ == "__main__":
    logging.disable(logging.WARNING)  # from its import on, Streamlit warns that no server runs
    sys.exit(main())
