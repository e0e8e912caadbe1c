"""A table and its exports."""

from collections.abc import Callable, Mapping
from typing import Any, Literal

import pandas as pd
import streamlit as st

from dashboards.filters import DIMENSIONS
from dashboards.store import View
from dashboards.text import NOTHING
from dashboards.widgets.exports import FORMATS
from dashboards.widgets.small_cells import LEAST, without_small_cells

ALL_ROWS = 1_000_000  # more than any list here; one sheet of Excel holds little more
ROW_PIXELS = 31  # what a row takes at the theme's font size


def about(view: View, name: str, count_rows: int, count_small: int, more: Mapping[str, str]) -> dict[str, str]:
    """Where an exported table comes from: name, filters (`more`: the page's own), snapshot, rows, what is left out."""
    selection = view.selection
    period = f"{selection.from_on.isoformat()} .. {selection.to_on.isoformat()}"
    chosen = {key: ", ".join(values) for key in DIMENSIONS if (values := getattr(selection, key))}
    return {
        "table": view.say(f"card.{name}") if view.say.has(f"card.{name}") else name,
        "period": period,
        **chosen,
        **more,
        "snapshot": view.snapshot.name,
        "as_of_utc": view.snapshot.as_of.isoformat(),
        "taxonomy": view.snapshot.taxonomy_version,
        "rows": str(count_rows),
        "small_cells": f"{count_small} left empty: each counts fewer than {LEAST} wallets, cases or attempts",
    }


def exports(
    view: View,
    name: str,
    frame: pd.DataFrame | Callable[[], pd.DataFrame],
    more: Mapping[str, str] | None = None,
) -> None:
    """One download button per format; the file (and the frame, if it is a function) is made when asked for.

    `frame` has the columns of its query: they are headed in the reader's words here, its small cells emptied before.
    """
    with st.container(horizontal=True, gap="small"):
        for kind, (label, write, mime) in FORMATS.items():
            st.download_button(
                label,
                data=made_later(view, name, write, frame, more or {}),
                file_name=f"{name}-{view.snapshot.name}.{kind}",
                mime=mime,
                key=f"export_{name}_{kind}",
                on_click="ignore",
                icon=":material/download:",
                type="tertiary",
            )


def made_later(
    view: View,
    name: str,
    write: Callable,
    frame: pd.DataFrame | Callable[[], pd.DataFrame],
    more: Mapping[str, str],
) -> Callable[[], bytes]:
    def made() -> bytes:
        rows, count_small = without_small_cells(frame() if callable(frame) else frame)
        return write(readable(view, rows), about(view, name, len(rows), count_small, more))

    return made


def headings(view: View, frame: pd.DataFrame) -> dict[str, str]:
    """What the reader calls each column: `column.<name>` of the locale, else the name."""
    return {name: view.say(f"column.{name}") if view.say.has(f"column.{name}") else name for name in frame.columns}


def readable(view: View, frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with causes and categories called by their names and the columns by the reader's words."""
    named = frame.copy()
    for column in named.columns[named.columns.str.endswith("_on")]:
        named[column] = named[column].dt.date
    for column in ("cause", "cause_category"):
        if column in named:
            named[column] = [view.label(None if pd.isna(id_) else id_) for id_ in named[column]]
    return named.rename(columns=headings(view, frame))


def twin(view: View, name: str, rows: pd.DataFrame) -> None:
    """The table twin of a chart, as `readable` made it."""
    st.dataframe(rows, hide_index=True, height=240, alt=view.say(f"card.{name}"), key=f"twin_{name}")


def height_of(count: int, most: int) -> int:
    """The height of a table with so many rows, of which at most `most` are seen at once."""
    return ROW_PIXELS * (min(count, most) + 1) + 3


def table(view: View, name: str, frame: pd.DataFrame, height: int | Literal["auto"] = "auto", **config: Any) -> None:
    """Show a frame headed in the reader's language; `config` is st.dataframe's column_config by column."""
    heads = headings(view, frame)
    columns = {column: config.get(column, heads[column]) for column in frame.columns}
    st.dataframe(
        frame,
        hide_index=True,
        height=height,
        column_config=columns,
        key=f"table_{name}",
        alt=view.say(f"card.{name}") if view.say.has(f"card.{name}") else name,
        placeholder=NOTHING,
    )
