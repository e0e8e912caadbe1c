"""Who decided what, when and why; an entry can be taken back, which is an entry too."""

import pandas as pd
import streamlit as st

from analysis.rates import Rate
from dashboards import store
from dashboards.store import View
from dashboards.text import NOTHING
from dashboards.widgets.card import card
from dashboards.widgets.table import height_of, table

MOST_VISIBLE = 10
UNDO = "review_undo"  # in the session: the id of the entry that is being taken back


def show(view: View, log: pd.DataFrame) -> None:
    """Draw the card."""
    with card(view, "review_history", frame=log, hint=view.say("review.history_hint")):
        if log.empty:
            st.markdown(f":gray[{view.say('review.no_history')}]")
            return
        entries(view, "review_history", log)
        agreed(view, log)


def agreed(view: View, log: pd.DataFrame) -> None:
    """How often people kept what the classifier had said."""
    rate, say = Rate.of(*store.review_agreement(log)), view.say
    if not rate.denominator:
        return
    numbers = {"count": say.number(rate.numerator), "total": say.number(rate.denominator)}
    ends = {"share": say.percent(rate.value), "low": say.percent(rate.low), "high": say.percent(rate.high)}
    st.caption(say("review.agreed", **numbers, **ends))


def entries(view: View, name: str, rows: pd.DataFrame) -> None:
    """A table of entries, with a button for those that can be taken back."""
    shown = shaped(view, rows)
    undo = st.column_config.ButtonColumn(
        view.say("review.undo"),
        type="tertiary",
        key=f"{name}_click",
        on_click=ask_undo,
        args=(f"{name}_click", rows["review_id"].where(can_undo(rows), "").tolist()),
        width=50,
    )
    at = st.column_config.DatetimeColumn(view.say("column.reviewed_at"), format="YYYY-MM-DD HH:mm")
    reason = st.column_config.TextColumn(view.say("column.reason"), width=260)
    changed = st.column_config.TextColumn(view.say("column.what_changed"), width=300)
    height = height_of(len(shown), MOST_VISIBLE)
    table(view, name, shown, height=height, undo=undo, reviewed_at=at, reason=reason, what_changed=changed)


def can_undo(rows: pd.DataFrame) -> pd.Series:
    return (rows["kind"] != "apply") & ~rows["is_undone"]


def ask_undo(key: str, ids: list[str]) -> None:
    st.session_state[UNDO] = ids[st.session_state[key].row]


def shaped(view: View, rows: pd.DataFrame) -> pd.DataFrame:
    """The entries as they are read."""
    records = rows.to_dict("records")
    return pd.DataFrame(
        {
            "undo": [":material/undo:" if can else "" for can in can_undo(rows)],
            "reviewed_at": [view.local(at) for at in rows["reviewed_at"]],
            "reviewer": rows["reviewer"],
            "what_changed": [what(view, row) for row in records],
            "reason": rows["reason"].replace("", NOTHING),
            "state": [state(view, row) for row in records],
            "review_id": rows["review_id"],
        }
    )


def state(view: View, row: dict) -> str:
    """Pending, applied or taken back."""
    if row["kind"] == "apply":
        return NOTHING
    return view.say("review.state_undone" if row["is_undone"] else f"review.state_{waits(row)}")


def waits(row: dict) -> str:
    return "pending" if row["is_pending"] else "applied"


def what(view: View, row: dict) -> str:
    """What an entry changes, in words."""
    say = view.say
    before = ", ".join(dict.fromkeys(view.label(cause) for cause in row["causes_before"])) or NOTHING
    return say(
        f"review.did_{row['kind']}",
        count=say.number(row["count_signatures"]),
        before=before,
        after=view.label(row["cause"]) if row["kind"] == "assign" else "",
        into=row["into"] or "",
        review=row["undoes"] or row["through"] or "",
    )
