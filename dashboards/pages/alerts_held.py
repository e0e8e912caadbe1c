"""What holds messages back: silences on spikes and maintenance windows; and what was held."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboards.store import View
from dashboards.widgets.alert_overview import Overview, local, named
from dashboards.widgets.card import card
from dashboards.widgets.table import height_of, table

MOST_VISIBLE = 8


def show(view: View, found: Overview) -> None:
    """Draw the card: silences, windows, then what was held back, the newest first."""
    listed = [silence(view, one) for one in found["silences"]]
    listed += [maintenance(view, one) for one in found["maintenance"]]
    listed += [held(view, one) for one in found["held"]]
    rows = pd.DataFrame(listed)
    with card(view, "alert_held", frame=rows, hint=view.say("alert.held_hint")):
        if rows.empty:
            st.markdown(f":gray[:material/volume_up: {view.say('alert.nothing_held')}]")
            return
        table(view, "alert_held", rows, height=height_of(len(rows), MOST_VISIBLE))


def silence(view: View, one: dict[str, Any]) -> dict[str, Any]:
    return told(view, "silence", one["spike_id"], until(view, one["until_at"], one["is_on"]), None)


def maintenance(view: View, one: dict[str, Any]) -> dict[str, Any]:
    about = ", ".join(one["platforms"]) or view.say("alert.whole_log")
    return told(view, "maintenance", about, until(view, one["until_at"], one["is_on"]), one["reason"] or None)


def held(view: View, one: dict[str, Any]) -> dict[str, Any]:
    about = f"{one['rule']} · {named(view, one['segment'])}"
    return told(view, one["kind"], about, local(view, one["written_at"]), one["reason"])


def until(view: View, at: str, is_on: bool) -> str:
    return view.say("alert.until" if is_on else "alert.was_until", at=local(view, at))


def told(view: View, kind: str, about: str, when: str, reason: str | None) -> dict[str, Any]:
    return {"alert_hold": view.say(f"alert_hold.{kind}"), "segment": about, "alert_when": when, "reason": reason}
