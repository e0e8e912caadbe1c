"""A review before it is kept: what it would do is shown first, and only then can it be added to the pending ones."""

from dataclasses import asdict, dataclass

import streamlit as st

from dashboards import actions
from dashboards.pages import review_preview
from dashboards.pages.review_choices import choose
from dashboards.store import View
from dashboards.text import plain

LONGEST_REASON = 500
LONGEST_NAME = 80


@dataclass(frozen=True)
class Draft:
    """An entry without its reason and reviewer: of kind "assign", "merge", "split" or "undo"."""

    kind: actions.Kind
    signature_ids: tuple[str, ...] = ()
    cause: str | None = None
    into: str | None = None
    undoes: str | None = None

    def entry(self, reason: str, reviewer: str) -> dict:
        """The entry as the command line takes it."""
        held = {name: value for name, value in asdict(self).items() if value}
        return held | {"reason": reason, "reviewer": reviewer}


def reviewer(view: View) -> str:
    """Who is reviewing, kept for the session."""
    return st.text_input(
        view.say("review.reviewer"),
        key="reviewer",
        max_chars=LONGEST_NAME,
        placeholder=view.say("review.reviewer_hint"),
        icon=":material/person:",
        label_visibility="collapsed",
        persist_state="session",
        width=220,
    ).strip()


def who() -> str:
    return str(st.session_state.get("reviewer") or "").strip()


def propose(view: View, name: str, draft: Draft | None) -> None:
    """Ask for a reason, show what the draft would change, and offer to keep it. None: it is not complete yet."""
    reason = ask_reason(view, name)
    label, key = view.say("review.preview"), f"review_draft_{name}"
    asked = st.button(label, key=f"review_preview_{name}", icon=":material/preview:", disabled=draft is None)
    if draft is None:
        return
    if asked:
        st.session_state[key] = draft
    if st.session_state.get(key) != draft:
        st.caption(view.say("review.preview_first"))
    elif review_preview.show(view, name, [draft.entry("preview", "preview")]):
        confirm(view, name, draft, reason)


def ask_reason(view: View, name: str) -> str:
    return st.text_area(
        view.say("review.reason"),
        key=f"review_reason_{name}",
        max_chars=LONGEST_REASON,
        height=70,
        placeholder=view.say("review.reason_hint"),
    ).strip()


def confirm(view: View, name: str, draft: Draft, reason: str) -> None:
    """The button that keeps the draft as a pending review, once there is a reason and a name."""
    lacking = missing(view, reason)
    if lacking:
        st.caption(f":material/info: {lacking}")
    is_open = not lacking and actions.can_write(view.snapshot.folder)
    label = view.say("review.keep")
    if st.button(label, key=f"review_keep_{name}", icon=":material/check:", type="primary", disabled=not is_open):
        keep(view, name, draft, reason)


def missing(view: View, reason: str) -> str:
    """What is still to be said before a review can be kept."""
    if not reason:
        return view.say("review.reason_missing")
    return "" if who() else view.say("review.reviewer_missing")


def keep(view: View, name: str, draft: Draft, reason: str) -> None:
    """Add the draft to the pending reviews; the next signatures are chosen from a fresh start."""
    try:
        with st.spinner(view.say("review.keeping"), show_time=True):
            answer = actions.keep(view.snapshot.folder, draft.kind, draft.entry(reason, who()))
    except actions.Refused as refused:
        st.error(refusal(view, refused), icon=":material/error:")
        return
    st.toast(view.say("review.kept", count=view.say.number(answer["count_pending"])), icon=":material/check:")
    for key in (f"review_draft_{name}", f"review_reason_{name}", "review_cause", "review_into"):
        st.session_state.pop(key, None)
    choose(())
    st.rerun()


def refusal(view: View, refused: actions.Refused) -> str:
    """Why the write side did not do it, in its own sentence."""
    if refused.is_busy:
        return view.say("review.busy")
    return view.say("review.refused", sentence=plain(str(refused)))
