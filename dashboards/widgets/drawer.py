"""One case as a timeline in a drawer on the right, opened by `?case=<case_id>`. It was masked at the load."""

from collections.abc import Hashable, Mapping
from typing import Any

import streamlit as st

from dashboards import store
from dashboards.store import View
from dashboards.text import is_missing, plain
from dashboards.theme import CATEGORY_BADGES

MOST_EVENTS = 200
ICONS = {
    "preparation": ("checklist", "gray"),
    "termination.requested": ("send", "blue"),
    "termination.failed": ("error", "red"),
    "termination.succeeded": ("check_circle", "green"),
    "termination.withdrawn": ("undo", "gray"),
    "countermeasure": ("build", "violet"),
    "consequence": ("warning", "orange"),
    "help": ("support_agent", "blue"),
    "reregistration": ("person_add", "gray"),
}
COUNTS = (
    "count_attempts",
    "count_failures",
    "count_credit_reports",
    "count_documents_requested",
    "count_reviews_repeated",
    "count_legal_actions",
    "count_help_contacts",
)
Row = Mapping[Hashable, Any]


def open_case(case_id: str) -> None:
    """Ask for a case's drawer; for callbacks of rows and buttons."""
    st.query_params["case"] = case_id


def close_case() -> None:
    if "case" in st.query_params:
        del st.query_params["case"]


def drawer(view: View) -> None:
    """Open the drawer where the address asks for a case."""
    case_id = st.query_params.get("case")
    if case_id:
        title = view.say("case.title")
        shown = st.dialog(title, position="right", width=480, on_dismiss=close_case, icon=":material/timeline:")(case)
        shown(view, case_id)


def case(view: View, case_id: str) -> None:
    """The whole drawer: who and where, what it came to, what happened."""
    known = store.case(view.snapshot, case_id)
    if known.empty:
        st.warning(view.say("case.unknown", case=plain(case_id[:120])), icon=":material/search_off:")
        return
    row = known.to_dict("records")[0]
    st.markdown(f"**{plain(case_id)}**")
    badges(view, row)
    facts(view, row)
    timeline(view, case_id)
    st.caption(f":material/link: {view.say('case.link')}")


def badges(view: View, row: Row) -> None:
    with st.container(horizontal=True, gap="small"):
        st.badge(plain(row["platform"]), color="gray")
        st.badge(view.say(f"end_kind.{row['end_kind']}"), color="green" if row["is_resolved"] else "gray")
        if not is_missing(row["first_cause"]):
            st.markdown(cause_badge(view, row["first_cause"], row.get("first_cause_category")))


def cause_badge(view: View, cause: str, category: str | None) -> str:
    """A cause by its name, in its category's colour."""
    return f":{CATEGORY_BADGES.get(category or '', 'gray')}-badge[{plain(view.label(cause))}]"


def facts(view: View, row: Row) -> None:
    """What the case came to: durations, money, and every count that is not zero."""
    say = view.say
    shown = {
        "time_to_resolution_hours": say.hours(row["time_to_resolution_hours"]),
        "hours_observed": say.hours(row["hours_observed"]),
        "frozen_amount": say.money(row["frozen_amount"], row["currency"]),
        "frozen_days": say.number(row["frozen_days"], 1),
        "interest_amount": say.money(row["interest_amount"], row["currency"]),
        **{name: say.number(row[name]) for name in COUNTS if row[name]},
    }
    present = {name: value for name, value in shown.items() if name in COUNTS or not is_missing(row[name])}
    with st.grid(2, min_column_width=130, gap="xsmall"):
        for name, value in present.items():
            st.markdown(f":small[:gray[{say(f'column.{name}')}]]  \n**{plain(value)}**")


def timeline(view: View, case_id: str) -> None:
    """Every event in order; a failed decision with its cause and what decided it."""
    events = store.case_events(view.snapshot, case_id)
    attempts = store.case_attempts(view.snapshot, case_id)
    failed = attempts[attempts["outcome"] == "failed"]
    decisions = {row["decided_at"]: row for row in failed.to_dict("records")}
    st.markdown(f"**{view.say('case.timeline')}** :small[:gray[{view.zone}]]")
    for row in events.head(MOST_EVENTS).to_dict("records"):
        is_failed = row["event_type"] == "termination.failed"
        happening(view, row, decisions.get(row["occurred_at"]) if is_failed else None)
    if len(events) > MOST_EVENTS:
        st.caption(view.say("case.more", count=view.say.number(len(events) - MOST_EVENTS)))


def happening(view: View, row: Row, decision: Row | None) -> None:
    """One event: icon, name, instant, and what the log says about it."""
    kind = str(row["event_type"])
    icon, colour = ICONS.get(kind) or ICONS.get(kind.split(".")[0], ("circle", "gray"))
    name = view.say(f"event.{kind}") if view.say.has(f"event.{kind}") else plain(kind)
    when = view.say.instant(view.local(row["occurred_at"]))
    where = "" if is_missing(row["channel"]) else f" · {plain(view.label(row['channel']))}"
    lines = [f"**{name}** :small[:gray[{when}{where}]]", *details(view, row), *verdict(view, decision)]
    with st.container(horizontal=True, gap="small", wrap=False):
        st.markdown(f":{colour}[:material/{icon}:]", width="content")
        st.markdown("  \n".join(lines))


def details(view: View, row: Row) -> list[str]:
    """Money, code, message, clause and what the user saw, where the log holds them."""
    found = []
    if not is_missing(row["amount"]):
        found.append(plain(view.say.money(row["amount"], row["currency"])))
    if not (is_missing(row["error_code"]) and is_missing(row["message"])):
        said = [plain(row[name]) for name in ("error_code", "message") if not is_missing(row[name])]
        found.append(" · ".join(said))
    if not is_missing(row["shown_message"]):
        found.append(f":gray[{view.say('column.shown_message')}] {plain(row['shown_message'])}")
    if not is_missing(row["policy_clause"]):
        found.append(f":gray[{view.say('column.policy_clause')}] {plain(row['policy_clause'])}")
    return [f":small[{line}]" for line in found]


def verdict(view: View, decision: Row | None) -> list[str]:
    """The cause of a failed attempt, its witness, and the other causes its text names."""
    if decision is None:
        return []
    decided = view.say(
        "case.decided",
        by=plain(decision["decided_by"]),
        confidence=view.say.percent(decision["confidence"], 0),
    )
    lines = [f"{cause_badge(view, decision['cause'], decision['cause_category'])} :small[:gray[{decided}]]"]
    others = decision["other_causes"]
    if others is not None and len(others):
        also = ", ".join(plain(view.label(cause)) for cause in others)
        lines.append(f":small[:gray[{view.say('case.also')}] {also}]")
    return [*lines, *consequences(view, decision)]


def consequences(view: View, decision: Row) -> list[str]:
    """The consequences the message names, each with its words: what the log records are events of their own."""
    named, heard = decision["named_consequences"], decision["consequence_evidence"]
    if named is None or not len(named):
        return []
    said = (f"{plain(view.label(word))} “{plain(words)}”" for word, words in zip(named, heard, strict=True))
    return [f":small[:gray[{view.say('case.consequences')}] {', '.join(said)}]"]
