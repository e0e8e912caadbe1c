"""The share without a cause by finished week, and each platform's newest week against the four before."""

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dashboards import store
from dashboards.charts.coverage import unclassified_over_time
from dashboards.charts.markers import Marker, add_markers
from dashboards.pages.review_choices import whole_weeks
from dashboards.pages.review_findings import drift_weeks, drifts
from dashboards.store import Selection, View
from dashboards.text import NOTHING
from dashboards.widgets.card import card
from dashboards.widgets.chart import chart
from dashboards.widgets.table import height_of, table

MOST_VISIBLE = 8


def show(view: View, log: pd.DataFrame) -> None:
    """Draw both cards; `log` holds the reviews, whose publishing is marked."""
    left, right = st.columns(2, gap="small")
    with left:
        by_week(view, whole_weeks(view), log)
    with right:
        newest_week(view)


def by_week(view: View, part: Selection | None, log: pd.DataFrame) -> None:
    weeks = None if part is None else view.ask(store.unclassified_weekly, part)
    query = None if part is None else view.statement("unclassified_weekly", part)
    with card(view, "unclassified_weekly", frame=weeks, query=query, hint=view.say("review.weeks_hint")):
        if weeks is None or weeks.empty:
            st.markdown(f":gray[{view.say('review.no_week')}]")
            return
        found = markers(view, log, weeks["week_on"].min())
        chart(view, "unclassified_weekly", lambda: week_figure(view, weeks, found), found)


def week_figure(view: View, weeks: pd.DataFrame, found: list[Marker]) -> go.Figure:
    """The share of all platforms together, with the markers."""
    totals = weeks.groupby("week_on", as_index=False)[["count_unclassified", "count_failures"]].sum()
    names = {"share": view.say("column.unclassified_share"), "interval": view.say("kpi.interval_name")}
    never = totals["week_on"].max() + pd.Timedelta(days=1)  # all of these weeks are finished
    figure = unclassified_over_time(totals.rename(columns={"week_on": "requested_on"}), names, never)
    return add_markers(figure, found, view.say("review.markers"))


def markers(view: View, log: pd.DataFrame, first_on: pd.Timestamp) -> list[Marker]:
    """When versions of the taxonomy and reviews were published, on the clock of the reporting zone."""
    is_held = store.holds(view.snapshot, "taxonomy_versions")
    published = store.taxonomy_versions(view.snapshot).to_dict("records") if is_held else []
    applies = log[log["kind"] == "apply"].to_dict("records")
    say = view.say
    found = [
        Marker(row["applied_at_local"], "taxonomy", say("review.version_marker", version=row["taxonomy_version"]))
        for row in published
    ] + [
        Marker(
            pd.Timestamp(view.local(row["reviewed_at"])), "review", say("review.apply_marker", reviewer=row["reviewer"])
        )
        for row in applies
    ]
    return sorted((one for one in found if one.at >= first_on), key=lambda one: one.at)


def newest_week(view: View) -> None:
    """Each platform's newest finished week against the weeks before, and whether it has drifted."""
    part, rows = drift_weeks(view), drifts(view)
    query = None if part is None else view.statement("unclassified_weekly", part)
    with card(view, "unclassified_drift", frame=rows, query=query, hint=view.say("review.drift_hint")):
        if part is None or rows.empty:
            st.markdown(f":gray[{view.say('review.no_week')}]")
            return
        week = {"from_on": view.say.day(part.to_on - pd.Timedelta(days=6)), "to_on": view.say.day(part.to_on)}
        drifted = int(rows["is_drift"].sum())
        told = view.say("review.drifted", count=view.say.number(drifted), **week) if drifted else ""
        st.markdown(told or view.say("review.not_drifted", **week))
        height = height_of(len(rows), MOST_VISIBLE)
        table(view, "unclassified_drift", shaped(view, rows), height=height)


def shaped(view: View, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows as they are read: shares with their counts, the difference with its interval."""
    records = rows.to_dict("records")
    return pd.DataFrame(
        {
            "platform": rows["platform"],
            "verdict": [verdict(view, row) for row in records],
            "change": [change(row) for row in records],
            "newest": [share(view, row, "current") for row in records],
            "weeks_before": [share(view, row, "previous") for row in records],
        }
    )


def verdict(view: View, row: dict) -> str:
    if row["is_small"]:
        return view.say("causes.small")
    if not row["is_drift"]:
        return view.say("review.steady")
    return view.say("review.risen" if row["difference"] > 0 else "review.fallen")


def share(view: View, row: dict, part: str) -> str:
    say = view.say
    numbers = f"{say.number(row[f'count_{part}'])}/{say.number(row[f'total_{part}'])}"
    return f"{say.percent(row[f'rate_{part}'])} ({numbers})"


def change(row: dict) -> str:
    if pd.isna(row["difference"]):
        return NOTHING
    value, low, high = (f"{row[name] * 100:+.2f}" for name in ("difference", "low", "high"))
    return f"{value} ({low} … {high})"
