"""Refused rows: by the rule they broke, what it means, what to do, some of them masked, and how to try again."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboards import store
from dashboards.store import View
from dashboards.text import plain
from dashboards.widgets.card import card
from dashboards.widgets.table import ALL_ROWS, exports, height_of, table

REPLAY = "python -m pipelines quarantine replay --sources sources.toml"
LIST = "python -m pipelines quarantine list --rule {rule} --limit 50"
MOST_ROWS = 20
KNOWN_NAME = 60  # characters of a rule that a command may name


def show(view: View) -> None:
    """Draw the card."""
    say, rules = view.say, store.quarantined_by_rule(view.snapshot)
    total = int(rules["count_rows"].sum())
    hint = say("data.quarantine", count=say.number(total), rules=say.number(len(rules)))
    with card(view, "quarantine", frame=rules, query="quarantined_by_rule", hint=hint):
        if rules.empty:
            st.markdown(f":green[:material/check_circle:] {say('data.no_quarantine')}")
            return
        rules_table(view, rules)
        left, right = st.columns([3, 2], gap="medium")
        with left:
            broken_rows(view, rules["rule"].tolist())
        with right:
            again(view)


def rule_text(view: View, rule: str, part: str) -> str:
    """A rule's `name`, `why` or `fix` in words; one that no locale knows shows its id, and nothing more."""
    key = f"rule.{rule}.{part}"
    if view.say.has(key):
        return view.say(key)
    return rule if part == "name" else view.say(f"data.unknown_rule_{part}")


def rules_table(view: View, rules: pd.DataFrame) -> None:
    """One row a rule: what it is called, why it is one, what mends it."""
    told = {f"rule_{part}": [rule_text(view, rule, part) for rule in rules["rule"]] for part in ("name", "why", "fix")}
    drawn = rules.assign(**told, sources=rules["sources"].map(list))
    shown = drawn[["rule_name", "count_rows", "count_files", "rule_why", "rule_fix", "sources", "rule"]]
    most = int(rules["count_rows"].max())
    table(view, "quarantine", shown, height=height_of(len(shown), 10), **columns(view, most))


def columns(view: View, most: int) -> dict[str, Any]:
    kinds, say = st.column_config, view.say
    return {
        "rule_name": kinds.TextColumn(say("column.rule_name"), width=200),
        "count_rows": kinds.ProgressColumn(say("column.count_rows"), format="%d", max_value=most, width=110),
        "rule_why": kinds.TextColumn(say("column.rule_why"), width=340),
        "rule_fix": kinds.TextColumn(say("column.rule_fix"), width=340),
    }


def broken_rows(view: View, rules: list[str]) -> None:
    """Some rows of the rule that the reader picks, masked as they were kept."""
    say = view.say
    rule = st.selectbox(
        say("data.pick_rule"),
        rules,
        key="quarantine_rule",
        format_func=named({one: rule_text(view, one, "name") for one in rules}),
    )
    st.caption(f"{rule_text(view, rule, 'why')} {rule_text(view, rule, 'fix')}")
    rows = store.quarantined_rows(view.snapshot, rule, MOST_ROWS)
    table(
        view,
        "quarantined_rows",
        rows,
        height=height_of(len(rows), 6),
        row_masked=st.column_config.TextColumn(say("column.row_masked"), width=520),
    )
    exports(view, "quarantined_rows", lambda: store.quarantined_rows(view.snapshot, rule, ALL_ROWS), {"rule": rule})
    st.caption(say("data.some_rows", count=say.number(len(rows))))
    if rule.isidentifier() and len(rule) <= KNOWN_NAME:
        st.code(LIST.format(rule=rule), language="bash", wrap_lines=True)


def named(names: dict[str, str]):
    return lambda rule: names.get(rule, rule)


def again(view: View) -> None:
    """How refused rows are read again."""
    st.markdown(f"**{view.say('data.replay')}**")
    st.markdown(view.say("data.replay_how"))
    st.code(REPLAY, language="bash", wrap_lines=True)
    st.caption(plain(view.say("data.replay_after")))
