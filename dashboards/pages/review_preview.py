"""What reviews would change, asked of the write side, which changes nothing for it: causes, months, moves."""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from dashboards import actions, store
from dashboards.charts.review import causes_moved, months_moved
from dashboards.store import View
from dashboards.text import NOTHING, plain
from dashboards.widgets.card import card
from dashboards.widgets.chart import chart
from dashboards.widgets.table import height_of, table

MOST_VISIBLE = 6


def show(view: View, name: str, drafts: list[dict]) -> dict[str, Any] | None:
    """Draw what the pending reviews and these drafts would change; returns it, None where it is refused."""
    try:
        with st.spinner(view.say("review.previewing"), show_time=True):
            found = asked(view, drafts)
    except actions.Refused as refused:
        st.error(view.say("review.refused", sentence=plain(str(refused))), icon=":material/error:")
        return None
    with st.container(gap="small", key=f"review_preview_of_{name}"):
        st.markdown(told(view, found))
        before, after = (found.get(f"taxonomy_version_{when}") for when in ("before", "after"))
        if before != after:
            st.caption(f":material/info: {view.say('review.other_version', before=before, after=after)}")
        if found["count_failures"]:
            tables(view, name, found)
    return found


def asked(view: View, drafts: list[dict]) -> dict[str, Any]:
    """The preview, remembered while neither the snapshot nor the kept reviews change."""
    now = view.snapshot
    return previewed(str(now.folder), now.name, store.review_log_state(now), json.dumps(drafts, sort_keys=True))


@st.cache_data(max_entries=64, ttl=120, show_spinner=False)
def previewed(folder: str, snapshot: str, log_state: str, drafts: str) -> dict[str, Any]:
    """The write side's answer; `snapshot` and `log_state` (of the kept reviews) name the state it is about.

    For two minutes: the files of the taxonomy may change too.
    """
    return actions.preview(Path(folder), json.loads(drafts))


def told(view: View, found: dict[str, Any]) -> str:
    """In one sentence what moves."""
    say = view.say
    if not found["count_failures"]:
        return say("review.nothing_moves")
    counts = {name: say.number(found[f"count_{name}"]) for name in ("signatures", "failures", "wallets")}
    return say("review.moves", **counts)


def tables(view: View, name: str, found: dict[str, Any]) -> None:
    """By cause, by month, and which signatures."""
    causes, months = pd.DataFrame(found["causes"]), pd.DataFrame(found["months"])
    names = {one: view.label(one) for one in {*causes["cause"], *months["cause"]}}
    words = {word: view.say(f"review.{word}") for word in ("before", "after", "others")}
    with st.grid(2, min_column_width=300, gap="small"):
        with card(view, f"review_causes_{name}", frame=causes):
            chart(view, f"review_causes_{name}", lambda: causes_moved(causes, names | words), causes.to_json())
        with card(view, f"review_months_{name}", frame=months):
            by_month = months.assign(month=pd.to_datetime(months["month"]))
            chart(
                view,
                f"review_months_{name}",
                lambda: months_moved(by_month, names | words, categories(view)),
                months.to_json(),
            )
    moves(view, name, pd.DataFrame(found["moves"]))


def categories(view: View) -> dict[str, str]:
    """The category of each cause."""
    entries = store.cause_entries(view.snapshot)
    return dict(zip(entries["cause"], entries["cause_category"], strict=True))


def moves(view: View, name: str, rows: pd.DataFrame) -> None:
    """From which cause to which, with failures and wallets."""
    shown = pd.DataFrame(
        {
            "cause_before": [view.label(cause) for cause in rows["cause_before"]],
            "cause_after": [view.label(cause) for cause in rows["cause_after"]],
            "count_failures": rows["count_failures"],
            "count_wallets": rows["count_wallets"],
        }
    )
    table(view, f"review_moves_{name}", shown.fillna(NOTHING), height=height_of(len(shown), MOST_VISIBLE))
