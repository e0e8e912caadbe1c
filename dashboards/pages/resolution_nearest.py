"""The open cases that are nearest to their promise, each with its odds and the way to its drawer."""

import pandas as pd
import streamlit as st

from analysis.breach_forecast import breach_forecast
from dashboards import store
from dashboards.pages.resolution_ageing import curve_of
from dashboards.store import Selection, Snapshot, View
from dashboards.text import NOTHING
from dashboards.widgets.card import card
from dashboards.widgets.drawer import open_case
from dashboards.widgets.table import ALL_ROWS, headings, height_of

MOST_LISTED = 50
OPENED = "near_breach_opened"


def show(view: View, every: Selection) -> None:
    """Draw the card."""
    rows = view.ask(with_odds, every)
    values = store.promise_values(view.snapshot, every, MOST_LISTED)
    query = view.statement("cases_near_breach", every, **values)
    hint = view.say("resolution.nearest_hint", count=MOST_LISTED)

    def whole() -> pd.DataFrame:
        return view.ask(with_odds, every, count_rows=ALL_ROWS)

    with card(view, "cases_near_breach", frame=rows, query=query, hint=hint, whole=whole):
        if rows.empty:
            st.markdown(f":gray[{view.say('resolution.none_near')}]")
            return
        listed(view, rows)


@store.held
def with_odds(now: Snapshot, every: Selection, count_rows: int = MOST_LISTED) -> pd.DataFrame:
    """The cases with probability, lower, upper: that they will be open when the promise runs out."""
    ages = store.promise_ages(now, every)
    rows = store.cases_near_breach(now, every, count_rows=count_rows)
    parts = []
    for _, mine in rows.groupby(["platform", "promised_days"]):
        platform, promise = mine[["platform", "promised_days"]].iloc[0]
        curve = curve_of(ages[ages["platform"] == platform])
        forecast = breach_forecast(curve, mine["working_days"], int(promise))
        parts.append(forecast.assign(case_id=mine["case_id"].tolist()))
    return rows.merge(pd.concat(parts), on="case_id") if parts else rows


def listed(view: View, rows: pd.DataFrame) -> None:
    drawn = shaped(view, rows)
    heads, kinds = headings(view, drawn), st.column_config
    button = kinds.ButtonColumn(
        "", type="tertiary", pinned=True, width=66, key=OPENED, on_click=opened, args=(rows["case_id"].tolist(),)
    )
    instant = "YYYY-MM-DD HH:mm"
    st.dataframe(
        drawn,
        hide_index=True,
        height=height_of(len(drawn), 10),
        column_config={
            **heads,
            "open": button,
            "first_requested_at_local": kinds.DatetimeColumn(heads["first_requested_at_local"], format=instant),
            "promised_at_local": kinds.DatetimeColumn(heads["promised_at_local"], format=instant),
            "working_days": kinds.NumberColumn(heads["working_days"], format="%.1f"),
            "days_left": kinds.NumberColumn(heads["days_left"], format="%.1f"),
        },
        key="table_cases_near_breach",
        placeholder=NOTHING,
        alt=view.say("card.cases_near_breach"),
    )


def shaped(view: View, rows: pd.DataFrame) -> pd.DataFrame:
    """The cases as they are read."""
    told = rows.assign(
        open=view.say("cases.open"),
        cause=[view.label(cause) for cause in rows["cause"]],
        breach_odds=[odds(view, row) for row in rows.to_dict("records")],
    )
    order = ["open", "platform", "cause", "first_requested_at_local", "working_days", "days_left", "promised_at_local"]
    return told[[*order, "breach_odds"]]


def odds(view: View, row: dict) -> str:
    say = view.say
    if pd.isna(row["probability"]):
        return NOTHING
    if pd.isna(row["lower"]):
        return say.percent(row["probability"], 0)
    limits = f"{say.percent(row['lower'], 0)}–{say.percent(row['upper'], 0)}"
    return f"{say.percent(row['probability'], 0)} ({limits})"


def opened(case_ids: list[str]) -> None:
    open_case(case_ids[st.session_state[OPENED].row])
