"""Versions of the taxonomy: when each was published, how many failures it moved, and between which causes."""

import pandas as pd
import streamlit as st

from dashboards import store
from dashboards.charts.review import months_moved
from dashboards.pages.review_preview import categories
from dashboards.store import View
from dashboards.widgets.card import card
from dashboards.widgets.chart import chart
from dashboards.widgets.links import set_filter
from dashboards.widgets.table import height_of, table

MOST_VISIBLE = 5
MOST_MOVES = 14


def show(view: View) -> None:
    """Draw the table of versions and the differences of one of them, the newest unless the address says otherwise."""
    if not store.holds(view.snapshot, "taxonomy_versions"):
        with card(view, "taxonomy_versions"):
            st.markdown(f":gray[:material/history: {view.say('review.no_versions')}]")
        return
    versions = store.taxonomy_versions(view.snapshot)
    with card(view, "taxonomy_versions", frame=versions, query="taxonomy_versions"):
        if versions.empty:
            st.markdown(f":gray[{view.say('review.first_version', version=view.snapshot.taxonomy_version)}]")
            return
        version = chosen(view, versions["taxonomy_version"].tolist())
        left, right = st.columns(2, gap="small")
        with left:
            listed(view, versions)
            by_month(view, version)
        with right:
            moved(view, version)


def listed(view: View, versions: pd.DataFrame) -> None:
    at = st.column_config.DatetimeColumn(view.say("column.applied_at_local"), format="YYYY-MM-DD HH:mm")
    height = height_of(len(versions), MOST_VISIBLE)
    table(view, "taxonomy_versions", versions, height=height, applied_at_local=at)


def moved(view: View, version: str) -> None:
    """Between which causes failures moved when the version was published."""
    moves = store.taxonomy_moves(view.snapshot, version)
    if moves.empty:
        st.markdown(f":gray[{view.say('review.no_moves')}]")
        return
    shown = moves.assign(**{name: [view.label(one) for one in moves[name]] for name in ("cause_before", "cause_after")})
    table(view, "taxonomy_moves", shown, height=height_of(len(shown), MOST_MOVES))


def by_month(view: View, version: str) -> None:
    """In which months they were requested."""
    months = store.taxonomy_moves_monthly(view.snapshot, version)
    if months.empty:
        return
    names = {one: view.label(one) for one in months["cause"]} | {"others": view.say("review.others")}
    chart(view, "taxonomy_months", lambda: months_moved(months, names, categories(view)), version)


def chosen(view: View, versions: list[str]) -> str:
    """The version whose differences are shown."""
    asked = st.query_params.get("version_of")
    held = asked if asked in versions else versions[0]
    if st.session_state.get("review_version") != held:
        st.session_state["review_version"] = held
    return st.selectbox(view.say("review.version"), versions, key="review_version", on_change=push, width=300)


def push() -> None:
    set_filter(version_of=st.session_state["review_version"])
