"""The failure rate of every sub-cause as bars, grouped by category."""

from dashboards.charts.causes import rates_by_cause
from dashboards.pages.causes_numbers import counted_with, names_of, sub_causes
from dashboards.store import View
from dashboards.widgets import states
from dashboards.widgets.card import card
from dashboards.widgets.chart import chart
from dashboards.widgets.links import toggle_filter


def show(view: View) -> None:
    """Draw the card; a bar filters its cause."""
    rows = sub_causes(view)
    failed = rows[rows["count_failures"] > 0]
    hint = view.say("causes.rates_hint")
    with card(view, "causes_rates", frame=failed, query=counted_with(view), hint=hint):
        if failed.empty:
            states.nothing(view, "causes_rates")
            return
        names = names_of(view, failed["cause"], failed["cause_category"])
        words = {"failures": view.say("causes.failures"), "small": view.say("causes.small")}
        chart(
            view,
            "causes_rates",
            lambda: rates_by_cause(failed, names, words),
            on_click=lambda cause: toggle_filter("cause", cause),
        )
