"""The work queue: signatures without a cause or with a doubtful one, ranked; rows are chosen for review."""

import hashlib

import pandas as pd
import streamlit as st

from dashboards import store
from dashboards.pages.review_choices import KINDS, RANKS, Choices, choose, finished_on
from dashboards.pages.review_queue_controls import controls
from dashboards.store import View
from dashboards.text import NOTHING
from dashboards.widgets.card import card
from dashboards.widgets.table import ALL_ROWS, headings, height_of

MOST_VISIBLE = 12
IS_UNCLASSIFIED = dict(zip(KINDS, (None, True, False), strict=True))


def show(view: View, choices: Choices, log: pd.DataFrame) -> None:
    """Draw the card; `log` holds the reviews, whose pending ones are shown beside their signatures."""
    if not store.holds(view.snapshot, "wallets_daily"):
        with card(view, "review_queue"):
            st.markdown(f":gray[:material/history: {view.say('review.old_snapshot')}]")
        return
    asked = wanted(view, choices)
    rows = view.ask(store.review_queue, **asked)
    query = store.review_queue_statement(view.snapshot, view.selection, **asked)
    hint = view.say("review.queue_hint", below=view.say.percent(choices.below, 0))

    def whole() -> pd.DataFrame:
        return view.ask(store.review_queue, **asked | {"most": ALL_ROWS})

    with card(view, "review_queue", frame=rows, query=query, hint=hint, whole=whole):
        controls(view, choices)
        if rows.empty:
            nothing_left(view, choices)
            return
        st.caption(counted(view, rows))
        board(view, choices, rows, store.staged(log))


def wanted(view: View, choices: Choices) -> dict:
    """The parameters of the queue's query."""
    return {
        "finished_on": finished_on(view),
        "below": choices.below,
        "is_unclassified": IS_UNCLASSIFIED[choices.kind],
        "phrase": choices.phrase,
        "is_by_wallets": choices.rank == RANKS[1],
    }


def nothing_left(view: View, choices: Choices) -> None:
    """An empty queue is good news, unless a search or a filter made it so."""
    if choices.phrase or choices.kind != KINDS[0] or view.filters.is_set:
        st.markdown(f":gray[:material/search_off: {view.say('review.none_found')}]")
    else:
        st.markdown(f":green[:material/check_circle:] {view.say('review.none_left')}")


def counted(view: View, rows: pd.DataFrame) -> str:
    say = view.say
    return say(
        "review.queue_rows",
        count=say.number(len(rows)),
        total=say.number(rows["count_matching"].iloc[0]),
        failures=say.number(rows["failures_matching"].iloc[0]),
    )


def board(view: View, choices: Choices, rows: pd.DataFrame, staged: dict[str, str]) -> None:
    """The table; its chosen rows are those of the address."""
    ids = rows["signature_id"].tolist()
    key = f"table_review_queue_{digest(ids)}"
    rows_chosen = [ids.index(one) for one in choices.chosen if one in ids]
    pull(key, rows_chosen)
    shown = shaped(view, rows, staged)
    st.dataframe(
        shown,
        key=key,
        hide_index=True,
        height=height_of(len(shown), MOST_VISIBLE),
        column_config=columns(view, shown),
        on_select=lambda: push(key, ids, choices.chosen),
        selection_mode="multi-row",
        selection_default={"selection": {"rows": rows_chosen}},
        placeholder=NOTHING,
        alt=view.say("card.review_queue"),
    )


def digest(ids: list[str]) -> str:
    """Names this list: rows are chosen by their number, which means nothing in another list."""
    return hashlib.sha256(" ".join(ids).encode()).hexdigest()[:12]


def pull(key: str, rows_chosen: list[int]) -> None:
    """Address to table, only where they differ: writing on every run would lose fast clicks."""
    if key in st.session_state and sorted(st.session_state[key]["selection"]["rows"]) != sorted(rows_chosen):
        st.session_state[key] = {"selection": {"rows": rows_chosen}}


def push(key: str, ids: list[str], chosen: tuple[str, ...]) -> None:
    """The chosen rows to the address; what was chosen elsewhere stays."""
    picked = [ids[row] for row in st.session_state[key]["selection"]["rows"]]
    choose([*(one for one in chosen if one not in ids), *picked])


def shaped(view: View, rows: pd.DataFrame, staged: dict[str, str]) -> pd.DataFrame:
    """The rows as they are read."""
    shown = {
        "count_failures": rows["count_failures"],
        "count_wallets": rows["count_wallets"],
        "error_code": rows["error_code"].fillna(NOTHING),
        "template": rows["template"].fillna(NOTHING),
        "cause": [view.label(cause) for cause in rows["cause"]],
        "staged": [staged_as(view, staged.get(one)) for one in rows["signature_id"]],
        "confidence": rows["confidence"].round(2),
        "decided_by": rows["decided_by"],
        "trend": rows["trend"],
        "platforms": rows["platforms"].map(list),
        "first_seen_at": [view.local(at) for at in rows["first_seen_at"]],
        "last_seen_at": [view.local(at) for at in rows["last_seen_at"]],
    }
    frame = pd.DataFrame(shown)
    return frame if frame["staged"].any() else frame.drop(columns="staged")


def staged_as(view: View, cause: str | None) -> str:
    """What a review that is not applied yet makes of the signature."""
    return "" if cause is None else f"→ {view.label(cause)}" if cause else view.say("review.staged")


def columns(view: View, shown: pd.DataFrame) -> dict:
    """Column kinds and headings; the classifier's view is headed as such."""
    kinds, heads = st.column_config, headings(view, shown)
    named: dict = dict(heads)
    named["template"] = kinds.TextColumn(heads["template"], width=290)
    named["cause"] = kinds.TextColumn(view.say("review.classifier_says"), width=180)
    named["staged"] = kinds.TextColumn(heads.get("staged"), width=150)
    named["confidence"] = kinds.ProgressColumn(
        heads["confidence"], format="percent", min_value=0, max_value=1, width=90
    )
    named["trend"] = kinds.BarChartColumn(view.say("review.trend"), y_min=0, width=110)
    named["platforms"] = kinds.ListColumn(heads["platforms"], width=140)
    for name in ("first_seen_at", "last_seen_at"):
        named[name] = kinds.DatetimeColumn(heads[name], format="YYYY-MM-DD HH:mm")
    return {name: named[name] for name in shown}
