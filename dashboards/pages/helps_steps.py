"""Preparations, countermeasures and help channels: success and speed with them and without, fairly and naively."""

import pandas as pd
import streamlit as st

from dashboards import store
from dashboards.charts.helps import differences
from dashboards.pages.causes_numbers import Row, without_empty
from dashboards.store import View
from dashboards.text import NOTHING, is_missing, plain
from dashboards.widgets.card import card
from dashboards.widgets.chart import chart
from dashboards.widgets.table import height_of, table

MOST_VISIBLE = 16
MOST_TOLD = 3  # of the naive differences that mislead
LARGEST_RATIO = 10.0  # a greater one only says that the step is logged at the moment of the next request
KINDS = ("prep_", "cm_", "help", "ch_")


def show(view: View) -> None:
    """Draw the card: chart, where the naive way misleads and why, table."""
    rows = in_order(view.ask(store.steps_compared))
    statement = view.statement("wait_steps_by_cause", horizon_hours=store.HORIZON_HOURS)
    names = {step: label(view, step) for step in rows["step"]}
    told = rows.assign(step=rows["step"].map(names))
    with card(view, "steps_compared", frame=told, query=statement, hint=view.say("helps.steps_hint")):
        if rows.empty:
            st.markdown(f":gray[{view.say('helps.no_steps')}]")
            return
        words = {"fair": view.say("helps.fair"), "naive": view.say("helps.naive"), "points": view.say("unit.points")}
        drawn = rows[~rows["is_small"]]  # the wide intervals of small samples would crush all others
        if len(drawn):
            chart(view, "steps_compared", lambda: differences(drawn, names, words))
        if len(drawn) < len(rows):
            st.caption(view.say("helps.not_drawn", count=view.say.number(len(rows) - len(drawn))))
        for sentence in misleading(view, rows):
            st.markdown(sentence)
        table(view, "steps_compared", shaped(view, rows), height=height_of(len(rows), MOST_VISIBLE))
        st.caption(view.say("helps.chance", count=view.say.number(len(rows))))
        if rows["left_out"].any():
            st.caption(view.say("helps.left_out_note"))
        st.caption(view.say("helps.ratio_note", most=view.say.number(LARGEST_RATIO)))


def in_order(rows: pd.DataFrame) -> pd.DataFrame:
    """Preparations, countermeasures, help of any kind, then its channels, the most used first."""
    kind = [next((at for at, start in enumerate(KINDS) if step.startswith(start)), len(KINDS)) for step in rows["step"]]
    ordered = rows.assign(kind=kind).sort_values(["kind", "naive_total"], ascending=[True, False], kind="stable")
    return ordered.drop(columns="kind").reset_index(drop=True)


def label(view: View, step: str) -> str:
    """What the reader calls a step."""
    return view.say("helps.any_help") if step == store.ANY_HELP else view.label(step)


def misleading(view: View, rows: pd.DataFrame) -> list[str]:
    """A sentence for each of the largest naive differences that the fair ones do not bear out, and why."""
    largest = rows[rows["is_misleading"]].sort_values("naive_difference", key=abs, ascending=False).head(MOST_TOLD)
    if largest.empty:
        return [view.say("helps.not_misleading")]
    is_above = largest["naive_difference"] > largest["difference"]
    reasons = {"helps.why_above": is_above.any(), "helps.why_below": (~is_above).any()}
    told = [view.say(key) for key, is_met in reasons.items() if is_met]
    return [*(misled(view, row) for row in largest.to_dict("records")), *told]


def misled(view: View, row: Row) -> str:
    """Both differences of a step, with what they are made of."""
    counts = ("naive_count", "naive_total", "naive_other_count", "naive_other_total")
    numbers = {name: view.say.number(row[name]) for name in counts}
    differences = {name: points(row[name]) for name in ("naive_difference", "difference", "low", "high")}
    step = plain(label(view, row["step"]))
    return "- " + view.say(f"helps.{said_of(row)}", step=step, **numbers, **differences)


def said_of(row: Row) -> str:
    """The sentence: fairly it may be chance, it is not as small as it seemed, or it is the other way round."""
    if row["low"] <= 0 <= row["high"]:
        return "misled"
    return "misled_hidden" if row["naive_low"] <= 0 <= row["naive_high"] else "misled_other_way"


def points(difference: float | None) -> str:
    """A difference of shares in percentage points, signed, without the unit."""
    return NOTHING if is_missing(difference) else f"{100 * (difference or 0):+.1f}"


def shaped(view: View, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows as they are read."""
    records = rows.to_dict("records")
    shown = pd.DataFrame(
        {
            "step": [label(view, row["step"]) for row in records],
            "difference_fair": [interval(row, "difference", "low", "high") for row in records],
            "share_with": [share(view, row, "share", "count", "total") for row in records],
            "share_without": [share(view, row, "other_share", "other_count", "other_total") for row in records],
            "rate_ratio": [ratio(view, row) for row in records],
            "difference_naive": [interval(row, "naive_difference", "naive_low", "naive_high") for row in records],
            "left_out": rows["left_out"],
            "is_small": [view.say("causes.small") if row["is_small"] else "" for row in records],
        }
    )
    return without_empty(shown, "is_small")


def interval(row: Row, *names: str) -> str:
    """A difference in points with its two ends."""
    value, low, high = (points(row[name]) for name in names)
    return NOTHING if value == NOTHING else f"{value} ({low} … {high})"


def share(view: View, row: Row, value: str, count: str, total: str) -> str:
    """A share at one mix, and the counts it is made of."""
    if is_missing(row[value]):
        return NOTHING
    return f"{view.say.percent(row[value])} · {view.say.number(row[count])} / {view.say.number(row[total])}"


def ratio(view: View, row: Row) -> str:
    """A rate ratio with its interval."""
    if is_missing(row["ratio_low"]):
        return NOTHING
    if row["rate_ratio"] > LARGEST_RATIO:
        return f"> {view.say.number(LARGEST_RATIO)}×"
    value, low, high = (view.say.number(row[name], 2) for name in ("rate_ratio", "ratio_low", "ratio_high"))
    return f"{value}× ({low} – {high})"
