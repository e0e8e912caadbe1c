"""Before and after a policy change, against the platforms that did not change. A comparison, not an experiment."""

import pandas as pd
import streamlit as st

from dashboards.charts.policy_change import around_change
from dashboards.pages import policy_change_segments, policy_change_sentences
from dashboards.pages.policy_change_choices import Look, asked_weeks, choices, chosen, listed, look
from dashboards.pages.policy_change_numbers import Comparison, compare
from dashboards.pages.policy_change_tables import measures_table
from dashboards.store import View
from dashboards.text import plain
from dashboards.widgets import states
from dashboards.widgets.card import card
from dashboards.widgets.chart import chart


def show_change(view: View) -> None:
    """Draw the cards: what is compared and the answer, then by cause and by segment."""
    changes = listed(view)
    change = chosen(view, changes)
    if change is None:
        with card(view, "policy_change"):
            st.markdown(f":gray[:material/search_off: {view.say('policy_change.no_changes')}]")
        return
    weeks = asked_weeks(view)
    days = look(view, change, weeks)
    comparison = days and compare(view, days)
    frame = comparison.measures if comparison else None
    with card(view, "policy_change", frame=frame, query="failures_by_cause_on", hint=hint(view, days)):
        choices(view, changes, change, weeks)
        if comparison:
            answer(view, comparison)
        elif days:
            states.nothing(view, "policy_change")
        else:
            st.markdown(f":gray[:material/event_busy: {view.say('policy_change.no_week')}]")
    if comparison:
        policy_change_segments.show_causes(view, comparison)
        policy_change_segments.show_segments(view, comparison)


def hint(view: View, days: Look | None) -> str | None:
    """Which days are compared."""
    if days is None:
        return None
    spans = [f"{view.say.day(side[0])} – {view.say.day(side[-1])}" for side in (days.before, days.after)]
    key = "one_week" if days.weeks == 1 else "whole_weeks"
    return view.say(f"policy_change.{key}", weeks=days.weeks, before=spans[0], after=spans[1])


def answer(view: View, comparison: Comparison) -> None:
    """The sentences, the table of both measures, the weeks."""
    for icon, sentence in policy_change_sentences.answers(view, comparison):
        st.markdown(f":material/{icon}: {sentence}")
    measures_table(view, comparison)
    days = comparison.look
    firsts = [side[7 * week] for side in (days.before, days.after) for week in range(days.weeks)]
    weekly = comparison.weekly.assign(begins=pd.to_datetime(firsts))
    words = {key: view.say(f"policy_change.{key}") for key in ("others", "as_others", "change")}
    words["platform"] = plain(days.platform)
    parts = (days.event_id, days.weeks)
    chart(view, "policy_change", lambda: around_change(weekly, days.at, words), *parts)
    st.caption(view.say("policy_change.assumptions"))
