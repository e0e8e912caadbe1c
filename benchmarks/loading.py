"""Loading: a large log against DuckDB's own read and write of it, a day onto history against a day onto nothing."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from benchmarks.logs import WORK, day_log, event_log
from benchmarks.processes import Run, middle, run
from benchmarks.report import Figure

HISTORY = WORK / "history" / "warehouse"
COPY = """
import sys, duckdb
connection = duckdb.connect()
connection.execute("SET enable_progress_bar = false")
connection.execute(f"COPY (SELECT * FROM read_csv('{sys.argv[1]}')) TO '{sys.argv[2]}'")
"""


def load_ratio(count_events: int, repeats: int) -> Iterator[Figure]:
    """The whole `load` of a CSV, over `COPY (SELECT * FROM read_csv(...)) TO 'x.parquet'` of the same file."""
    log = event_log(count_events)
    copies, loads = [], []
    for _ in range(repeats):
        copies.append(run(["-c", COPY, str(log), str(WORK / "copy.parquet")]))
        loads.append(_load(log, HISTORY, is_fresh=True))
    copy, load = middle(copies), middle(loads)
    what = f"load of {count_events:,} events / DuckDB COPY"
    yield Figure(f"{what}, wall", load.wall_seconds / copy.wall_seconds, "at most 3.0")
    yield Figure(f"{what}, CPU", load.cpu_seconds / copy.cpu_seconds, "")
    size = log.stat().st_size >> 20
    yield Figure(f"peak memory of that load, MiB (its log: {size} MiB)", load.peak_mib, "under 4096")


def day_ratio(count_events: int, repeats: int) -> Iterator[Figure]:
    """One day onto a large history, over the same day onto an empty warehouse."""
    day, kept = day_log(60_000), WORK / "history-with-day" / "warehouse"
    if not (HISTORY / "CURRENT").exists():
        _load(event_log(count_events), HISTORY, is_fresh=True)
    onto_history, onto_nothing = [], []
    for _ in range(repeats):
        shutil.rmtree(kept.parent, ignore_errors=True)
        shutil.copytree(HISTORY.parent, kept.parent)
        onto_history.append(_load(day, kept, is_fresh=False))
        onto_nothing.append(_load(day, WORK / "day" / "warehouse", is_fresh=True))
    full, empty = middle(onto_history), middle(onto_nothing)
    what = f"a day of 60,000 events onto {count_events:,} / onto nothing"
    yield Figure(f"{what}, wall", full.wall_seconds / empty.wall_seconds, "at most 3.0")
    yield Figure(f"{what}, CPU", full.cpu_seconds / empty.cpu_seconds, "")


def load_seconds(count_events: int) -> float:
    """The wall seconds of one load of a log of so many events."""
    return _load(event_log(count_events), HISTORY, is_fresh=True).wall_seconds


def _load(log: Path, warehouse: Path, *, is_fresh: bool) -> Run:
    if is_fresh:
        shutil.rmtree(warehouse.parent, ignore_errors=True)
    return run(["-m", "pipelines", "load", str(log), "--warehouse", str(warehouse), "--quiet"])
