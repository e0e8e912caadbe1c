"""Failures over time by cause category, with what happened beside them."""

import pandas as pd

from dashboards import store
from dashboards.charts.over_time import failures_over_time
from dashboards.pages.overview_days import daily_counts
from dashboards.store import View
from dashboards.theme import CATEGORIES
from dashboards.widgets.card import card
from dashboards.widgets.chart import chart
from dashboards.widgets.links import toggle_filter
from dashboards.widgets.markers import markers

HOURLY_UP_TO_DAYS = 2


def show(view: View) -> None:
    """Draw the card: by day, or by hour where the period is short."""
    is_hourly = view.selection.days <= HOURLY_UP_TO_DAYS
    grain, at = ("hourly", "requested_at_local") if is_hourly else ("daily", "requested_on")
    counts, rates = hourly(view) if is_hourly else daily(view)
    names = {category: view.label(category) for category in CATEGORIES}
    names |= {"rate": view.say("column.failure_rate"), "markers": view.say("overview.markers")}
    query, hint = f"failures_by_category_{grain}", view.say(f"overview.{grain}_hint")
    with card(view, "failures_over_time", frame=counts, query=query, hint=hint):
        counts, rates = (
            counts.rename(columns={at: "at"}),
            complete(rates.rename(columns={at: "at"}), is_hourly),
        )
        chart(
            view,
            "failures_over_time",
            lambda: failures_over_time(counts, rates, names, unfinished(view, is_hourly), markers(view)),
            on_click=lambda category: toggle_filter("category", category),
        )


def daily(view: View) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Failures by category and all decided attempts, by day."""
    return view.ask(store.failures_by_category_daily), daily_counts(view)


def hourly(view: View) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The same by hour."""
    return view.ask(store.failures_by_category_hourly), view.ask(store.failure_rate_hourly)


def complete(rates: pd.DataFrame, is_hourly: bool) -> pd.DataFrame:
    """With a row for every day or hour between the first and the last; nothing happened in those added."""
    at = pd.date_range(rates["at"].min(), rates["at"].max(), freq="h" if is_hourly else "D", name="at")
    return rates.set_index("at").reindex(at, fill_value=0).reset_index()


def unfinished(view: View, is_hourly: bool) -> pd.Timestamp:
    """From when on a bucket is not finished: the day, or the hour, that the log stops in."""
    now = pd.Timestamp(view.local(view.snapshot.as_of))
    return now.floor("h") if is_hourly else now.normalize()
