"""The key figures of help and return, each of the whole period."""

import streamlit as st

from analysis.intervals import newcombe_difference
from analysis.rates import Rate
from dashboards import store
from dashboards.pages.help_numbers import answer_times, first_row, longest_known, resolved_after_help, returned
from dashboards.pages.overview_changes import compared_days
from dashboards.pages.overview_kpis import fraction
from dashboards.store import Selection, View
from dashboards.text import NOTHING, is_missing
from dashboards.widgets.kpi import Kpi, kpi, signed
from dashboards.widgets.menu import Behind

WITHIN_DAYS = (1, 3, 7)


def has_any(view: View) -> bool:
    """Whether the filters leave a failed case, a contact or a termination."""
    asked = (store.journeys, store.help_contacts_counted, store.returns_told)
    return any(not view.ask(query).empty for query in asked)


def show(view: View) -> None:
    """Draw the row of cards."""
    figures = [
        help_share(view),
        answer_time(view),
        answered_in_day(view),
        then_resolved(view),
        returns_asked(view),
        returns_accepted(view),
    ]
    with st.grid(len(figures), min_column_width=150, gap="small"):
        for figure in figures:
            kpi(view, figure)
    if view.compared:
        st.caption(view.say("kpi.compared", days=compared_days(view)))


def helped(view: View, selection: Selection | None = None) -> Rate:
    """Failed cases that asked for help, of all failed cases."""
    rows = view.ask(store.journeys, selection)
    return Rate.of(int(rows["count_helped"].sum()), int(rows["count_cases"].sum()))


def help_share(view: View) -> Kpi:
    """The share of failed cases with a contact, and its change."""
    say, rate = view.say, helped(view)
    difference, is_beyond_chance = helped_change(view)
    interval = say("kpi.interval", low=say.percent(rate.low), high=say.percent(rate.high))
    counts = {"helped": say.number(rate.numerator), "cases": say.number(rate.denominator)}
    detail = say("help_return.kpi_share", interval=interval, **counts)
    return Kpi(
        Behind("help_share", None, "journeys", {say("card.help_share"): fraction(view, rate)}),
        value=say.percent(rate.value),
        detail=detail if rate.denominator else say("help_return.no_failed"),
        delta=signed(say.points(difference)),
        is_beyond_chance=is_beyond_chance,
    )


def helped_change(view: View) -> tuple[float | None, bool]:
    """The change of the share, and whether Newcombe's interval leaves out none."""
    if view.compared is None:
        return None, False
    now, before = (helped(view, part) for part in view.compared)
    if now.value is None or before.value is None:
        return None, False
    ends = newcombe_difference(now.numerator, now.denominator, before.numerator, before.denominator)
    return now.value - before.value, bool(ends[0] > 0 or ends[1] < 0)


def told(view: View, row: dict | None, name: str) -> str:
    """The interval of a share that a row holds."""
    if row is None or is_missing(row[f"{name}_low"]):
        return NOTHING
    low, high = (view.say.percent(row[f"{name}_{end}"]) for end in ("low", "high"))
    return view.say("kpi.interval", low=low, high=high)


def answer_time(view: View) -> Kpi:
    """The median time until a contact is answered."""
    say, rows = view.say, answer_times(view)
    row = first_row(rows)
    behind = Behind("answer_time", None, "help_answers")
    if row is None:
        return Kpi(behind, NOTHING, say("help_return.no_contacts_short"))
    ends = {end: say.hours(row[f"median_hours_{end}"]) for end in ("low", "high")}
    counts = {"answered": say.number(row["count_answered"]), "contacts": say.number(row["count_contacts"])}
    detail = say("help_return.kpi_time", **counts, interval=say("kpi.interval", **ends))
    return Kpi(behind, say.hours(row["median_hours"]), detail)


def answered_in_day(view: View) -> Kpi:
    """The share of contacts that are answered within 24 hours."""
    say, row = view.say, first_row(answer_times(view))
    behind = Behind("answered_in_day", None, "help_answers")
    if row is None:
        return Kpi(behind, NOTHING, say("help_return.no_contacts_short"))
    waiting = say.number(row["count_contacts"] - row["count_answered"])
    detail = say("help_return.kpi_day", interval=told(view, row, "within_24"), waiting=waiting)
    return Kpi(behind, say.percent(row["within_24"]), detail)


def then_resolved(view: View) -> Kpi:
    """The probability to be resolved within a week of the first contact, or within what has been watched of it."""
    say, row = view.say, first_row(resolved_after_help(view))
    behind = Behind("resolved_after_help", None, store.help_contacts.ends_statement(view.snapshot, view.selection))
    if row is None:
        return Kpi(behind, NOTHING, say("help_return.no_contacts_short"))
    days, cases = longest_known(row, "resolved", WITHIN_DAYS), say.number(row["count_cases"])
    if days is None:
        return Kpi(behind, NOTHING, say("help_return.kpi_after_short", cases=cases))
    name = f"resolved_{days}"
    detail = say("help_return.kpi_after", days=days, interval=told(view, row, name), cases=cases)
    return Kpi(behind, say.percent(row[name]), detail)


def returns_asked(view: View) -> Kpi:
    """The probability to ask to be registered anew, within the longest time after the termination that is known."""
    say, row = view.say, first_row(returned(view))
    behind = Behind("returns_asked", None, "returns_told")
    if row is None:
        return Kpi(behind, NOTHING, say("help_return.no_terminations"))
    days = longest_known(row, "asked", store.help_returns.WITHIN_DAYS)
    counts = {"asked": say.number(row["count_asked"]), "terminated": say.number(row["count_terminated"])}
    if days is None:
        return Kpi(behind, NOTHING, say("help_return.kpi_asked_short", **counts))
    name = f"asked_{days}"
    detail = say("help_return.kpi_asked", days=days, interval=told(view, row, name), **counts)
    return Kpi(behind, say.percent(row[name]), detail)


def returns_accepted(view: View) -> Kpi:
    """Of those that asked, the share that was accepted."""
    say, row = view.say, first_row(returned(view))
    behind = Behind("returns_accepted", None, "returns_told")
    if row is None or not row["count_asked"]:
        return Kpi(behind, NOTHING, say("help_return.no_returns_short"))
    counts = {"accepted": say.number(row["count_accepted"]), "asked": say.number(row["count_asked"])}
    return Kpi(
        behind,
        say.percent(row["rate_accepted"]),
        say("help_return.kpi_accepted", interval=told(view, row, "rate_accepted"), **counts),
    )
