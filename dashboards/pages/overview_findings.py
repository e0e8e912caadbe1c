"""Findings in plain sentences, each with a link to its evidence."""

from datetime import date

import streamlit as st

from analysis.findings import LEAST_CHANGE, LEAST_EXCESS, LEVEL
from dashboards import store
from dashboards.filters import whole_days
from dashboards.pages.overview_noticed import found, noticed, statement
from dashboards.pages.overview_sentences import Finding, running_spikes, standing
from dashboards.pages.review_findings import drifted
from dashboards.store import View
from dashboards.widgets.card import card
from dashboards.widgets.links import link, set_filter

MOST_FINDINGS = 8
KEY = "findings"  # in the address
WEEK, PERIOD = "week", "period"
Days = tuple[date, date]


def show(view: View) -> None:
    """Draw the card: what runs now first, then what changed, then what holds."""
    days = days_told(view)
    changes = changed(view, days)
    query = statement(view, days) if days and holds(view) else None
    with card(view, "findings", frame=changes.rows, query=query, hint=hint(view, days, changes)):
        choice(view)
        told = findings(view, days)
        if not told:
            st.markdown(view.say("finding.none"))
        for number, finding in enumerate(told):
            sentence(view, number, finding)


def findings(view: View, days: Days | None) -> list[Finding]:
    """What there is to tell of these days, the most pressing first."""
    changes = noticed(view, changed(view, days))
    return [*running_spikes(view), *changes, *drifted(view), *standing(view)][:MOST_FINDINGS]


def changed(view: View, days: Days | None) -> store.Found:
    return found(view, days) if days and holds(view) else store.Found.none()


def holds(view: View) -> bool:
    """Whether the warehouse holds what is asked; one published by an older version of the product may not."""
    return store.holds(view.snapshot, "slices_daily")


def chosen() -> str:
    """What the address asks for: the last finished week, or the selected period."""
    return PERIOD if st.query_params.get(KEY) == PERIOD else WEEK


def choice(view: View) -> None:
    say = view.say
    names = {WEEK: say("finding.week"), PERIOD: say("finding.period")}
    st.segmented_control(
        say("finding.days"),
        list(names),
        format_func=names.__getitem__,
        default=chosen(),
        required=True,
        key="findings_days",
        label_visibility="collapsed",
        on_change=choose,
    )


def choose() -> None:
    asked = st.session_state["findings_days"]
    set_filter(**{KEY: None if asked == WEEK else asked})


def days_told(view: View) -> Days | None:
    """The days whose changes are told; None where none of them is finished."""
    finished = whole_days(view.selection, view.known)
    if finished is None:
        return None
    return (finished.from_on, finished.to_on) if chosen() == PERIOD else store.last_week(finished.to_on)


def hint(view: View, days: Days | None, changes: store.Found) -> str:
    """Which days, against which, and how strictly."""
    say = view.say
    if days is None or not changes.count_tested:
        return say("finding.short")
    return say(
        "finding.hint",
        now=f"{say.day(days[0])} – {say.day(days[1])}",
        tested=say.number(changes.count_tested),
        weeks=changes.count_weeks,
        level=say.percent(LEVEL, 0),
        count=say.number(LEAST_EXCESS),
        change=say.percent(LEAST_CHANGE, 0),
    )


def sentence(view: View, number: int, finding: Finding) -> None:
    with st.container(gap=None, key=f"finding_{number}"):
        st.markdown(f":material/{finding.icon}: {finding.sentence}")
        link(view, finding.page, view.say("finding.evidence"), **finding.changes)
