"""How fresh each platform's log is, and how many events it wrote a day."""

import pandas as pd
import streamlit as st

from dashboards import store
from dashboards.charts.markers import add_markers
from dashboards.charts.volume import QUIET_SHARE, quiet_days, volume_by_platform
from dashboards.pages.data_coverage import classified_part
from dashboards.store import View
from dashboards.widgets.card import card
from dashboards.widgets.chart import chart
from dashboards.widgets.markers import markers
from dashboards.widgets.states import nothing
from dashboards.widgets.table import height_of, table

MOST_PLATFORMS = 12


def show(view: View) -> None:
    """Draw both cards beside each other."""
    left, right = st.columns([3, 2], gap="small")
    with left:
        volume(view)
    with right:
        freshness(view)


def volume(view: View) -> None:
    """Events a day as small multiples, quiet days marked."""
    say, part = view.say, classified_part(view)
    counted = view.ask(store.events_by_day, part)
    days = complete(view, counted)
    marked = quiet_days(days, pd.Timestamp(view.unfinished_on))
    hint = say("data.volume", count=say.number(len(marked)), share=say.percent(QUIET_SHARE, 0))
    query = view.statement("events_by_day", part)
    with card(view, "events_by_day", frame=counted, query=query, hint=hint):
        if counted.empty:
            nothing(view, "events_by_day")
            return
        names = {"quiet": say("data.quiet_day"), "events": say("column.count_events")}
        unfinished = pd.Timestamp(view.unfinished_on)
        chart(
            view,
            "events_by_day",
            lambda: add_markers(volume_by_platform(days, names, unfinished), markers(view), say("overview.markers")),
        )
        if days["platform"].nunique() < counted["platform"].nunique():
            st.caption(say("data.most_platforms", count=say.number(MOST_PLATFORMS)))


def complete(view: View, counted: pd.DataFrame) -> pd.DataFrame:
    """A row for each day and platform since the log of the platform began: a day without events is a zero."""
    known = store.freshness(view.snapshot).set_index("platform")["first_event_at"]
    largest = counted.groupby("platform")["count_events"].sum().nlargest(MOST_PLATFORMS).index
    last = min(view.selection.to_on, view.unfinished_on)
    parts = []
    for platform in sorted(largest):
        began = pd.Timestamp(view.local(known[platform])).normalize()
        days = pd.date_range(max(began, pd.Timestamp(view.selection.from_on)), last, name="occurred_on")
        counts = counted[counted["platform"] == platform].set_index("occurred_on")["count_events"]
        parts.append(counts.reindex(days, fill_value=0).reset_index().assign(platform=platform))
    return pd.concat(parts) if parts else counted


def freshness(view: View) -> None:
    """Each platform's newest event, its usual gap, and whether it has gone quiet."""
    known = store.freshness(view.snapshot)
    with card(view, "freshness", frame=known, query="freshness", hint=view.say("data.freshness")):
        table(view, "freshness", heard(view, known), height=height_of(len(known), 8))


def heard(view: View, known: pd.DataFrame) -> pd.DataFrame:
    """The platforms with durations and instants in words."""
    say, as_of = view.say, pd.Timestamp(view.snapshot.as_of)
    silent = [(as_of - pd.Timestamp(at)).total_seconds() / 3600 for at in known["last_event_at"]]
    return pd.DataFrame(
        {
            "platform": known["platform"],
            "is_quiet": [say("data.is_quiet" if quiet else "data.is_heard") for quiet in known["is_quiet"]],
            "last_event_at_local": [say.instant(view.local(at)) for at in known["last_event_at"]],
            "silent_hours": [say.hours(hours) for hours in silent],
            "usual_gap_hours": [say.hours(hours) for hours in known["usual_gap_hours"]],
            "first_event_at_local": [say.day(view.local(at), with_year=True) for at in known["first_event_at"]],
            "count_events": known["count_events"],
        }
    )
