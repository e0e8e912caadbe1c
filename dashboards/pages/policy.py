"""Policy pain points: which rule hurts most, and what if we change it?"""

import streamlit as st

from dashboards.pages import policy_kpis, policy_ledger, policy_pareto, policy_table, policy_what_if
from dashboards.pages.policy_change import show_change
from dashboards.pages.policy_choices import choices
from dashboards.pages.policy_numbers import pain
from dashboards.store import View
from dashboards.widgets import states


def show(view: View) -> None:
    """Draw the page."""
    chosen = choices(view)
    found = pain(view, chosen)
    if not found.whole["count_failures"]:
        st.markdown(view.say("policy.nothing"))
        states.nothing(view, "policy")
    else:
        policy_kpis.show(view, chosen, found)
        policy_pareto.show(view, chosen, found)
        policy_what_if.show(view, chosen, found)
        policy_table.show(view, chosen, found)
    policy_ledger.show(view)
    show_change(view)
