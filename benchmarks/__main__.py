"""Run the benchmarks: `python -m benchmarks [load|day|pages|templates|classify ...] [--events N] [--repeats N]`."""

import argparse
from collections.abc import Iterator

from benchmarks.classification import classification_figures, share_of_load
from benchmarks.loading import day_ratio, load_ratio
from benchmarks.pages import page_times
from benchmarks.report import Figure, write
from benchmarks.templates import template_figures

NAMES = ("load", "day", "pages", "templates", "classify")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Figures as ratios in one run.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"{', '.join(NAMES)}; all without any")
    parser.add_argument("--events", type=int, default=10_000_000, help="size of the large log (default: 10 million)")
    parser.add_argument("--repeats", type=int, default=3, help="runs of each; the median counts (default: 3)")
    stated = parser.parse_args()
    if unknown := set(stated.names) - set(NAMES):
        parser.error(f"there is no benchmark {', '.join(sorted(unknown))}")
    write(_figures(stated.names or NAMES, stated.events, stated.repeats))


def _figures(names: list[str] | tuple[str, ...], events: int, repeats: int) -> Iterator[Figure]:
    if "load" in names:
        yield from load_ratio(events, repeats)
    if "day" in names:
        yield from day_ratio(events, repeats)
    if "pages" in names:
        yield from page_times()
    if "templates" in names:
        yield from template_figures()
    if "classify" in names:
        yield from share_of_load(events)
        yield from classification_figures(events)


if __name__ == "__main__":
    main()
