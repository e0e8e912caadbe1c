"""The same comparison by sub-cause and by segment of the platform's own attempts."""

import streamlit as st

from dashboards.pages.policy_change_choices import asked_segment, segment_choice
from dashboards.pages.policy_change_numbers import Comparison, by_cause, by_segment
from dashboards.pages.policy_change_tables import rows_table
from dashboards.store import View
from dashboards.widgets import states
from dashboards.widgets.card import card


def show_causes(view: View, comparison: Comparison) -> None:
    """Draw the card of sub-causes, those that fail most first."""
    rows = by_cause(view, comparison)
    hint = view.say("policy_change.causes_hint", count=len(rows), chance=view.say.number(len(rows) * 0.05, 1))
    with card(view, "policy_change_causes", rows, "failures_by_cause_on", hint=hint):
        if rows.empty:
            states.nothing(view, "policy_change_causes")
            return
        rows_table(view, "policy_change_causes", rows, "cause", [view.label(cause) for cause in rows["group"]])


def show_segments(view: View, comparison: Comparison) -> None:
    """Draw the card of one dimension."""
    segment = asked_segment(view)
    rows = by_segment(view, comparison, segment)
    statement = view.statement("failures_by_segment_on", comparison.look.days(view.selection), segment=segment)
    with card(view, "policy_change_segments", rows, statement, hint=view.say("policy_change.segments_hint")):
        segment_choice(view, segment)
        if rows.empty:
            st.markdown(f":gray[:material/search_off: {view.say('policy_change.none')}]")
            return
        names = [view.label(value) for value in rows["group"]]
        rows_table(view, "policy_change_segments", rows, "segment", names)
