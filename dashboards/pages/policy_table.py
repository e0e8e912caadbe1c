"""Every rule with all its measures side by side; a row's button lifts the rule."""

import pandas as pd
import streamlit as st

from dashboards import store
from dashboards.pages.causes_numbers import table_height, word
from dashboards.pages.overview_outcomes import short_money
from dashboards.pages.policy_choices import PAIN, Choices, lifted, name_of, toggle_lift
from dashboards.pages.policy_numbers import Pain, ranks, share
from dashboards.store import View
from dashboards.widgets.card import card
from dashboards.widgets.table import table

MOST_VISIBLE = 10
TICKED, UNTICKED = ":material/check_box:", ":material/check_box_outline_blank:"


def show(view: View, chosen: Choices, pain: Pain) -> None:
    """Draw the card."""
    shown = shaped(view, chosen, pain)
    hint = view.say("policy.rules_hint", days=store.HORIZON_DAYS)
    with card(view, "policy_rules", frame=pain.rules, query=statement(view, chosen), hint=hint):
        clicked = st.column_config.ButtonColumn(
            view.say("policy.lift_it"),
            type="tertiary",
            key="policy_rules_click",
            on_click=lift_row,
            args=(pain.rules["id"].tolist(),),
            width=50,
        )
        bar = st.column_config.ProgressColumn(view.say("column.pain_index"), format="%.0f", min_value=0, max_value=100)
        name = st.column_config.TextColumn(view.say("column.policy_rule"), width=210)
        columns = {"open": clicked, PAIN: bar, "policy_rule": name}
        table(view, "policy_rules", shown, height=table_height(len(shown), MOST_VISIBLE), **columns)


def statement(view: View, chosen: Choices) -> store.Statement:
    return view.statement("policy_returns", is_by_clause=chosen.is_by_clause, horizon_days=store.HORIZON_DAYS)


def lift_row(rules: list[str]) -> None:
    toggle_lift(rules[st.session_state["policy_rules_click"].row])


def shaped(view: View, chosen: Choices, pain: Pain) -> pd.DataFrame:
    """The rules as they are read."""
    say, rules = view.say, pain.rules
    records, marked = rules.to_dict("records"), lifted(view, chosen, rules)
    basis = basis_by_rule(view)
    return pd.DataFrame(
        {
            "open": [TICKED if rule in marked else UNTICKED for rule in rules["id"]],
            "policy_rule": [name_of(view, rule) for rule in rules["id"]],
            PAIN: rules[PAIN],
            "rank_range": [ranks(view, "rank_range", row) for row in records],
            "share_kept": [say.percent(row["share_kept"], 0) for row in records],
            "count_failures": rules["count_failures"],
            "count_wallets": rules["count_wallets"],
            "days_lost": rules["days_lost"].round(0),
            "days_waiting": rules["days_waiting"].round(0),
            "frozen_amounts": [amounts(view, pain.money, rule) for rule in rules["id"]],
            "not_returned": [share(view, row) for row in records],
            "basis": [basis.get(rule, "") for rule in rules["id"]],
            "cause_category": [view.label(category) for category in rules["cause_category"]],
        }
    )


def amounts(view: View, money: pd.DataFrame, rule: str) -> str:
    """What was frozen upon a rule in each currency, side by side."""
    mine = money[money["id"] == rule]
    return ", ".join(short_money(view, row) for row in mine.to_dict("records"))


def basis_by_rule(view: View) -> dict[str, str]:
    """Why each clause of the ledger is there; of a cause, why the clauses are that are for it."""
    ledger = view.ask(store.policy_ledger)
    found: dict[str, set[str]] = {}
    for row in ledger[ledger["is_in_ledger"].astype(bool)].to_dict("records"):
        for rule in (row["id"], *row["causes"]):
            found.setdefault(rule, set()).add(row["basis"])
    return {rule: ", ".join(word(view, "basis", one) for one in sorted(bases)) for rule, bases in found.items()}
