"""What the write side says of the alert rules: asked anew where snapshot, rules, journal or silences changed."""

import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from dashboards import actions
from dashboards.store import Snapshot, View

SOURCES = ("alerts.toml", "alerts.jsonl", "spike_marks.jsonl")
Overview = dict[str, Any]


def alert_overview(snapshot: Snapshot) -> Overview:
    """Rules, segments, incidents, silences, maintenance and messages. Raises actions.Refused."""
    return _asked(str(snapshot.folder), snapshot.name, tuple(states(snapshot.folder)))


def states(folder: Path) -> Iterable[tuple[str, int, int]]:
    """Names the present content of what the answer depends on, without reading it."""
    stated = os.environ.get("TERMINATION_ALERTS")
    for path in [folder / name for name in SOURCES] + ([Path(stated)] if stated else []):
        if path.exists():
            found = path.stat()
            yield str(path), found.st_size, found.st_mtime_ns


def local(view: View, at: str | None) -> str:
    """An instant of the answer (UTC) in the reporting zone; a dash where there is none."""
    return view.say.instant(view.local(pd.Timestamp(datetime.fromisoformat(at))) if at else None)


def named(view: View, segment: str) -> str:
    """A segment with its causes in the reader's words."""
    return " · ".join(view.label(part) for part in segment.split(" · "))


@st.cache_data(max_entries=8, show_spinner=False)
def _asked(folder: str, snapshot: str, states: tuple[tuple[str, int, int], ...]) -> Overview:
    return actions.alerts(Path(folder))
