"""The key figures of the overview. The value is of the whole period, the change of its finished days."""

import pandas as pd
import streamlit as st

from analysis.intervals import newcombe_difference, rate_ratio
from analysis.rates import Rate
from dashboards import store
from dashboards.pages import overview_outcomes
from dashboards.pages.overview_changes import compared_days
from dashboards.pages.overview_days import by_day, daily_counts
from dashboards.store import View
from dashboards.widgets.kpi import Kpi, kpi, signed
from dashboards.widgets.menu import Behind

BOTH = ("current", "previous")


def show(view: View) -> None:
    """Draw the row of cards."""
    shown = figures(view)
    with st.grid(len(shown), min_column_width=150, gap="small"):
        for figure in shown:
            kpi(view, figure)
    if view.compared:
        st.caption(view.say("kpi.compared", days=compared_days(view)))


def figures(view: View) -> list[Kpi]:
    """The key figures, in their order."""
    return [
        failure_rate(view),
        failures(view),
        wallets(view),
        overview_outcomes.time_to_resolution(view),
        overview_outcomes.money_frozen(view),
        overview_outcomes.open_spikes(view),
    ]


def counted(view: View) -> pd.DataFrame:
    """The failed and decided attempts of the period, its finished days and the days before."""
    return view.ask(store.failure_rate, compared=view.compared)


def rate_in(view: View, part: str) -> Rate:
    row = store.part_of(counted(view), part)
    return Rate.of(int(row["count_failures"]), int(row["count_decided"]))


def failure_rate(view: View) -> Kpi:
    """Failed over decided attempts, with Wilson's interval; the case rate stands beside it."""
    say, rate = view.say, rate_in(view, "shown")
    cases = view.ask(store.case_rate).iloc[0]
    case_rate = Rate.of(int(cases["count_failed_cases"]), int(cases["count_cases"]))
    daily = daily_counts(view)
    daily = daily.assign(
        failure_rate=daily["count_failures"] / daily["count_decided"].where(daily["count_decided"] > 0)
    )
    difference, is_beyond_chance = rate_change(view)
    interval = say("kpi.interval", low=say.percent(rate.low), high=say.percent(rate.high))
    evidence = {
        say("column.failure_rate"): fraction(view, rate),
        say("kpi.interval_name"): say("kpi.range", low=say.percent(rate.low), high=say.percent(rate.high)),
        say("kpi.case_rate"): fraction(view, case_rate),
    }
    return Kpi(
        Behind("failure_rate", daily, "failure_rate", evidence),
        value=say.percent(rate.value),
        detail=say("kpi.failure_rate", interval=interval, case_rate=say.percent(case_rate.value)),
        days=by_day(view, daily["failure_rate"], daily["requested_on"]).dropna().tolist(),
        delta=signed(say.points(difference)),
        is_beyond_chance=is_beyond_chance,
        drawn="line",
    )


def fraction(view: View, rate: Rate) -> str:
    """The rate with its numerator and denominator."""
    numbers = f"{view.say.number(rate.numerator)} / {view.say.number(rate.denominator)}"
    return f"{view.say.percent(rate.value, 2)} = {numbers}"


def rate_change(view: View) -> tuple[float | None, bool]:
    """How the failure rate of the finished days differs from before, and whether beyond chance."""
    if view.compared is None:
        return None, False
    now, before = (rate_in(view, part) for part in BOTH)
    if now.value is None or before.value is None:
        return None, False
    low, high = newcombe_difference(now.numerator, now.denominator, before.numerator, before.denominator)
    return now.value - before.value, bool(low > 0 or high < 0)


def count_change(view: View, counts: pd.Series) -> tuple[float | None, bool]:
    """The relative change of a count over equally many days, and whether its interval leaves out 0."""
    if view.compared is None:
        return None, False
    now, before = (int(counts[part]) for part in BOTH)
    if not now or not before:
        return None, False
    low, high = rate_ratio(now, 1, before, 1)
    return now / before - 1, bool(low > 1 or high < 1)


def failures(view: View) -> Kpi:
    """How many attempts failed."""
    say, rate = view.say, rate_in(view, "shown")
    daily = daily_counts(view)
    change, is_beyond_chance = count_change(view, counted(view)["count_failures"])
    return Kpi(
        Behind("failures", daily, "failure_rate"),
        value=say.number(rate.numerator),
        detail=say("kpi.failures", count=say.number(rate.denominator)),
        days=by_day(view, daily["count_failures"], daily["requested_on"]).fillna(0).tolist(),
        delta=signed(say.change(change)),
        is_beyond_chance=is_beyond_chance,
    )


def wallets(view: View) -> Kpi:
    """How many wallets had a failure."""
    say, counts = view.say, view.ask(store.wallets_affected, compared=view.compared)["count_wallets"]
    count = int(counts["shown"])
    daily = view.ask(store.wallets_affected_daily)
    change, is_beyond_chance = count_change(view, counts)
    failed = rate_in(view, "shown").numerator
    return Kpi(
        Behind("wallets_affected", daily, "wallets_affected"),
        value=say.number(count),
        detail=say("kpi.wallets_affected", ratio=say.number(failed / count if count else None, 2)),
        days=by_day(view, daily["count_wallets"], daily["requested_on"]).fillna(0).tolist(),
        delta=signed(say.change(change)),
        is_beyond_chance=is_beyond_chance,
    )
