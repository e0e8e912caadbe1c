"""Cases: show me. Search, the list, and each case's timeline in the drawer."""

import pandas as pd

from dashboards import store
from dashboards.charts.ends import ENDS, cases_by_end
from dashboards.pages import cases_choices, cases_list
from dashboards.pages.cases_choices import Choices
from dashboards.store import View
from dashboards.text import plain
from dashboards.widgets.card import card
from dashboards.widgets.chart import chart
from dashboards.widgets.links import toggle_filter


def show(view: View) -> None:
    """Draw the page."""
    choices = cases_choices.read(view)
    cases_choices.refused(view, choices)
    counts = view.ask(store.cases_ended, choices.selection)
    cases_choices.search_row(view, choices)
    if counts.empty:
        cases_choices.nothing(view, choices)
        return
    ended(view, choices, counts)
    cases_list.show(view, choices, counts)


def ended(view: View, choices: Choices, counts: pd.DataFrame) -> None:
    """How many cases there are, how they ended, and the median time until they were resolved."""
    say, total = view.say, int(counts["count_cases"].sum())
    names = {end: say(f"end_kind.{end}") for end in ENDS}
    query = view.statement("cases_ended", choices.selection)
    with card(view, "cases_ended", frame=counts, query=query, hint=sentence(view, choices, total)):
        chart(
            view,
            "cases_ended",
            lambda: cases_by_end(counts, names, choices.ends),
            choices.search,
            choices.ends,
            on_click=lambda end: toggle_filter("end", end),
        )


def sentence(view: View, choices: Choices, total: int) -> str:
    """The count and the median as one line; a search is named."""
    say, median = view.say, store.part_of(view.ask(store.median_resolution, choices.selection), "shown")
    found = say("cases.found", text=plain(choices.search)) if choices.search else ""
    interval = say("kpi.interval", low=say.hours(median["low"]), high=say.hours(median["high"]))
    values = {
        "cases": say.number(total),
        "median": say.hours(median["median_hours"]),
        "interval": interval,
        "resolved": say.number(median["count_resolved"]),
        "failed": say.number(median["count_cases"]),
    }
    return f"{found} {say('cases.summary', **values)}".strip()
