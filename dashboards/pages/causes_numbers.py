"""How the causes page writes its numbers, and what its queries are asked with."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from dashboards import store
from dashboards.store import Statement, View
from dashboards.text import NOTHING, is_missing, plain

Row = Mapping[Hashable, Any]
ROW_HEIGHT = 30.625  # pixels: Streamlit's 2.1875 rem at our 14 pixels


def categories(view: View) -> pd.DataFrame:
    """The breakdown by category under the reader's filters."""
    return store.by_category(view.ask(store.breakdown_by_cause, compared=view.compared))


def sub_causes(view: View) -> pd.DataFrame:
    """The breakdown by sub-cause under the reader's filters."""
    return store.by_cause(view.ask(store.breakdown_by_cause, compared=view.compared))


def counted_with(view: View) -> Statement:
    """The statement behind both."""
    return store.cause_counts_statement(view.snapshot, view.selection, view.compared)


def interval(view: View, low: float | None, high: float | None) -> str:
    """Two ends of a rate, 1.2% – 1.9%."""
    if is_missing(low):
        return NOTHING
    return f"{view.say.percent(low, 2)} – {view.say.percent(high, 2)}"


def change(row: Row) -> str:
    """A change of a rate with its interval, in percentage points."""
    if is_missing(row["difference"]):
        return NOTHING
    value, low, high = (f"{row[key] * 100:+.2f}" for key in ("difference", "difference_low", "difference_high"))
    return f"{value} ({low} … {high})"


def is_beyond_chance(low: float | None, high: float | None) -> bool:
    """Whether an interval of a difference leaves out 0; a missing one does not."""
    return bool((low or 0) > 0 or (high or 0) < 0)


def word(view: View, table: str, value: object) -> str:
    """The reader's word for an owner or an advice; the taxonomy's own where no locale has it."""
    key = f"{table}.{str(value).replace(' ', '_')}"
    return view.say(key) if view.say.has(key) else plain(value)


def small(view: View, is_small: bool) -> str:
    """The mark of a small sample, else nothing."""
    return view.say("causes.small") if is_small else ""


def without_empty(shown: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """The frame without those of the columns that say nothing in any row."""
    return shown.drop(columns=[column for column in columns if not shown[column].astype(bool).any()])


def table_height(count_rows: int, most_visible: int) -> int:
    """The pixels that show so many rows under their header, none of them cut."""
    return round((min(count_rows, most_visible) + 1) * ROW_HEIGHT) + 3


def names_of(view: View, *columns: pd.Series) -> dict[str, str]:
    """The label of each id in the columns."""
    return {id_: view.label(id_) for column in columns for id_ in column.unique()}
