"""Which change the reader looks at, over how many weeks, and which platforms it is compared with."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import pandas as pd
import streamlit as st

from analysis.panels import DAYS_OF_A_WEEK, equal_weeks
from dashboards import store
from dashboards.store import Selection, View
from dashboards.text import is_missing, plain
from dashboards.widgets.links import set_filter
from dashboards.widgets.search import hold

POLICY = "policy_changed"
WEEKS = (1, 2, 4, 8)
USUAL_WEEKS = 4
SEGMENTS = ("channel", "region", "os", "version", "bank")
MOST = 300  # changes to choose from; policies before others, new ones before old ones


@dataclass(frozen=True)
class Look:
    """A change and the days around it; `before` and `after` are whole weeks, equally many.

    `causes`: those that failures by its clause are expected to have, as far as the ledger knows.
    """

    event_id: str
    platform: str
    at: pd.Timestamp
    before: tuple[date, ...]
    after: tuple[date, ...]
    causes: tuple[str, ...]

    @property
    def weeks(self) -> int:
        return len(self.before) // DAYS_OF_A_WEEK

    @property
    def half_days(self) -> int:
        """The days of the early and of the late weeks before, by which parallel trends are tested."""
        return self.weeks // 2 * DAYS_OF_A_WEEK

    def days(self, selection: Selection) -> Selection:
        """The reader's choice over these days; platforms are left to the comparison."""
        return replace(selection, from_on=self.before[0], to_on=self.after[-1], platform=())


def listed(view: View) -> pd.DataFrame:
    """The changes to choose from, on the platforms the reader has chosen: policies first, the newest first."""
    found = store.changes_listed(view.snapshot)
    if view.selection.platform:
        found = found[found["platform"].isin(view.selection.platform)]
    order = found["kind"].ne(POLICY).sort_values(kind="stable").index
    return found.loc[order].head(MOST).reset_index(drop=True)


def chosen(view: View, changes: pd.DataFrame) -> dict | None:
    """The change that the address names, else the newest with a week on both sides; one in vain is said to be."""
    asked = st.query_params.get("change")
    rows = changes.to_dict("records")
    named = next((row for row in rows if row["event_id"] == asked), None)
    if asked and named is None:
        refused(view, "change", asked)
    fitting = (row for row in rows if fitted(view, row["occurred_at_local"], 1))
    return named or next(fitting, rows[0] if rows else None)


def look(view: View, change: dict, most: int) -> Look | None:
    """The days around a change, `most` weeks on each side; None where no whole week is on both."""
    found = fitted(view, change["occurred_at_local"], most)
    if found is None:
        return None
    until, since, weeks = found
    days = range(weeks * DAYS_OF_A_WEEK)
    before = tuple(until - timedelta(days=len(days) - day) for day in days)
    after = tuple(since + timedelta(days=day) for day in days)
    causes = change["causes"] if isinstance(change["causes"], list | np.ndarray) else ()
    return Look(change["event_id"], change["platform"], change["occurred_at_local"], before, after, tuple(causes))


def fitted(view: View, at: pd.Timestamp, most: int) -> tuple[date, date, int] | None:
    return equal_weeks(at, view.known.first_on, view.unfinished_on - timedelta(days=1), most)


def asked_weeks(view: View) -> int:
    asked = st.query_params.get("change_weeks")
    if asked is None or asked in map(str, WEEKS):
        return int(asked or USUAL_WEEKS)
    refused(view, "change_weeks", asked)
    return USUAL_WEEKS


def asked_segment(view: View) -> str:
    asked = st.query_params.get("change_by", SEGMENTS[0])
    if asked in SEGMENTS:
        return asked
    refused(view, "change_by", asked)
    return SEGMENTS[0]


def refused(view: View, key: str, value: str) -> None:
    name = view.say(f"policy_change.{key}")
    st.warning(view.say("filter.refused", name=name, value=plain(value[:80])), icon=":material/link_off:")


def choices(view: View, changes: pd.DataFrame, change: dict, weeks: int) -> None:
    """The two widgets: which change, how many weeks at most."""
    names = {row["event_id"]: told(view, row) for row in changes.to_dict("records")}
    hold("policy_change_pick", change["event_id"])
    hold("policy_change_weeks", weeks)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.selectbox(
            view.say("policy_change.change"),
            list(names),
            key="policy_change_pick",
            format_func=names.__getitem__,
            on_change=push,
            args=("change", "policy_change_pick", ""),
        )
        st.segmented_control(
            view.say("policy_change.change_weeks"),
            WEEKS,
            key="policy_change_weeks",
            required=True,
            on_change=push,
            args=("change_weeks", "policy_change_weeks", str(USUAL_WEEKS)),
        )


def segment_choice(view: View, segment: str) -> None:
    """The widget that picks the dimension."""
    hold("policy_change_by", segment)
    st.segmented_control(
        view.say("policy_change.change_by"),
        SEGMENTS,
        key="policy_change_by",
        format_func=lambda name: view.say(f"filter.{name}"),
        required=True,
        on_change=push,
        args=("change_by", "policy_change_by", SEGMENTS[0]),
        label_visibility="collapsed",
    )


def push(key: str, widget: str, usual: str) -> None:
    """Widget to address; the usual choice needs no word there."""
    picked = str(st.session_state[widget])
    set_filter(**{key: None if picked == usual else picked})


def told(view: View, row: dict) -> str:
    """A change in a line: its day, platform, kind, clause, and the first words of its text."""
    kind = view.say(f"operation.{row['kind']}")
    parts = [view.say.day(row["occurred_at_local"], with_year=True), row["platform"], kind]
    parts += [row[name] for name in ("policy_clause", "label") if not is_missing(row[name])]
    return " · ".join(map(str, parts))[:160]
