"""Every sub-cause with its rate, change, owner and advice."""

import pandas as pd
import streamlit as st

from dashboards import store
from dashboards.pages.causes_numbers import (
    change,
    counted_with,
    interval,
    small,
    sub_causes,
    table_height,
    without_empty,
    word,
)
from dashboards.store import View
from dashboards.widgets import states
from dashboards.widgets.card import card
from dashboards.widgets.links import toggle_filter
from dashboards.widgets.table import table

MOST_VISIBLE = 12


def show(view: View) -> None:
    """Draw the card; a row's button filters its cause."""
    rows = sub_causes(view).merge(entries(view), how="left", on="cause")
    with card(view, "causes_table", frame=rows, query=counted_with(view), hint=view.say("causes.table_hint")):
        if rows.empty:
            states.nothing(view, "causes_table")
            return
        shown = shaped(view, rows)
        clicked = st.column_config.ButtonColumn(
            view.say("causes.filter"),
            type="tertiary",
            key="causes_table_click",
            on_click=filter_row,
            args=(rows["cause"].tolist(),),
            width=50,
        )
        columns = {
            name: st.column_config.NumberColumn(view.say(f"column.{name}"), format="percent")
            for name in ("rate", "share")
        }
        columns["cause"] = st.column_config.TextColumn(view.say("column.cause"), width=190)
        table(view, "causes_table", shown, height=table_height(len(shown), MOST_VISIBLE), open=clicked, **columns)


def entries(view: View) -> pd.DataFrame:
    """Owner, advice and customer-safe text of each sub-cause, in the reader's words."""
    known = store.cause_entries(view.snapshot)
    return pd.DataFrame(
        {
            "cause": known["cause"],
            "owner": [word(view, "owner", owner) for owner in known["owner"]],
            "advice": [word(view, "advice", advice) for advice in known["advice"]],
            "safe_text": known[f"safe_{view.say.language}"],
        }
    )


def filter_row(causes: list[str]) -> None:
    toggle_filter("cause", causes[st.session_state["causes_table_click"].row])


def shaped(view: View, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows as they are read: names for ids, intervals and changes as text."""
    records = rows.to_dict("records")
    shown = pd.DataFrame(
        {
            "open": [":material/filter_alt:"] * len(rows),
            "cause": [view.label(cause) for cause in rows["cause"]],
            "count_failures": rows["count_failures"],
            "rate": rows["rate"],
            "interval": [interval(view, row["low"], row["high"]) for row in records],
            "share": rows["share"],
            "count_wallets": rows["count_wallets"],
            "change": [change(row) for row in records],
            "is_small": [small(view, row["is_small"]) for row in records],
            "cause_category": [view.label(category) for category in rows["cause_category"]],
            "owner": rows["owner"],
            "advice": rows["advice"],
            "safe_text": rows["safe_text"],
        }
    )
    return without_empty(shown, "is_small")
