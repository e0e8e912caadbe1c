"""Which rule hurts most: bars by one measure or by the pain index; a click lifts a rule."""

import pandas as pd
import streamlit as st

from dashboards.charts.policy import RULE_CATEGORIES, pareto
from dashboards.pages.policy_choices import (
    KINDS,
    PAIN,
    RANKS,
    Choices,
    lifted,
    name_of,
    switch,
    toggle_lift,
    weigh,
)
from dashboards.pages.policy_numbers import Pain, cumulated, ranks, share
from dashboards.store import View
from dashboards.widgets.card import card
from dashboards.widgets.chart import chart

MOST = 14


def show(view: View, chosen: Choices, pain: Pain) -> None:
    """Draw the card."""
    statement = view.statement("policy_rules", is_by_clause=chosen.is_by_clause)
    with card(view, "policy_pareto", frame=pain.rules, query=statement, hint=view.say("policy.pareto_hint")):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            switch(view, "pain_of", KINDS, chosen.kind)
            switch(view, "pain_by", RANKS, chosen.rank)
            weigh(view, chosen.weights)
        rows = drawn(view, chosen, pain)
        if rows.empty:
            st.markdown(f":gray[{view.say('policy.none_measured')}]")
            return
        names = {category: view.label(category) for category in RULE_CATEGORIES}
        marked = lifted(view, chosen, pain.rules)
        parts = (chosen.kind, chosen.rank, tuple(chosen.weights.values()), marked)
        chart(view, "policy_pareto", lambda: pareto(rows, names, marked), *parts, on_click=toggle_lift)
        st.caption(below(view, chosen, pain))


def drawn(view: View, chosen: Choices, pain: Pain) -> pd.DataFrame:
    """The first rules with their label, value and what is written at the bar."""
    rules = pain.rules
    shares = cumulated(rules, total(chosen, pain), chosen.rank)
    shown = pd.DataFrame(
        {
            "id": rules["id"],
            "label": [name_of(view, rule) for rule in rules["id"]],
            "value": rules[chosen.rank].astype(float),
            "cause_category": rules["cause_category"],
        }
    )
    texts = zip(rules.to_dict("records"), shares, strict=True)
    shown["text"] = [written(view, chosen.rank, rule, part, pain) for rule, part in texts]
    return shown[shown["value"] > 0].head(MOST)


def total(chosen: Choices, pain: Pain) -> float:
    """All that the measure counts, of which the bars are parts."""
    if chosen.rank == "frozen_amount":
        mine = pain.money[pain.money["currency"] == pain.currency]
        return float(mine["frozen_amount"].sum())
    return float(pain.whole.get(chosen.rank, 0.0))


def written(view: View, rank: str, rule: dict, part: float, pain: Pain) -> str:
    """The value at a bar: with the part of the whole so far, its ranks under other weights, or its rate."""
    say, value = view.say, rule[rank]
    match rank:
        case "pain_index":
            return f"{say.number(value, 1)} · {ranks(view, 'ranks', rule)}"
        case "count_lost":
            return f"{say.number(value, 1)} · {share(view, rule)}"
        case "frozen_amount":
            text = say.money(value, pain.currency)
        case _:
            text = say.number(value)
    return text if pd.isna(part) else f"{text} · Σ {say.percent(part, 0)}"


def below(view: View, chosen: Choices, pain: Pain) -> str:
    """What the bars do not show: rules left out, failures that quote no clause, which currency."""
    say = view.say
    told = [say("policy.shown_of", shown=say.number(min(MOST, len(pain.rules))), total=say.number(len(pain.rules)))]
    if chosen.is_by_clause:
        silent = int(pain.whole["count_failures"]) - int(pain.rules["count_failures"].sum())
        told.append(say("policy.no_clause", count=say.number(silent)))
    if pain.currency and chosen.rank in (PAIN, "frozen_amount"):
        told.append(say("policy.in_currency", currency=pain.currency))
    return " ".join(told)
