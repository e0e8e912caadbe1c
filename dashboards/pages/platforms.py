"""Platforms: who does better, fairly?"""


from dashboards import store
from dashboards.pages import platforms_conditions, platforms_funnel, platforms_rates, platforms_returns
from dashboards.pages.platforms_choices import choices
from dashboards.pages.platforms_numbers import compare
from dashboards.store import View
from dashboards.widgets import states

NEEDED = ("case_mix_daily", "resolution_times", "policies", "reregistration_rules")


def show(view: View) -> None:
    """Draw the page."""
    if not all(store.holds(view.snapshot, relation) for relation in NEEDED):
        states.older(view)
        return
    chosen = choices(view)
    if view.ask(store.mix_cells, measure="case_rate", mix=(), within_days=0).empty:
        states.nothing(view, "platforms")
    else:
        compared = compare(view, chosen)
        platforms_rates.show(view, chosen, compared)
        platforms_funnel.show(view, chosen, compared)
    platforms_conditions.show(view)
    platforms_returns.show(view)
