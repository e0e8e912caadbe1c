"""Whom each platform takes back after a termination: the rule beside what the log shows."""

import pandas as pd
import streamlit as st

from dashboards import store
from dashboards.pages.help_numbers import returned
from dashboards.store import View
from dashboards.text import NOTHING, is_missing
from dashboards.widgets.card import card
from dashboards.widgets.table import height_of, table

MOST_VISIBLE = 15
EVERY = store.help_contacts.ALL
TRUTHS = {"is_allowed": "accepted", "is_data_reused": "data_reused", "is_credit_checked": "credit_flagged"}
OF = {"accepted": "asked", "data_reused": "accepted", "credit_flagged": "asked"}


def show(view: View) -> None:
    """Draw the card: a row a platform, each rule before what the log says of it."""
    rows = joined(view)
    with card(view, "platforms_returns", rows, "returns_told", hint=view.say("platforms.returns_hint")):
        if rows.empty:
            st.markdown(f":gray[:material/person_off: {view.say('platforms.no_returns')}]")
            return
        table(view, "platforms_returns", shaped(view, rows), height=height_of(len(rows), MOST_VISIBLE))
        for sentence in contradictions(view, rows):
            st.markdown(sentence)


def joined(view: View) -> pd.DataFrame:
    """One row per platform that has a rule or a termination."""
    rules, seen = store.reregistration_rules(view.snapshot), returned(view)
    if view.selection.platform:
        rules = rules[rules["platform"].isin(view.selection.platform)]
    if seen.empty:
        return rules
    both = rules.merge(seen[seen["platform"] != EVERY], how="outer", on="platform")
    return both.sort_values("platform", ignore_index=True)


def shaped(view: View, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows as they are read."""
    records = rows.to_dict("records")
    shown: dict[str, list] = {"platform": [row["platform"] for row in records]}
    for rule, answer in TRUTHS.items():
        shown[rule] = [truth(view, row[rule]) for row in records]
        if rule == "is_allowed":
            shown["waiting_days"] = [days(view, row["waiting_days"]) for row in records]
        shown[f"rate_{answer}"] = [answered(view, row, answer) for row in records]
    note = f"note_{view.say.language}"
    shown["note"] = [row[note] if isinstance(row[note], str) else "" for row in records]
    return pd.DataFrame(shown)


def truth(view: View, value: object) -> str:
    return NOTHING if is_missing(value) else view.say("platforms.yes" if value else "platforms.no")


def days(view: View, value: float) -> str:
    return NOTHING if is_missing(value) else view.say("unit.days", value=view.say.number(value))


def answered(view: View, row: dict, answer: str) -> str:
    """81.9% (120 / 147; 75.0% – 87.3%) of those who asked (data reused: of the accepted)."""
    rate = row.get(f"rate_{answer}")
    if rate is None or is_missing(rate):
        return NOTHING
    counts = f"{view.say.number(row[f'count_{answer}'])} / {view.say.number(row[f'count_{OF[answer]}'])}"
    ends = " – ".join(view.say.percent(row[f"rate_{answer}_{end}"]) for end in ("low", "high"))
    return f"{view.say.percent(rate)} ({counts}; {ends})"


def contradictions(view: View, rows: pd.DataFrame) -> list[str]:
    """Where the log shows what the rule says does not happen."""
    said = []
    for row in rows.to_dict("records"):
        for rule, answer in TRUTHS.items():
            count = row.get(f"count_{answer}")
            if not is_missing(row[rule]) and not row[rule] and count is not None and not is_missing(count) and count:
                values = {"platform": row["platform"], "count": view.say.number(count)}
                said.append(view.say(f"platforms.against_{rule}", **values))
    return said
