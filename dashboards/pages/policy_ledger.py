"""The ledger of clauses: what each says, who can change it, whether the law asks for it, and what it did."""

import pandas as pd
import streamlit as st

from dashboards import store
from dashboards.pages.causes_numbers import table_height, word
from dashboards.pages.policy_choices import toggle_lift
from dashboards.store import View
from dashboards.text import NOTHING
from dashboards.widgets.card import card
from dashboards.widgets.table import table

MOST_VISIBLE = 8


def show(view: View) -> None:
    """Draw the card; a row's button lifts the clause."""
    rows = view.ask(store.policy_ledger)
    query = view.statement("policy_ledger", view.selection.population())
    with card(view, "policy_ledger", frame=rows, query=query, hint=view.say("policy.ledger_hint")):
        if rows.empty:
            st.markdown(f":gray[{view.say('policy.no_ledger')}]")
            return
        missing = rows[~rows["is_in_ledger"].astype(bool)]
        if len(missing):
            st.caption(view.say("policy.not_in_ledger", count=view.say.number(len(missing))))
        clicked = st.column_config.ButtonColumn(
            view.say("policy.lift_it"),
            type="tertiary",
            key="policy_ledger_click",
            on_click=lift_row,
            args=(rows["id"].tolist(),),
            width=50,
        )
        text = st.column_config.TextColumn(view.say("column.policy_text"), width=360)
        shown = shaped(view, rows)
        columns = {"open": clicked, "policy_text": text}
        table(view, "policy_ledger", shown, height=table_height(len(shown), MOST_VISIBLE), **columns)


def lift_row(rules: list[str]) -> None:
    toggle_lift(rules[st.session_state["policy_ledger_click"].row])


def shaped(view: View, rows: pd.DataFrame) -> pd.DataFrame:
    """The clauses as they are read; one that the ledger does not have says so."""
    absent = view.say("policy.absent")
    return pd.DataFrame(
        {
            "open": [":material/science:"] * len(rows),
            "platform": rows["platform"],
            "policy_clause": rows["policy_clause"],
            "policy_text": [absent if pd.isna(one) else one for one in rows[f"text_{view.say.language}"]],
            "basis": [NOTHING if pd.isna(one) else word(view, "basis", one) for one in rows["basis"]],
            "owner": [NOTHING if pd.isna(one) else word(view, "owner", one) for one in rows["owner"]],
            "since": [NOTHING if pd.isna(one) else view.say.day(one, with_year=True) for one in rows["since"]],
            "count_failures": rows["count_failures"],
            "cause": [NOTHING if pd.isna(one) else view.label(one) for one in rows["cause"]],
        }
    )
