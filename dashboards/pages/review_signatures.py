"""The chosen signatures: code, template and masked samples, and the signatures most like them."""

import pandas as pd
import streamlit as st

from dashboards import store
from dashboards.pages.review_choices import Choices, choose
from dashboards.store import View
from dashboards.text import NOTHING, is_missing, plain
from dashboards.widgets.card import card
from dashboards.widgets.drawer import cause_badge
from dashboards.widgets.links import link
from dashboards.widgets.table import height_of, table

MOST_OPEN = 3  # signatures shown with their samples; more are listed by code and template
SAMPLES = 5
MOST_VISIBLE = 8


def show(view: View, choices: Choices, known: pd.DataFrame) -> None:
    """Draw the card; `known` holds the chosen signatures."""
    with card(view, "review_signatures", frame=known, hint=chosen(view, known)):
        st.button(view.say("review.clear"), icon=":material/close:", type="tertiary", on_click=choose, args=((),))
        samples = store.review_samples(view.snapshot, choices.chosen, most=SAMPLES)
        for number, row in enumerate(known.to_dict("records")):
            if number < MOST_OPEN:
                signature(view, row, samples[samples["signature_id"] == row["signature_id"]])
        rest(view, known.iloc[MOST_OPEN:])
        similar(view, choices)


def chosen(view: View, known: pd.DataFrame) -> str:
    """How many are chosen and what they amount to over the whole log."""
    say = view.say
    failures, wallets = say.number(known["count_failures"].sum()), say.number(known["wallets_together"].iloc[0])
    return say("review.chosen", count=say.number(len(known)), failures=failures, wallets=wallets)


def signature(view: View, row: dict, samples: pd.DataFrame) -> None:
    """One signature with its samples, as they were masked at the load."""
    say = view.say
    code = say("causes.no_code") if is_missing(row["error_code"]) else plain(row["error_code"])
    decided = say("case.decided", by=plain(row["decided_by"]), confidence=say.percent(row["confidence"], 0))
    with st.container(border=True, gap="small", key=f"review_signature_{row['signature_id']}"):
        st.markdown(
            f"**{code}** &nbsp; {cause_badge(view, row['cause'], row['cause_category'])} :small[:gray[{decided}]]"
        )
        st.code(
            say("causes.no_message") if is_missing(row["template"]) else row["template"], language=None, wrap_lines=True
        )
        st.caption(facts(view, row))
        st.markdown(f":small[**{say('review.samples')}**]")
        lines = (said(view, sample) for sample in samples.to_dict("records"))
        st.code("\n".join(lines) or NOTHING, language=None, wrap_lines=True)
        logged = {"code": row["error_code"], "q": row["template"]}
        said_so = {key: None if is_missing(value) else value for key, value in logged.items()}
        link(view, "cases", say("causes.cases_of_signature"), **said_so)


def said(view: View, sample: dict) -> str:
    """One distinct message and how often it was logged."""
    message = view.say("causes.no_message") if is_missing(sample["message"]) else " ".join(sample["message"].split())
    return f"{view.say.number(sample['count_failures'])} × {message}"


def facts(view: View, row: dict) -> str:
    say = view.say
    return say(
        "review.facts",
        failures=say.number(row["count_failures"]),
        wallets=say.number(row["count_wallets"]),
        first=say.instant(view.local(row["first_seen_at"])),
        last=say.instant(view.local(row["last_seen_at"])),
    )


def rest(view: View, known: pd.DataFrame) -> None:
    """The chosen signatures beyond those shown whole."""
    if known.empty:
        return
    shown = pd.DataFrame(
        {
            "count_failures": known["count_failures"],
            "error_code": known["error_code"].fillna(NOTHING),
            "template": known["template"].fillna(NOTHING),
            "cause": [view.label(cause) for cause in known["cause"]],
        }
    )
    table(view, "review_rest", shown, height=height_of(len(shown), MOST_VISIBLE))


def similar(view: View, choices: Choices) -> None:
    """Signatures whose message is much like a chosen one; a button adds one to the chosen."""
    found = store.similar_signatures(view.snapshot, choices.chosen)
    st.markdown(f"**{view.say('review.similar')}**")
    st.caption(view.say("review.similar_hint") if len(found) else view.say("review.none_similar"))
    if found.empty:
        return
    same = found.loc[found["similarity"] == 1, "signature_id"].tolist()
    if same:
        label = view.say("review.add_same", count=view.say.number(len(same)))
        st.button(label, icon=":material/add:", type="tertiary", on_click=choose, args=([*choices.chosen, *same],))
    similar_table(view, choices, found)


def similar_table(view: View, choices: Choices, found: pd.DataFrame) -> None:
    """The similar ones, the most alike first."""
    shown = pd.DataFrame(
        {
            "open": [":material/add:"] * len(found),
            "similarity": found["similarity"].round(2),
            "count_failures": found["count_failures"],
            "error_code": found["error_code"].fillna(NOTHING),
            "template": found["template"].fillna(NOTHING),
            "cause": [view.label(cause) for cause in found["cause"]],
            "decided_by": found["decided_by"],
        }
    )
    kinds, say = st.column_config, view.say
    clicked = kinds.ButtonColumn(
        say("review.add"),
        type="tertiary",
        key="review_similar_click",
        on_click=add_row,
        args=(found["signature_id"].tolist(), choices.chosen),
        width=50,
    )
    columns = {
        "open": clicked,
        "similarity": kinds.NumberColumn(say("column.similarity"), format="percent", width=80),
        "template": kinds.TextColumn(say("column.template"), width=260),
    }
    table(view, "review_similar", shown, height=height_of(len(shown), MOST_VISIBLE), **columns)


def add_row(ids: list[str], chosen_ids: tuple[str, ...]) -> None:
    choose([*chosen_ids, ids[st.session_state["review_similar_click"].row]])
