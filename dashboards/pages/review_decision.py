"""What to make of the chosen signatures: assign a cause, merge them into one, or split merged ones again."""

import pandas as pd
import streamlit as st

from dashboards import store
from dashboards.pages.causes_numbers import word
from dashboards.pages.review_choices import Choices
from dashboards.pages.review_draft import Draft, propose
from dashboards.store import View
from dashboards.text import NOTHING, is_missing, plain
from dashboards.widgets.card import card

UNCLASSIFIED = "unclassified"
LONGEST_LABEL = 60


def show(view: View, choices: Choices, known: pd.DataFrame) -> None:
    """Draw the card; `known` holds the chosen signatures."""
    with card(view, "review_decision", hint=view.say("review.decision_hint")):
        members = merged(view, choices)
        kinds = ("assign", "merge", "split") if len(members) else ("assign", "merge")
        labels = {kind: view.say(f"review.{kind}") for kind in kinds}
        kind = st.segmented_control(
            view.say("review.decision"),
            kinds,
            default="assign",
            key=f"review_decision_{len(kinds)}",
            format_func=labels.__getitem__,
            required=True,
            label_visibility="collapsed",
        )
        drafts = {"assign": lambda: assign(view, known), "merge": lambda: merge(view, choices, known)}
        draft = drafts.get(kind, lambda: split(view, members))()
        propose(view, "decision", draft)


def merged(view: View, choices: Choices) -> pd.DataFrame:
    """The signatures that were merged into the chosen ones."""
    is_held = store.holds(view.snapshot, "merged_signatures")
    return store.merged_members(view.snapshot, choices.chosen) if is_held else pd.DataFrame()


def assign(view: View, known: pd.DataFrame) -> Draft | None:
    """A cause for all of them, from a list that is searched by typing."""
    entries = store.cause_entries(view.snapshot)
    labels = {row["cause"]: listed(view, row) for row in entries.to_dict("records")}
    labels[UNCLASSIFIED] = view.say("review.nobody_knows")
    agree(view, known, labels)
    cause = st.selectbox(
        view.say("column.cause"),
        list(labels),
        index=None,
        key="review_cause",
        format_func=labels.__getitem__,
        placeholder=view.say("review.pick_cause"),
    )
    if cause is None:
        return None
    define(view, cause)
    return Draft("assign", tuple(sorted(known["signature_id"])), cause=cause)


def agree(view: View, known: pd.DataFrame, labels: dict[str, str]) -> None:
    """A click to the cause that the classifier gives all of them."""
    said = known["cause"].unique()
    if len(said) == 1 and said[0] != UNCLASSIFIED and said[0] in labels:
        label = view.say("review.agree", cause=plain(view.label(said[0])))
        st.button(
            label, icon=":material/thumb_up:", type="tertiary", on_click=pick, args=(said[0],), key="review_agree"
        )


def pick(cause: str) -> None:
    st.session_state["review_cause"] = cause


def listed(view: View, row: dict) -> str:
    """A cause under its category, so that the list is grouped and both can be searched."""
    return f"{view.label(row['cause_category'])} › {view.label(row['cause'])}"


def define(view: View, cause: str) -> None:
    """What the taxonomy says of the cause, and what its failures look like in this log."""
    found = store.cause_definition(view.snapshot, cause).to_dict("records")
    if cause == UNCLASSIFIED or not found:
        st.caption(view.say("review.nobody_knows_hint"))
        return
    row = found[0]
    owner, advice = word(view, "owner", row["owner"]), word(view, "advice", row["advice"])
    signals = row.get("signals")
    if signals is not None and len(signals):
        st.caption(view.say("review.signals", signals=plain("; ".join(signals))))
    st.caption(view.say("causes.entry", owner=plain(owner), advice=plain(advice)))
    st.caption(f"{view.say('column.safe_text')}: {plain(row[f'safe_{view.say.language}'])}")
    examples = store.cause_examples(view.snapshot, cause)
    if len(examples):
        st.caption(view.say("review.examples"))
        st.code("\n".join(text_of(one) for one in examples.to_dict("records")), language=None, wrap_lines=True)


def text_of(row: dict) -> str:
    """A signature in one line: its code and its message."""
    parts = [" ".join(str(row[name]).split()) for name in ("error_code", "template") if not is_missing(row[name])]
    return " · ".join(parts) or NOTHING


def merge(view: View, choices: Choices, known: pd.DataFrame) -> Draft | None:
    """The chosen signatures become one, which keeps its cause; what they were logged as stays on record."""
    alike = store.similar_signatures(view.snapshot, choices.chosen)
    rows = pd.concat([known, alike])[["signature_id", "error_code", "template"]].drop_duplicates("signature_id")
    labels = {row["signature_id"]: text_of(row)[:LONGEST_LABEL] for row in rows.to_dict("records")}
    into = st.selectbox(
        view.say("review.into"),
        list(labels),
        index=0 if len(known) > 1 else None,
        key="review_into",
        format_func=lambda one: labels.get(one, one),
        placeholder=view.say("review.pick_into"),
    )
    st.caption(view.say("review.merge_hint"))
    members = tuple(sorted(one for one in known["signature_id"] if one != into))
    return Draft("merge", members, into=into) if into and members else None


def split(view: View, members: pd.DataFrame) -> Draft | None:
    """Merged signatures become their own again."""
    labels = {row["signature_id"]: text_of(row)[:LONGEST_LABEL] for row in members.to_dict("records")}
    picked = st.multiselect(
        view.say("review.members"),
        list(labels),
        default=list(labels),
        key=f"review_members_{len(labels)}",
        format_func=lambda one: labels.get(one, one),
        placeholder=view.say("review.pick_members"),
    )
    st.caption(view.say("review.split_hint"))
    return Draft("split", tuple(sorted(picked))) if picked else None
