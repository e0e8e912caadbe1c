"""`demo`: sample logs of five fictitious wallets, with the truth beside them."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tqdm import tqdm

from pipelines.commands.exits import DONE
from pipelines.commands.options import command
from pipelines.demo import write

DEFAULT_FOLDER = Path("data/demo")


def add(commands: Any) -> None:
    summary = "write sample logs of five fictitious wallets, with the truth beside them"
    parser = command(
        commands, "demo", summary, "python -m pipelines demo --wallets 100000 --seed 11 --out /tmp/demo"
    )
    parser.add_argument("--out", type=Path, default=DEFAULT_FOLDER, metavar="DIR", help="default: data/demo")
    parser.add_argument("--wallets", type=_positive, default=40_000, help="default: 40000")
    parser.add_argument("--days", type=_positive, default=180, help="default: 180")
    parser.add_argument("--seed", type=int, default=7, help="the same seed gives the same logs (default: 7)")
    parser.set_defaults(run=run)


def run(stated: argparse.Namespace) -> int:
    sources = write_demo(stated.out, stated.wallets, stated.seed, stated.days)
    print(f"wrote {sources}. Load it: python -m pipelines load --sources {sources}")
    return DONE


def write_demo(out: Path, wallets: int = 40_000, seed: int = 7, days: int = 180) -> Path:
    """Write the sample logs with a progress bar; returns their sources file."""
    with tqdm(total=100, unit="%", leave=False, disable=not sys.stderr.isatty(), bar_format=_BAR) as bar:
        return write(out, wallets, seed, days, _teller(bar))


_BAR = "{desc:40.40} {percentage:3.0f}% |{bar}| {remaining}"


def _teller(bar: "tqdm[Any]") -> Callable[[float, str], None]:
    def tell(fraction: float, label: str) -> None:
        bar.set_description_str(label, refresh=False)
        bar.update(100 * fraction - bar.n)

    return tell


def _positive(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError("give a whole number of at least 1")
    return int(text)
