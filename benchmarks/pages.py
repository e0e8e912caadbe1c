"""What a page asks of the warehouse: the queries of one page together, nothing of it cached."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles
from typing import Any

import streamlit as st
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from benchmarks.loading import HISTORY
from benchmarks.report import Figure
from warehouse import Snapshot

PAGES = ("overview", "causes", "cases", "review", "data")
STORIES = ("policy", "faults", "consequences", "resolution", "help", "platforms")
GOALS = dict.fromkeys(PAGES, "under 100") | dict.fromkeys(STORIES, "under 150")
SELECTIONS: tuple[dict[str, str], ...] = (
    {},
    {"period": "7d"},
    {"period": "90d"},
    {"category": "technical_fault"},
    {"category": "platform_policy", "period": "90d"},
    {"platform": "aurora"},
)
ROUNDS = 4


def page_times() -> Iterator[Figure]:
    """p50 and p95 of the milliseconds that a page's queries take together, over some usual selections.

    Beside the wall time, the CPU time: where other work shares the cores, it tells the queries from the waiting.
    """
    os.environ["TERMINATION_WAREHOUSE"] = str(HISTORY)
    for page, goal in GOALS.items():
        _open(page, {})  # imports and the operating system's file cache
        times = [_milliseconds(page, selection) for _ in range(ROUNDS) for selection in SELECTIONS]
        wall, cpu = (quantiles(spent, n=20) for spent in zip(*times, strict=True))
        yield Figure(f"queries of the page {page}, ms, p50", wall[9], "")
        yield Figure(f"queries of the page {page}, ms, p95", wall[18], goal)
        yield Figure(f"queries of the page {page}, CPU ms, p95", cpu[18], "")


def _milliseconds(page: str, selection: dict[str, str]) -> tuple[float, float]:
    """Wall and CPU time."""
    st.cache_data.clear()
    st.cache_resource.clear()  # the figures; building one may ask a query too
    with _timed_queries() as spent:
        _open(page, selection)
    wall, cpu = (1000 * sum(times) for times in zip(*spent, strict=True))
    return wall, cpu


def _open(page: str, selection: dict[str, str]) -> None:
    app = AppTest.from_file(str(Path(__file__).parents[1] / "app.py"), default_timeout=120)
    for key, value in selection.items():
        app.query_params[key] = value
    app._page_hash = calc_hash("" if page == PAGES[0] else page)
    if app.run().exception:
        raise RuntimeError(f"the page {page} failed: {app.exception[0].message}")


@contextmanager
def _timed_queries() -> Iterator[list[tuple[float, float]]]:
    spent: list[tuple[float, float]] = []
    arrow = Snapshot.arrow

    def timed(self: Snapshot, *arguments: Any) -> Any:
        started, started_cpu = time.perf_counter(), time.process_time()
        try:
            return arrow(self, *arguments)
        finally:
            spent.append((time.perf_counter() - started, time.process_time() - started_cpu))

    Snapshot.arrow = timed  # type: ignore[method-assign]
    try:
        yield spent
    finally:
        Snapshot.arrow = arrow  # type: ignore[method-assign]
