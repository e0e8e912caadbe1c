"""Run the benchmarks: `python -m benchmarks [NAME ...] [--events N] [--repeats N] [--references DIR]`."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from benchmarks.classification import classification_figures, share_of_load
from benchmarks.curves import curve_times
from benchmarks.judging import judging_times
from benchmarks.loading import day_ratio, load_ratio
from benchmarks.pages import page_times
from benchmarks.references import reference_figures
from benchmarks.report import Figure, write
from benchmarks.templates import template_figures

NAMES = ("load", "day", "pages", "templates", "classify", "references", "judging", "curves")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Figures as ratios in one run.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"{', '.join(NAMES)}; all without any")
    parser.add_argument("--events", type=int, default=10_000_000, help="size of the large log (default: 10 million)")
    parser.add_argument("--repeats", type=int, default=3, help="runs of each; the median counts (default: 3)")
    parser.add_argument("--references", type=Path, default=Path("../shared/data/benchmarks"), help="others' data")
    stated = parser.parse_args()
    if unknown := set(stated.names) - set(NAMES):
        parser.error(f"there is no benchmark {', '.join(sorted(unknown))}")
    write(_figures(stated))


def _figures(stated: argparse.Namespace) -> Iterator[Figure]:
    names = stated.names or NAMES
    if "load" in names:
        yield from load_ratio(stated.events, stated.repeats)
    if "day" in names:
        yield from day_ratio(stated.events, stated.repeats)
    if "pages" in names:
        yield from page_times()
    if "templates" in names:
        yield from template_figures()
    if "classify" in names:
        yield from share_of_load(stated.events)
        yield from classification_figures(stated.events)
    if "references" in names:
        yield from reference_figures(stated.references)
    if "judging" in names:
        yield from judging_times()
    if "curves" in names:
        yield from curve_times()


if __name__ == "__main__":
    main()
