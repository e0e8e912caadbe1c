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

PAGES = ("overview", "causes", "cases", "data")
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
    """p50 and p95 of the milliseconds that a page's queries take together, over some usual selections."""
    os.environ["TERMINATION_WAREHOUSE"] = str(HISTORY)
    for page in PAGES:
        _open(page, {})  # imports and the operating system's file cache
        times = [_milliseconds(page, selection) for _ in range(ROUNDS) for selection in SELECTIONS]
        cuts = quantiles(times, n=20)
        yield Figure(f"queries of the page {page}, ms, p50", cuts[9], "")
        yield Figure(f"queries of the page {page}, ms, p95", cuts[18], "under 100")


def _milliseconds(page: str, selection: dict[str, str]) -> float:
    st.cache_data.clear()
    with _timed_queries() as spent:
        _open(page, selection)
    return 1000 * sum(spent)


def _open(page: str, selection: dict[str, str]) -> None:
    app = AppTest.from_file(str(Path(__file__).parents[1] / "app.py"), default_timeout=120)
    for key, value in selection.items():
        app.query_params[key] = value
    app._page_hash = calc_hash("" if page == PAGES[0] else page)
    if app.run().exception:
        raise RuntimeError(f"the page {page} failed: {app.exception[0].message}")


@contextmanager
def _timed_queries() -> Iterator[list[float]]:
    spent: list[float] = []
    arrow = Snapshot.arrow

    def timed(self: Snapshot, *arguments: Any) -> Any:
        started = time.perf_counter()
        try:
            return arrow(self, *arguments)
        finally:
            spent.append(time.perf_counter() - started)

    Snapshot.arrow = timed  # type: ignore[method-assign]
    try:
        yield spent
    finally:
        Snapshot.arrow = arrow  # type: ignore[method-assign]
