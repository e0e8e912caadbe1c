"""What a page is given: the snapshot it stays on, the reader's filters and language; and the figures it drew."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dashboards import queries
from dashboards.filters import Filters, Known, compared
from dashboards.queries import Selection, Snapshot, Statement
from dashboards.text import Text

Answer = TypeVar("Answer")
Query = Callable[..., Answer]


def name_of(snapshot: Snapshot) -> str:
    return f"{snapshot.folder}:{snapshot.name}"


@dataclass(frozen=True)
class View:
    """What a page is given: the snapshot it stays on, the reader's filters and language."""

    snapshot: Snapshot
    filters: Filters
    known: Known
    say: Text
    names: Mapping[str, str] = field(repr=False, compare=False)

    @property
    def selection(self) -> Selection:
        return self.filters.selection

    @property
    def compared(self) -> tuple[Selection, Selection] | None:
        """The finished days and the days before that they are compared with; None without a comparison."""
        return compared(self.filters, self.known)

    @property
    def unfinished_on(self) -> date:
        """The day the log stops in."""
        return self.known.last_on

    def ask(self, query: Query[Answer], selection: Selection | None = None, **more: Any) -> Answer:
        """Run a query of the store under the reader's filters, or under another selection."""
        return query(self.snapshot, selection or self.selection, **more)

    def local(self, instant: datetime | pd.Timestamp) -> datetime | pd.Timestamp:
        """A UTC instant in the reporting zone."""
        return instant + timedelta(minutes=self.snapshot.utc_offset_minutes)

    @property
    def zone(self) -> str:
        """The reporting zone: UTC+08:00."""
        hours, minutes = divmod(abs(self.snapshot.utc_offset_minutes), 60)
        return f"UTC{'-' if self.snapshot.utc_offset_minutes < 0 else '+'}{hours:02}:{minutes:02}"

    def label(self, id_: str | None) -> str:
        """What the taxonomy calls a category, cause or word; the id itself where it does not."""
        return self.names.get(id_ or "unclassified", id_ or "")

    def statement(self, name: str, selection: Selection | None = None, **values: object) -> Statement:
        """The SQL of a metric, as it is run for this view; `values` are the file's own parameters."""
        return queries.statement(self.snapshot, name, selection or self.selection, self.compared, **values)


def figure(view: View, name: str, build: Callable[[], go.Figure], *parts: object) -> go.Figure:
    """A chart built once per snapshot, filters, language and `parts` (what else changes it). Read only."""
    key = (name_of(view.snapshot), repr(view.filters), view.say.language, name, repr(parts))
    return _figure(key, build)


@st.cache_resource(max_entries=256, show_spinner=False)
def _figure(key: tuple[str, ...], _build: Callable[[], go.Figure]) -> go.Figure:
    return _build()
