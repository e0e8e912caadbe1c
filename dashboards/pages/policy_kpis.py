"""The key figures of the policy page: what rules of policy and law cost in the period."""

import streamlit as st

from analysis.rates import Rate
from dashboards import store
from dashboards.pages import policy_table
from dashboards.pages.overview_kpis import counted, fraction
from dashboards.pages.overview_outcomes import short_money
from dashboards.pages.policy_choices import Choices
from dashboards.pages.policy_numbers import Pain
from dashboards.store import View
from dashboards.text import NOTHING
from dashboards.widgets.kpi import Kpi, kpi
from dashboards.widgets.menu import Behind


def show(view: View, chosen: Choices, pain: Pain) -> None:
    """Draw the row of cards."""
    figures = [failures, wallets, days_lost, money_frozen, not_returned]
    with st.grid(len(figures), min_column_width=150, gap="small"):
        for figure in figures:
            kpi(view, figure(view, chosen, pain))


def behind(view: View, chosen: Choices, pain: Pain, name: str) -> Behind:
    """What is behind a figure of the rules."""
    return Behind(name, pain.rules, view.statement("policy_rules", is_by_clause=chosen.is_by_clause))


def failures(view: View, chosen: Choices, pain: Pain) -> Kpi:
    """Failures by rules, and the rate among decided attempts."""
    say = view.say
    decided = int(store.part_of(counted(view), "shown")["count_decided"])
    rate = Rate.of(int(pain.whole["count_failures"]), decided)
    interval = say("kpi.interval", low=say.percent(rate.low), high=say.percent(rate.high))
    shown = behind(view, chosen, pain, "policy_failures")
    return Kpi(
        Behind(shown.name, shown.frame, shown.query, {say("column.failure_rate"): fraction(view, rate)}),
        value=say.number(rate.numerator),
        detail=say("policy.failures_detail", rate=say.percent(rate.value), interval=interval),
    )


def wallets(view: View, chosen: Choices, pain: Pain) -> Kpi:
    count, failed = int(pain.whole["count_wallets"]), int(pain.whole["count_failures"])
    ratio = view.say.number(failed / count if count else None, 2)
    return Kpi(
        behind(view, chosen, pain, "policy_wallets"),
        value=view.say.number(count),
        detail=view.say("kpi.wallets_affected", ratio=ratio),
    )


def days_lost(view: View, chosen: Choices, pain: Pain) -> Kpi:
    """Days until the next step; those of failures that still wait are a lower bound."""
    running = view.say.number(pain.whole["days_waiting"])
    count = view.say.number(pain.whole["count_waiting"])
    return Kpi(
        behind(view, chosen, pain, "policy_days_lost"),
        value=view.say.compact(pain.whole["days_lost"]),
        detail=view.say("policy.days_lost_detail", running=running, count=count),
    )


def money_frozen(view: View, chosen: Choices, pain: Pain) -> Kpi:
    say = view.say
    sums = pain.money.groupby("currency")[["frozen_amount", "count_frozen"]].sum().sort_values("count_frozen")[::-1]
    statement = view.statement("policy_money", is_by_clause=chosen.is_by_clause)
    amounts = [short_money(view, row) for row in sums.reset_index().to_dict("records")]
    detail = say("policy.money_detail", count=say.number(sums["count_frozen"].sum()))
    if len(amounts) > 1:
        detail += " " + say("kpi.and_others", amounts=", ".join(amounts[1:]))
    return Kpi(
        Behind("policy_money_frozen", pain.money, statement),
        value=amounts[0] if amounts else NOTHING,
        detail=detail,
    )


def not_returned(view: View, chosen: Choices, pain: Pain) -> Kpi:
    """The share without a next step after two weeks, by Kaplan-Meier."""
    say, whole = view.say, pain.whole
    interval = say("kpi.interval", **{end: say.percent(whole[end]) for end in ("low", "high")})
    return Kpi(
        Behind("policy_not_returned", pain.rules, policy_table.statement(view, chosen)),
        value=say.percent(whole["not_returned"]),
        detail=say("policy.not_returned_detail", days=store.HORIZON_DAYS, interval=interval),
    )
