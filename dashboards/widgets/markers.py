"""What happened beside the numbers: releases, changes, maintenance, public holidays, and what people noted."""

from dataclasses import replace
from datetime import timedelta

import holidays
import pandas as pd

from dashboards import store
from dashboards.charts.markers import Marker
from dashboards.queries.shared_entries import SharedBroken, kept_notes
from dashboards.store import Selection, View
from dashboards.text import is_missing

HOLIDAY_LANGUAGE = {"zh": "zh_CN", "en": "en_US"}
MOST = 40  # beyond this the lines hide the bars; the newest stay
ROUTINE = ("maintenance",)  # would be most of what a long period shows
LONG_DAYS = 45
MOST_HOVERED = 120


def markers(view: View) -> list[Marker]:
    """The operations, holidays and notes of the period, in order, at instants of the reporting zone."""
    happened = store.operations_in_period(view.snapshot, view.selection)
    if view.selection.days > LONG_DAYS:
        happened = happened[~happened["kind"].isin(ROUTINE)]
    found = [operation(view, row) for row in happened.to_dict("records")] + public_holidays(view)
    newest = sorted(found, key=lambda marker: marker.at)[-MOST:]
    return sorted([*newest, *notes(view)], key=lambda marker: marker.at)


def operation(view: View, row: dict) -> Marker:
    kind = view.say(f"operation.{row['kind']}")
    parts = [row["platform"], None if pd.isna(row["label"]) else row["label"]]
    return Marker(
        row["occurred_at_local"], row["kind"], " · ".join([kind, *(str(part) for part in parts if part)])
    )


def public_holidays(view: View, days: Selection | None = None) -> list[Marker]:
    """China's public holidays within the period or other days, each at its first day."""
    selection = days or view.selection
    years = range(selection.from_on.year, selection.to_on.year + 1)
    named = holidays.country_holidays("CN", years=years, language=HOLIDAY_LANGUAGE[view.say.language])
    inside = {day: name for day, name in sorted(named.items()) if selection.from_on <= day <= selection.to_on}
    firsts = {day: name for day, name in inside.items() if inside.get(day - timedelta(days=1)) != name}
    return [Marker(pd.Timestamp(day), "holiday", name) for day, name in firsts.items()]


def notes(view: View) -> list[Marker]:
    """What people noted on days of the period, on the platforms that are shown; each of them, however many."""
    try:
        kept = kept_notes(view.snapshot)
    except SharedBroken:  # the list of notes says what is wrong with them
        return []
    return [note(view, row) for row in kept.to_dict("records") if is_shown(view, row)]


def is_shown(view: View, row: dict) -> bool:
    is_inside = view.selection.from_on <= row["noted_at_local"].date() <= view.selection.to_on
    is_everywhere = is_missing(row["platform"]) or not view.selection.platform
    return is_inside and (is_everywhere or row["platform"] in view.selection.platform)


def note(view: View, row: dict) -> Marker:
    text = row["text"] if len(row["text"]) <= MOST_HOVERED else f"{row['text'][:MOST_HOVERED]}…"
    place = [] if is_missing(row["platform"]) else [row["platform"]]
    return Marker(row["noted_at_local"], "note", " · ".join([view.say("operation.note"), *place, text, row["author"]]))


def markers_between(view: View, first: pd.Timestamp, last: pd.Timestamp, platform: str | None = None) -> list[Marker]:
    """Those of other days than the reader's, in the reporting zone; of one platform where it is named."""
    if is_missing(first):
        return []
    platforms = (platform,) if platform else view.selection.platform
    days = replace(view.selection, from_on=first.date(), to_on=last.date(), platform=platforms)
    seen = markers(replace(view, filters=replace(view.filters, selection=days)))
    return [marker for marker in seen if first <= marker.at <= last]
