"""Alerts: which rules hold, what state each is in, what it would have told over the log, and what was sent."""

import streamlit as st

from dashboards import actions, store
from dashboards.pages import alerts_held, alerts_history, alerts_messages, alerts_rules
from dashboards.store import View
from dashboards.text import plain
from dashboards.widgets import states
from dashboards.widgets.alert_overview import Overview, alert_overview

SET_UP = """cp pipelines/alerting/example.toml data/warehouse/alerts.toml
python -m pipelines alert backtest
python -m pipelines alert --dry-run"""


def show(view: View) -> None:
    """Draw the page; rules that cannot be read are told by the write side's own sentence."""
    if not store.holds(view.snapshot, "judged_hours"):
        states.older(view)
        return
    try:
        found = alert_overview(view.snapshot)
    except actions.Refused as refused:
        st.error(view.say("alert.refused", sentence=plain(str(refused))), icon=":material/error:")
        return
    told(view, found)
    alerts_rules.show(view, found)
    alerts_history.show(view, found)
    messages, held = st.columns([3, 2], gap="small")
    with messages:
        alerts_messages.show(view, found)
    with held:
        alerts_held.show(view, found)


def told(view: View, found: Overview) -> None:
    """Where the rules are written, and how to begin where nobody wrote any."""
    file = plain(found["rules_file"])
    if not found["is_example"]:
        st.caption(f":material/edit_document: {view.say('alert.written', file=file)}")
        return
    st.info(view.say("alert.example", file=file), icon=":material/notifications_off:")
    with st.expander(view.say("alert.set_up")):
        st.code(SET_UP, language="bash")
