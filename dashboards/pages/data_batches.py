"""The loaded files: rows in are accepted, duplicates or quarantined, file by file."""

import pandas as pd
import streamlit as st

from dashboards import store
from dashboards.store import View
from dashboards.widgets.card import card
from dashboards.widgets.table import height_of, table

MOST = 500
COLUMNS = (
    *("source_file", "is_accounted", "rows_read", "rows_accepted", "rows_duplicate", "rows_quarantined"),
    *("rows_out_of_scope", "source", "format", "encoding", "first_event_at_local", "last_event_at_local"),
    *("loaded_at_local", "count_bytes", "batch_id"),
)
TIMES = ("first_event_at_local", "last_event_at_local", "loaded_at_local")


def show(view: View) -> None:
    """Draw the card."""
    say, ledger = view.say, store.batches(view.snapshot)
    hint = say("data.files", count=say.number(len(ledger)), bytes=size(view, ledger["count_bytes"].sum()))
    with card(view, "batches", frame=ledger, query="batches", hint=hint):
        if ledger.empty:
            st.caption(say("data.no_files"))
            return
        table(view, "batches", checked(ledger.head(MOST)), height=height_of(len(ledger), 9), **columns(view))
        if len(ledger) > MOST:
            st.caption(say("data.newest_files", count=say.number(MOST)))


def checked(ledger: pd.DataFrame) -> pd.DataFrame:
    """With a mark for each file whose parts are all its rows, and only the name of a long path's file first."""
    marks = ledger["rows_unaccounted"].eq(0).map({True: "✓ =", False: "✗ ≠"})
    return ledger.assign(is_accounted=marks)[list(COLUMNS)]


def size(view: View, count: float) -> str:
    """Bytes as megabytes."""
    return f"{view.say.number(count / 1e6, 1)} MB"


def columns(view: View) -> dict:
    """How the columns are drawn: times to the minute, counts with separators, sizes in bytes."""
    kinds, say = st.column_config, view.say
    counts = [name for name in COLUMNS if name.startswith("rows_")]
    drawn = {name: kinds.NumberColumn(say(f"column.{name}"), format="localized") for name in counts}
    drawn |= {name: kinds.DatetimeColumn(say(f"column.{name}"), format="YYYY-MM-DD HH:mm") for name in TIMES}
    return drawn | {
        "is_accounted": kinds.TextColumn(say("column.is_accounted"), help=say("data.accounted_help"), width=70),
        "count_bytes": kinds.NumberColumn(say("column.count_bytes"), format="bytes"),
        "source_file": kinds.TextColumn(say("column.source_file"), width=290),
    }
