"""What the reader of the policy page has chosen, held in the address: sort of rule, measure, weights, rules to lift."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from dashboards import store
from dashboards.store import View
from dashboards.text import plain
from dashboards.widgets.links import set_filter
from dashboards.widgets.search import hold

KINDS = ("cause", "clause")
PAIN = "pain_index"
MEASURES = ("count_failures", "count_wallets", "days_lost", "frozen_amount", "count_lost")
RANKS = (PAIN, *MEASURES)
SEPARATOR = ":"  # between a platform and its clause
EVEN, HEAVIEST = 2, 5
MOST_LIFTED = 12


@dataclass(frozen=True)
class Choices:
    """`weights` by measure, 0 to HEAVIEST each. `lifted`: ids of rules that the reader chose; none: the worst one."""

    kind: str
    rank: str
    weights: Mapping[str, int]
    lifted: tuple[str, ...]

    @property
    def is_by_clause(self) -> bool:
        return self.kind == "clause"


def choices(view: View) -> Choices:
    """What the address asks for; what it asks for in vain is named above the page."""
    asked = st.query_params.get_all("lift")
    known = {*rules_known(view)}
    lifted = tuple(rule for rule in dict.fromkeys(asked) if rule in known)[:MOST_LIFTED]
    for rule in asked:
        if rule not in known:
            refuse(view, "lift", rule)
    kind, rank = one_of(view, "pain_of", KINDS), one_of(view, "pain_by", RANKS)
    return Choices(kind, rank, weights(view), lifted)


def one_of(view: View, key: str, options: tuple[str, ...]) -> str:
    asked = st.query_params.get(key, options[0])
    if asked in options:
        return asked
    refuse(view, key, asked)
    return options[0]


def weights(view: View) -> dict[str, int]:
    """Whole numbers in the order of the measures, as in 2-2-2-0-1."""
    asked = st.query_params.get("pain_weights")
    even = dict.fromkeys(MEASURES, EVEN)
    if asked is None:
        return even
    stated = [int(part) for part in asked.split("-") if part.isascii() and part.isdigit() and len(part) == 1]
    if len(stated) == len(MEASURES) == asked.count("-") + 1 and max(stated) <= HEAVIEST and any(stated):
        return dict(zip(MEASURES, stated, strict=True))
    refuse(view, "pain_weights", asked)
    return even


def refuse(view: View, key: str, value: str) -> None:
    message = view.say("filter.refused", name=view.say(f"policy.{key}"), value=plain(value[:80]))
    st.warning(message, icon=":material/filter_alt_off:")


def rules_known(view: View) -> list[str]:
    """Every rule that can be lifted: the sub-causes of policy and law, and the clauses of the ledger and the log."""
    entries = store.cause_entries(view.snapshot)
    causes = [one for one in entries["cause"] if one.startswith(("pp_", "lr_"))]
    return [*causes, *view.ask(store.policy_ledger)["id"]]


def name_of(view: View, rule: str) -> str:
    """What the reader calls a rule: the label of a cause; of a clause its platform and itself."""
    platform, is_clause, clause = rule.partition(SEPARATOR)
    return f"{platform} · {clause}" if is_clause else view.label(rule)


def switch(view: View, key: str, options: tuple[str, ...], chosen: str) -> None:
    """A row of options whose choice goes to the address."""
    hold(key, chosen)
    names = {option: view.say(f"policy.by_{option}") for option in options}
    st.segmented_control(
        view.say(f"policy.{key}"),
        options,
        key=key,
        format_func=names.__getitem__,
        required=True,
        on_change=push,
        args=(key, options[0]),
        label_visibility="collapsed",
    )


def push(key: str, default: str) -> None:
    chosen = st.session_state[key]
    set_filter(**{key: None if chosen == default else chosen})


def weigh(view: View, chosen: Mapping[str, int]) -> None:
    """One slider a measure, in a popover; they go to the address together."""
    is_even = set(chosen.values()) == {EVEN}
    label = view.say("policy.pain_weights") + ("" if is_even else " · " + "-".join(map(str, chosen.values())))
    with st.popover(label, icon=":material/balance:", type="tertiary", key="weights_menu"), st.container(width=300):
        st.caption(view.say("policy.weights_hint"))
        for measure in MEASURES:
            # On every run: a closed popover has not mounted its sliders; opened later, they would begin at 0.
            st.session_state[f"weight_{measure}"] = chosen[measure]
            st.slider(view.say(f"policy.by_{measure}"), 0, HEAVIEST, key=f"weight_{measure}", on_change=push_weights)


def push_weights() -> None:
    stated = [st.session_state[f"weight_{measure}"] for measure in MEASURES]
    is_default = not any(stated) or set(stated) == {EVEN}
    set_filter(pain_weights=None if is_default else "-".join(map(str, stated)))


def toggle_lift(rule: str) -> None:
    """Take a rule to those that are lifted, or away from them; for clicks."""
    held = st.query_params.get_all("lift")
    set_filter(lift=[one for one in held if one != rule] if rule in held else [*held, rule])


def lifted(view: View, chosen: Choices, ranked: pd.DataFrame) -> tuple[str, ...]:
    """The rules to lift: the chosen ones, else the one that hurts most."""
    return chosen.lifted or tuple(ranked["id"].head(1))
