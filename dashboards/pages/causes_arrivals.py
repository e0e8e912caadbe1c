"""What is new in the period, what came back after a silence, and what is gone."""

from datetime import date, timedelta

import pandas as pd
import streamlit as st

from dashboards import store
from dashboards.pages.causes_numbers import table_height
from dashboards.store import View
from dashboards.text import NOTHING
from dashboards.widgets.card import card
from dashboards.widgets.links import set_filter
from dashboards.widgets.table import table

# What is told of each: the day that matters, and what the largest is judged by.
TOLD_ON = {"new": "first_on", "back": "back_on", "gone": "last_on"}
ORDER = {"new": "count_failures", "back": "expected_in_silence", "gone": "expected_in_silence"}
UNASKED = {"new": ["expected_in_silence", "silent_days", "note"], "back": [], "gone": ["count_failures"]}
MOST_VISIBLE = 8


def show(view: View) -> None:
    """Draw the card: of each of the three the sub-causes, then the signatures."""
    first_on, finished_on = view.known.first_on, finished(view)
    found = view.ask(store.arrived, first_on=first_on, finished_on=finished_on)
    statement = store.arrivals_statement(view.snapshot, view.selection, first_on)
    hint = view.say("causes.arrivals_hint", days=store.SILENCE_DAYS, expected=store.LEAST_EXPECTED)
    drawn = card(view, "causes_arrivals", frame=found, query=statement, hint=hint)
    with drawn, st.grid("auto", min_column_width=330, gap="small"):
        for kind in TOLD_ON:
            with st.container(gap="small", key=f"arrivals_{kind}"):
                part(view, kind, found[found[f"is_{kind}"]])


def part(view: View, kind: str, found: pd.DataFrame) -> None:
    """One of the three, the most telling first."""
    rows = found.sort_values(ORDER[kind], ascending=False, kind="stable")
    st.markdown(f"**{view.say(f'causes.{kind}')}** :gray[{counted(view, kind, rows)}]")
    if kind == "new" and is_young(view):
        opened = view.say.day(view.known.first_on)
        st.caption(view.say("causes.log_is_young", days=store.SILENCE_DAYS, day=opened))
    causes(view, kind, rows[rows["kind"] == "cause"])
    signatures(view, kind, rows[rows["kind"] == "signature"])


def finished(view: View) -> date:
    """The last finished day of the period."""
    return min(view.selection.to_on, view.known.last_on - timedelta(days=1))


def is_young(view: View) -> bool:
    """Whether the period has days so early in the log that everything is seen for the first time."""
    return view.selection.from_on < view.known.first_on + timedelta(days=store.SILENCE_DAYS)


def counted(view: View, kind: str, rows: pd.DataFrame) -> str:
    """How many sub-causes and signatures, also those that the table leaves out, and how many not by chance."""
    named = {"causes": "cause", "signatures": "signature"}
    counts = rows.groupby("kind")[f"count_{kind}"].first()
    numbers = {key: view.say.number(counts.get(name, 0)) for key, name in named.items()}
    told = view.say("causes.arrived", **numbers)
    if kind == "new":
        return told
    unlikely = rows.groupby("kind")[f"unlikely_{kind}"].first().get("signature", 0)
    return f"{told} {view.say('causes.unlikely', count=view.say.number(unlikely))}"


def causes(view: View, kind: str, rows: pd.DataFrame) -> None:
    """Whole sub-causes are few: one line each."""
    for row in rows.to_dict("records"):
        sentence = view.say(
            f"causes.{kind}_cause",
            cause=view.label(row["cause"]),
            day=view.say.day(row[TOLD_ON[kind]]),
            count=view.say.number(row["count_failures"]),
            days=view.say.number(row["silent_days"]),
        )
        st.markdown(sentence)


def signatures(view: View, kind: str, rows: pd.DataFrame) -> None:
    """The signatures in a table; its buttons open them in the leaderboard."""
    if rows.empty:
        return
    key = f"causes_{kind}_click"
    columns = {
        "open": st.column_config.ButtonColumn(
            view.say("causes.open"),
            type="tertiary",
            key=key,
            on_click=open_row,
            args=(key, rows["id"].tolist()),
            width=50,
        ),
        "template": st.column_config.TextColumn(view.say("column.template"), width=210),
        "expected_in_silence": st.column_config.NumberColumn(view.say("column.expected_in_silence"), format="%.1f"),
    }
    height = table_height(len(rows), MOST_VISIBLE)
    table(view, f"causes_{kind}", shaped(view, kind, rows), height=height, **columns)


def open_row(key: str, signatures: list[str]) -> None:
    set_filter(signature=signatures[st.session_state[key].row])


def shaped(view: View, kind: str, rows: pd.DataFrame) -> pd.DataFrame:
    """The columns that each of the three needs, the most telling at the left."""
    is_chance = rows["expected_in_silence"] < store.LEAST_EXPECTED
    columns = {
        "open": [":material/search:"] * len(rows),
        "expected_in_silence": rows["expected_in_silence"],
        "count_failures": rows["count_failures"],
        "template": rows["template"].fillna(NOTHING),
        "error_code": rows["error_code"].fillna(NOTHING),
        TOLD_ON[kind]: rows[TOLD_ON[kind]].dt.date,
        "silent_days": rows["silent_days"],
        "note": [view.say("causes.by_chance") if is_it else "" for is_it in is_chance],
        "cause": [view.label(cause) for cause in rows["cause"]],
    }
    return pd.DataFrame(columns).drop(columns=UNASKED[kind])
