"""After the termination: who asks to be registered anew, when, and what they are told, by platform."""

import pandas as pd
import streamlit as st

from dashboards import store
from dashboards.charts.ended_shares import ended_shares
from dashboards.pages.help_channels import named
from dashboards.pages.help_numbers import ALL, longest_known, measured, returned, share
from dashboards.store import View
from dashboards.text import NOTHING, is_missing
from dashboards.widgets.card import card
from dashboards.widgets.chart import chart
from dashboards.widgets.table import height_of, table

MOST_LINES = 6
MOST_VISIBLE = 12
TICKS = {30: 5, 90: 15}  # the days between two ticks of a curve that is no longer
WIDEST_TICKS = 30
PARTS = store.help_returns.PARTS
MEASURES = (*(f"asked_{days}" for days in store.help_returns.WITHIN_DAYS), *(f"rate_{part}" for part in PARTS))


def show(view: View) -> None:
    """Draw the card."""
    rows = returned(view)
    told = named(rows, "platform", names(view, rows)) if len(rows) else rows
    counts = [column for column in map(str, told) if column.startswith("count_")]
    twin = measured(view, told, ["platform", *counts, "half_days"], MEASURES)
    with card(view, "help_returns", frame=twin, query="returns_told", hint=view.say("help_return.returns_hint")):
        if rows.empty or not rows["count_asked"].iloc[0]:
            st.markdown(f":gray[:material/person_off: {nobody(view, rows)}]")
            return
        chart(view, "help_returns", lambda: ended_shares(curves(view, rows), ALL, names(view, rows), days(view)))
        table(view, "help_returns", shaped(view, told), height=height_of(len(told), MOST_VISIBLE))
        st.caption(view.say("help_return.returns_table"))


def nobody(view: View, rows: pd.DataFrame) -> str:
    """Why there is nothing to show: no termination, or nobody came back."""
    if rows.empty:
        return view.say("help_return.no_terminations")
    return view.say("help_return.no_returns", terminated=view.say.number(rows["count_terminated"].iloc[0]))


def names(view: View, rows: pd.DataFrame) -> dict[str, str]:
    return {platform: platform for platform in rows.get("platform", ())} | {ALL: view.say("help_return.all_platforms")}


def days(view: View) -> dict[float, str]:
    """Ticks of the time axis, as many as there is room for."""
    last = int(view.ask(store.returns_told)["days"].max())
    step = next((step for most, step in TICKS.items() if last <= most), WIDEST_TICKS)
    return {day: view.say("help_return.days", days=day) for day in range(0, last + step, step)}


def curves(view: View, rows: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The curve of all, and of the platforms with the most terminations."""
    told = view.ask(store.returns_told)
    most = rows.sort_values("count_terminated", ascending=False, kind="stable")["platform"].head(MOST_LINES + 1)
    chosen = {platform: told if platform == ALL else told[told["platform"] == platform] for platform in most}
    made = {platform: store.help_returns.return_curve(of) for platform, of in chosen.items()}
    return {platform: store.help_contacts.thinned(curve) for platform, curve in made.items()}


def shaped(view: View, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows as they are read: each share with its counts and interval."""
    records = rows.to_dict("records")
    days = longest_known(records[0], "asked", store.help_returns.WITHIN_DAYS)
    is_known = rows["half_days"].notna().any()
    half = {"half_days": [in_days(view, row["half_days"]) for row in records]} if is_known else {}
    within = {f"asked_{days}": [share(view, row, f"asked_{days}") for row in records]} if days else {}
    return pd.DataFrame(
        {
            "platform": rows["platform"],
            **within,
            "asked_of": [fraction(view, row["count_asked"], row["count_terminated"]) for row in records],
            **half,
            **{
                f"rate_{part}": [answer(view, row, part, f"count_{whole}") for row in records]
                for part, whole in PARTS.items()
            },
            "count_unanswered": rows["count_unanswered"],
        }
    )


def answer(view: View, row: dict, part: str, whole: str) -> str:
    """81.7% (80.8% – 82.6%), 5,811 / 7,111"""
    if is_missing(row[f"rate_{part}"]):
        return NOTHING
    return f"{share(view, row, f'rate_{part}')}, {fraction(view, row[f'count_{part}'], row[whole])}"


def fraction(view: View, count: int, total: int) -> str:
    return f"{view.say.number(count)} / {view.say.number(total)}"


def in_days(view: View, value: float) -> str:
    return NOTHING if is_missing(value) else view.say("help_return.days", days=view.say.number(value, 1))
