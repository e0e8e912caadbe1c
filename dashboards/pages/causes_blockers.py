"""Blocker sets: which causes come together in one case."""

import pandas as pd
import streamlit as st

from dashboards import store
from dashboards.pages.causes_numbers import small, table_height, without_empty
from dashboards.store import View
from dashboards.text import NOTHING
from dashboards.widgets.card import card
from dashboards.widgets.links import set_filter
from dashboards.widgets.table import table

MOST = 30
MOST_VISIBLE = 12


def show(view: View) -> None:
    """Draw the card; a row's button filters both causes."""
    rows = view.ask(store.cause_pairs)
    statement = view.statement("cause_pairs", view.selection.population())
    hint = view.say("causes.pairs_hint", least=store.LEAST_CASES)
    with card(view, "causes_pairs", frame=rows, query=statement, hint=hint):
        if rows.empty:
            st.markdown(f":gray[{view.say('causes.no_pairs')}]")
            return
        top = rows.head(MOST)
        clicked = st.column_config.ButtonColumn(
            view.say("causes.filter"),
            type="tertiary",
            key="causes_pairs_click",
            on_click=filter_row,
            args=(top[["cause", "other_cause"]].values.tolist(),),
            width=50,
        )
        shown = shaped(view, top)
        columns = {
            name: st.column_config.TextColumn(view.say(f"column.{name}"), width=width)
            for name, width in {"cause": 165, "other_cause": 165, "lift": 120}.items()
        }
        height = table_height(len(shown), MOST_VISIBLE)
        table(view, "causes_pairs", shown, height=height, open=clicked, **columns)
        counts = {"count": view.say.number(len(top)), "total": view.say.number(len(rows))}
        st.caption(view.say("causes.pairs_rows", **counts))


def filter_row(pairs: list[list[str]]) -> None:
    set_filter(cause=pairs[st.session_state["causes_pairs_click"].row])


def shaped(view: View, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows as they are read; the lift of a small sample is not shown."""
    say = view.say
    shown = pd.DataFrame(
        {
            "open": [":material/filter_alt:"] * len(rows),
            "count_cases": rows["count_cases"],
            "cause": [view.label(cause) for cause in rows["cause"]],
            "other_cause": [view.label(cause) for cause in rows["other_cause"]],
            "lift": [NOTHING if row["is_small"] else lift(view, row) for row in rows.to_dict("records")],
            "expected": [say.number(expected, 1) for expected in rows["expected"]],
            "is_small": [small(view, is_small) for is_small in rows["is_small"]],
        }
    )
    return without_empty(shown, "is_small")


def lift(view: View, row: dict) -> str:
    value, low, high = (view.say.number(row[key], 1) for key in ("lift", "lift_low", "lift_high"))
    return f"{value}× ({low} – {high})"
