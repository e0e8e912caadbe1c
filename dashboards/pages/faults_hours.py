"""Technical faults of the newest two weeks by hour, against what each series' own past foretold."""

from dashboards import store
from dashboards.charts.faults import against_expected
from dashboards.store import View
from dashboards.widgets.card import card
from dashboards.widgets.chart import chart
from dashboards.widgets.markers import markers_between
from dashboards.widgets.states import nothing


def show(view: View) -> None:
    """Draw the card."""
    platforms = view.selection.platform
    found = store.faults_expected_hourly(view.snapshot, platforms)
    hours = found.rename(columns={"count_failures": "observed"})
    query = store.faults_expected_statement(view.snapshot, platforms)
    with card(view, "faults_by_hour", frame=found, query=query, hint=view.say("faults.hours_hint")):
        if found.empty:
            nothing(view, "faults_by_hour")
            return
        names = {name: view.say(f"faults.{name}") for name in ("observed", "expected", "markers")}
        near = markers_between(view, hours["at_local"].min(), hours["at_local"].max())
        chart(view, "faults_by_hour", lambda: against_expected(hours, names, None, near))
