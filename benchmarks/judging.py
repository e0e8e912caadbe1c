"""What it costs to look for spikes: many series at once, what a load judges again, and one slice."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.localise import explain
from analysis.spikes import detect
from benchmarks.report import Figure
from pipelines.spikes import judge_hours
from warehouse import open_snapshot

SERIES, DAYS = 2_000, 90
LEAVES = 50_000
HISTORY = Path(__file__).parent / "work" / "history" / "warehouse"


def judging_times() -> Iterator[Figure]:
    """CPU seconds, which other work on the cores disturbs less."""
    yield Figure(f"spikes in {SERIES:,} series by {DAYS} days of hours, CPU s", _cpu(_detected), "under 60")
    yield Figure(f"a slice of 8 dimensions by {LEAVES:,} leaves, CPU s", _cpu(_explained), "under 1")
    if HISTORY.is_dir():
        yield Figure("all hours of 10 million events judged again, CPU s", _cpu(_judged_again), "under 5")


def _cpu(work: Callable[[], Callable[[], object]]) -> float:
    """Of what `work` returns; making its input is not counted."""
    ready = work()
    started = time.process_time()
    ready()
    return time.process_time() - started


def _detected() -> Callable[[], object]:
    rng = np.random.default_rng(1)
    at = pd.date_range("2026-01-01", periods=24 * DAYS, freq="h")
    series = np.repeat(np.arange(SERIES), len(at))
    observed = rng.poisson(np.repeat(rng.gamma(1.0, 2.0, SERIES), len(at)))
    frame = pd.DataFrame({"series": series, "at": np.tile(at.to_numpy(), SERIES), "observed": observed})
    frame["exposure"] = rng.poisson(60.0, len(frame))
    return lambda: detect(frame)


def _explained() -> Callable[[], object]:
    rng = np.random.default_rng(1)
    frame = pd.DataFrame({f"d{i}": rng.integers(0, 4 + 4 * i, LEAVES).astype(str) for i in range(8)})
    frame["expected"] = rng.gamma(1.0, 2.0, LEAVES)
    is_hit = (frame["d3"] == "1") & (frame["d5"] == "2")
    frame["observed"] = rng.poisson(frame["expected"] * np.where(is_hit, 4.0, 1.0))
    return lambda: explain(frame, [f"d{i}" for i in range(8)], "observed", expected="expected")


def _judged_again() -> Callable[[], object]:
    snapshot = open_snapshot(HISTORY)
    return lambda: judge_hours(snapshot.query, snapshot.as_of)
