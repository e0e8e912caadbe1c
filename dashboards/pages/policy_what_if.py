"""What if: lift rules and see what would be saved, given what stands behind them, and how sure that is."""

import pandas as pd
import streamlit as st

from dashboards import store
from dashboards.charts.policy import behind
from dashboards.pages.causes_numbers import word
from dashboards.pages.policy_choices import MOST_LIFTED, SEPARATOR, Choices, lifted, name_of, rules_known
from dashboards.pages.policy_numbers import Pain
from dashboards.pages.policy_saved import between, savings, sentences
from dashboards.store import View
from dashboards.text import plain
from dashboards.widgets.card import card
from dashboards.widgets.chart import chart
from dashboards.widgets.links import link, set_filter
from dashboards.widgets.search import hold

MOST_BEHIND = 8
ASSUMPTIONS = ("hidden", "behind", "stuck", "passing", "clause", "demand", "money", "interval")


def show(view: View, chosen: Choices, pain: Pain) -> None:
    """Draw the card."""
    rules = lifted(view, chosen, pain.rules)
    found = view.ask(store.what_if, rules=rules)
    query = view.statement("what_if_paths", view.selection.population(), **store.rule_parameters(rules))
    frame = savings(view, found.saved)
    with card(view, "policy_what_if", frame=frame, query=query, hint=view.say("policy.what_if_hint")):
        choose(view, rules)
        clauses(view, rules)
        if not found.saved.count_cases:
            st.markdown(f":gray[:material/search_off: {view.say('policy.never_met')}]")
            return
        left, right = st.columns([3, 2], gap="medium")
        with left:
            answer(view, found)
        with right:
            stood_behind(view, rules, found.behind)
        assumptions(view)
        rows(view, rules)


def choose(view: View, rules: tuple[str, ...]) -> None:
    """Which rules are lifted, together."""
    hold("lift", list(rules))
    names = {rule: name_of(view, rule) for rule in [*rules_known(view), *rules]}
    st.multiselect(
        view.say("policy.lift"),
        list(names),
        key="lift",
        format_func=lambda rule: names.get(rule, rule),
        max_selections=MOST_LIFTED,
        on_change=push,
        placeholder=view.say("policy.choose"),
    )


def push() -> None:
    set_filter(lift=st.session_state["lift"])


def clauses(view: View, rules: tuple[str, ...]) -> None:
    """What the lifted clauses say, whose they are, and a word where the law asks for one."""
    ledger = view.ask(store.policy_ledger)
    kept = ledger[ledger["is_in_ledger"].astype(bool)]
    for row in kept[kept["id"].isin(rules)].to_dict("records"):
        owner, basis = word(view, "owner", row["owner"]), word(view, "basis", row["basis"])
        text = plain(row[f"text_{view.say.language}"])
        st.caption(f"{plain(name_of(view, row['id']))}: {text} ({owner}, {basis})")
    by_law = kept[kept["basis"] == "required_by_law"]
    if {*by_law["id"], *(cause for causes in by_law["causes"] for cause in causes)} & {*rules}:
        st.warning(view.say("policy.law_asks"), icon=":material/gavel:")


def answer(view: View, found: store.Lifted) -> None:
    """The figures with their intervals, and the sentences that say what they rest on."""
    saved, say = found.saved, view.say
    figures = {
        "failures_spared": (saved.failures_spared, say.number),
        "cases_more": (saved.cases_more, say.number),
        "cases_sooner": (saved.cases_sooner, say.number),
        "days_saved": (saved.days_saved, say.number),
    }
    with st.grid(4, min_column_width=130, gap="small"):
        for name, (estimate, write) in figures.items():
            with st.container(gap=None):
                st.metric(say(f"policy.{name}"), write(estimate.value), help=say(f"policy.{name}_help"))
                st.caption(between(view, estimate))
    st.markdown("\n\n".join(sentences(view, found)))


def stood_behind(view: View, rules: tuple[str, ...], rows: pd.DataFrame) -> None:
    """What the cases that got past the rules met next, or that they met nothing more."""
    st.caption(view.say("policy.behind"))
    if rows.empty:
        st.markdown(f":gray[{view.say('policy.none_passed')}]")
        return
    top = rows.head(MOST_BEHIND)
    labels = [view.say("policy.nothing_behind") if pd.isna(cause) else view.label(cause) for cause in top["next_cause"]]
    labels = [f"{label} ({view.say.number(count)})" for label, count in zip(labels, top["count_cases"], strict=True)]
    chart(view, "policy_behind", lambda: behind(top, labels), rules)


def assumptions(view: View) -> None:
    with st.expander(view.say("policy.assumptions"), icon=":material/rule:"):
        st.markdown("\n".join(f"- {view.say(f'policy.assumes_{name}')}" for name in ASSUMPTIONS))


def rows(view: View, rules: tuple[str, ...]) -> None:
    """The way to the cases themselves: those of the causes, of clauses those of their platform and causes."""
    ledger = view.ask(store.policy_ledger).set_index("id")["cause"].dropna().to_dict()
    causes = {str(ledger.get(rule, rule)) for rule in rules if rule in ledger or SEPARATOR not in rule}
    platforms = {rule.partition(SEPARATOR)[0] for rule in rules if SEPARATOR in rule}
    is_by_clause = all(SEPARATOR in rule for rule in rules)
    chosen = sorted(platforms) if is_by_clause else view.selection.platform
    link(view, "cases", view.say("policy.cases"), cause=sorted(causes), category=None, platform=chosen or None)
