"""What happened beside the numbers: releases, changes, maintenance and public holidays."""

from datetime import timedelta

import holidays
import pandas as pd

from dashboards import store
from dashboards.charts.markers import Marker
from dashboards.store import View

HOLIDAY_LANGUAGE = {"zh": "zh_CN", "en": "en_US"}
MOST = 40  # beyond this the lines hide the bars; the newest stay
ROUTINE = ("maintenance",)  # would be most of what a long period shows
LONG_DAYS = 45


def markers(view: View) -> list[Marker]:
    """The operations and holidays of the period, in order, at instants of the reporting zone."""
    happened = store.operations_in_period(view.snapshot, view.selection)
    if view.selection.days > LONG_DAYS:
        happened = happened[~happened["kind"].isin(ROUTINE)]
    found = [operation(view, row) for row in happened.to_dict("records")] + public_holidays(view)
    return sorted(found, key=lambda marker: marker.at)[-MOST:]


def operation(view: View, row: dict) -> Marker:
    kind = view.say(f"operation.{row['kind']}")
    parts = [row["platform"], None if pd.isna(row["label"]) else row["label"]]
    return Marker(
        row["occurred_at_local"], row["kind"], " · ".join([kind, *(str(part) for part in parts if part)])
    )


def public_holidays(view: View) -> list[Marker]:
    """China's public holidays, each at its first day."""
    selection = view.selection
    years = range(selection.from_on.year, selection.to_on.year + 1)
    named = holidays.country_holidays("CN", years=years, language=HOLIDAY_LANGUAGE[view.say.language])
    inside = {day: name for day, name in sorted(named.items()) if selection.from_on <= day <= selection.to_on}
    firsts = {day: name for day, name in inside.items() if inside.get(day - timedelta(days=1)) != name}
    return [Marker(pd.Timestamp(day), "holiday", name) for day, name in firsts.items()]
