"""`python -m dashboards.digest`: what `python -m pipelines digest` runs."""

import argparse
import logging
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the digest; returns the exit code. What goes wrong is one sentence on stderr."""
    stated = options().parse_args(arguments)
    logging.disable(logging.WARNING)  # from its import on, Streamlit warns that no server runs
    from dashboards.digest.writing import TOLD, write

    try:
        write(stated.out, stated.language, stated.week, stated.address, stated.url, stated.warehouse)
    except TOLD as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"error: {error.filename}: {error.strerror}. No digest was written.", file=sys.stderr)
        return 1
    return 0


def options() -> argparse.ArgumentParser:
    """The options; `python -m pipelines digest` explains them."""
    parser = argparse.ArgumentParser(prog="python -m dashboards.digest", description="Write the week as one letter.")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--language", choices=("zh", "en"), default="zh")
    parser.add_argument("--week", type=date.fromisoformat)
    parser.add_argument("--address", default="")
    parser.add_argument("--url", default="http://localhost:8501")
    parser.add_argument("--warehouse", type=Path)
    return parser


if __name__ == "__main__":
    sys.exit(main())
