"""What the loader noticed and what was checked: columns it does not know, and the audits."""

import pandas as pd
import streamlit as st

from dashboards import store
from dashboards.store import View
from dashboards.widgets.card import card
from dashboards.widgets.table import height_of, table

MAPPING = '[source.columns]\nerror_code = "their_column"'


def show(view: View) -> None:
    """Draw both cards beside each other."""
    left, right = st.columns(2, gap="small")
    with left:
        drift(view)
    with right:
        audits(view)


def drift(view: View) -> None:
    """Columns and keys that no column of ours is mapped to; their values are kept in `attributes`."""
    say, found = view.say, store.unknown_columns(view.snapshot)
    with card(view, "unknown_columns", frame=found, query="unknown_columns", hint=say("data.drift")):
        if found.empty:
            st.markdown(f":green[:material/check_circle:] {say('data.no_drift')}")
            return
        times = {
            name: st.column_config.DatetimeColumn(say(f"column.{name}"), format="YYYY-MM-DD")
            for name in ("first_event_at_local", "last_event_at_local")
        }
        table(view, "unknown_columns", found, height=height_of(len(found), 8), **times)
        st.caption(say("data.drift_mapping"))
        st.code(MAPPING, language="toml")


def audits(view: View) -> None:
    """Each audit in words, and whether it passed."""
    say, found = view.say, store.audits(view.snapshot)
    with card(view, "audits", frame=found, query="audits", hint=say("data.audits")):
        if found.empty:
            st.caption(say("data.no_audits"))
            return
        table(view, "audits", told(view, found), height=height_of(len(found), len(found)), **columns(view))


def told(view: View, found: pd.DataFrame) -> pd.DataFrame:
    """The audits in words; one that no locale knows keeps its id."""
    say = view.say
    is_passed = found["count_rows"] == 0
    names = [say(f"audit.{name}") if say.has(f"audit.{name}") else name for name in found["audit"]]
    marks = is_passed.map({True: f"✓ {say('data.passed')}", False: f"✗ {say('data.failed')}"})
    return pd.DataFrame({"is_passed": marks, "audit": names, "count_rows": found["count_rows"]})


def columns(view: View) -> dict:
    kinds = st.column_config
    return {
        "is_passed": kinds.TextColumn(view.say("column.is_passed"), width=75),
        "audit": kinds.TextColumn(view.say("column.audit"), width=430),
        "count_rows": kinds.NumberColumn(view.say("column.contradictions")),
    }
