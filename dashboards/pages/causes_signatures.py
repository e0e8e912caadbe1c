"""The leaderboard of signatures: codes and message templates by failures or by change, with a search."""

import pandas as pd
import streamlit as st

from dashboards import store
from dashboards.pages import causes_signature
from dashboards.pages.causes_numbers import is_beyond_chance, table_height, without_empty
from dashboards.store import View
from dashboards.text import NOTHING, is_missing
from dashboards.widgets.card import card
from dashboards.widgets.links import set_filter
from dashboards.widgets.search import asked_phrase, search
from dashboards.widgets.table import ALL_ROWS, table

SORTS = ("count", "change")
MOST = 100
MOST_VISIBLE = 12


def show(view: View) -> None:
    """Draw the card."""
    asked = wanted(view)
    rows = view.ask(store.signature_board, compared=view.compared, **asked)
    statement = store.signature_board_statement(view.snapshot, view.selection, view.compared, **asked)

    def whole() -> pd.DataFrame:
        return view.ask(store.signature_board, compared=view.compared, **asked | {"most": ALL_ROWS})

    hint = view.say("causes.signatures_hint")
    with card(view, "causes_signatures", frame=rows, query=statement, hint=hint, whole=whole):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            search(view, "causes_q", asked["phrase"], width=320)
            sorting(view)
        causes_signature.show(view)
        if rows.empty:
            st.markdown(f":gray[:material/search_off: {view.say('causes.no_signature')}]")
            return
        board(view, rows)


def wanted(view: View) -> dict:
    """What the address asks the leaderboard for; an order that is not known is the first."""
    is_by_change = st.query_params.get("sort") == "change" and view.compared is not None
    return {"phrase": asked_phrase(), "is_by_change": is_by_change, "most": MOST}


def sorting(view: View) -> None:
    """By failures or by change; without a comparison there is no change to sort by."""
    if view.compared is None:
        st.caption(view.say("overview.not_compared"))
        return
    chosen = "change" if st.query_params.get("sort") == "change" else "count"
    if st.session_state.get("causes_sort") != chosen:
        st.session_state["causes_sort"] = chosen
    labels = {sort: view.say(f"causes.by_{sort}") for sort in SORTS}
    st.segmented_control(
        view.say("causes.sort"),
        SORTS,
        key="causes_sort",
        format_func=labels.__getitem__,
        required=True,
        on_change=push_sort,
        label_visibility="collapsed",
    )


def push_sort() -> None:
    chosen = st.session_state["causes_sort"]
    set_filter(sort=None if chosen == SORTS[0] else chosen)


def board(view: View, rows: pd.DataFrame) -> None:
    """The table, and how much of all it is."""
    shown = shaped(view, rows)
    clicked = st.column_config.ButtonColumn(
        view.say("causes.open"),
        type="tertiary",
        key="causes_signatures_click",
        on_click=open_row,
        args=(rows["signature_id"].tolist(),),
        width=50,
    )
    lines = st.column_config.BarChartColumn(view.say("column.failures_daily"), y_min=0, width=110)
    template = st.column_config.TextColumn(view.say("column.template"), width=330)
    height = table_height(len(shown), MOST_VISIBLE)
    columns = {"open": clicked, "template": template, "failures_daily": lines}
    columns["is_rare"] = st.column_config.TextColumn(view.say("column.is_rare"), width=90)
    for name in ("first_seen_at", "last_seen_at"):
        columns[name] = st.column_config.DatetimeColumn(view.say(f"column.{name}"), format="YYYY-MM-DD HH:mm")
    table(view, "causes_signatures", shown, height=height, **columns)
    counts = {"count": view.say.number(len(rows)), "total": view.say.number(rows["count_matching"].iloc[0])}
    st.caption(view.say("causes.board_rows", **counts))


def open_row(signatures: list[str]) -> None:
    set_filter(signature=signatures[st.session_state["causes_signatures_click"].row])


def shaped(view: View, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows as they are read."""
    records = rows.to_dict("records")
    shown = {
        "open": [":material/search:"] * len(rows),
        "count_failures": rows["count_failures"],
        "error_code": rows["error_code"].fillna(NOTHING),
        "template": rows["template"].fillna(NOTHING),
        "cause": [view.label(cause) for cause in rows["cause"]],
        "count_wallets": rows["count_wallets"],
        "failures_daily": rows["failures_daily"],
        "excess": [excess(row) for row in records],
        "failures_previous": rows["failures_previous"] if view.compared else NOTHING,
        "is_rare": [view.say("causes.small") if view.compared and rare else "" for rare in rows["is_rare"]],
        "decided_by": [decision(view, row) for row in records],
        "platforms": rows["platforms"],
        "first_seen_at": [view.local(at) for at in rows["first_seen_at"]],
        "last_seen_at": [view.local(at) for at in rows["last_seen_at"]],
    }
    return without_empty(pd.DataFrame(shown), "is_rare")


def excess(row: dict) -> str:
    """Failures more or fewer than before, with the interval; an arrow where it is beyond chance."""
    if is_missing(row["excess_failures"]):
        return NOTHING
    value, low, high = (f"{row[f'excess_{end}']:+.0f}" for end in ("failures", "low", "high"))
    arrow = ""
    if is_beyond_chance(row["excess_low"], row["excess_high"]):
        arrow = "▲ " if row["excess_failures"] > 0 else "▼ "
    return f"{arrow}{value} ({low} … {high})"


def decision(view: View, row: dict) -> str:
    """What decided the cause, and how surely."""
    return f"{row['decided_by']} · {view.say.percent(row['confidence'], 0)}"
