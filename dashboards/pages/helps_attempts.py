"""Success of the next attempt: by its number, and by the wait before it."""

import pandas as pd
import streamlit as st

from dashboards import store
from dashboards.charts.helps import success_bars
from dashboards.store import View
from dashboards.widgets.card import card
from dashboards.widgets.chart import chart

WAITS = ("minutes_15", "minutes_60", "hours_6", "hours_24", "days_3", "days_7", "days_30", "longer")


def show_by_number(view: View) -> None:
    """Draw the card; the first attempts, which follow no failure, stand before the others."""
    rows = store.attempts_by_number(view.ask(store.next_attempts), view.ask(store.first_decisions))
    labels = [number_label(view, number) for number in rows["attempt_number"]]
    draw(view, "attempts_by_number", rows, labels)


def show_by_wait(view: View) -> None:
    """Draw the card, and below it how many failures no attempt has followed."""
    attempts = view.ask(store.next_attempts)
    rows = store.success_by(attempts, "wait")
    draw(view, "attempts_by_wait", rows, [view.say(f"helps.wait_{WAITS[wait]}") for wait in rows["wait"]])


def number_label(view: View, number: int) -> str:
    """1, 2 ... and the last group as 8+."""
    return f"{number}+" if number == store.MOST_ATTEMPTS else view.say.number(number)


def draw(view: View, name: str, rows: pd.DataFrame, labels: list[str]) -> None:
    statement = view.statement("next_attempts", most=store.MOST_ATTEMPTS)
    told = rows.assign(group=labels).set_index("group").reset_index()
    with card(view, name, frame=told, query=statement, hint=view.say(f"helps.{name}_hint")):
        if not rows["count_decided"].sum():
            st.markdown(f":gray[{view.say('helps.none_decided')}]")
        else:
            words = {word: view.say(f"helps.{word}") for word in ("success", "others", "attempts")}
            chart(view, name, lambda: success_bars(rows, labels, words))
        st.caption(undecided(view, rows))


def undecided(view: View, rows: pd.DataFrame) -> str:
    """The attempts that are in no share, and the failures that no attempt has followed."""
    attempts = view.ask(store.next_attempts)
    counts = {
        "open": rows["count_open"].sum(),
        "withdrawn": rows["count_withdrawn"].sum(),
        "none": attempts.loc[attempts["attempt_number"].isna(), "count_failures"].sum(),
        "failures": attempts["count_failures"].sum(),
    }
    return view.say("helps.undecided", **{name: view.say.number(int(count)) for name, count in counts.items()})
