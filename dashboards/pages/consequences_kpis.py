"""The key figures of the consequences. The change is against the cases before as they stood at the same age."""

import pandas as pd
import streamlit as st

from analysis.intervals import newcombe_difference
from analysis.rates import Rate
from dashboards import store
from dashboards.pages.consequences_choices import Choices
from dashboards.pages.consequences_kpis_money import frozen_money, interest_accrued, money_days, time_to_release
from dashboards.pages.consequences_numbers import (
    Row,
    change_of,
    counted_with,
    efforts_with,
    interval,
    per_thousand,
    rate_of,
    rates,
)
from dashboards.pages.consequences_steps import effort_quantiles, efforts_shown, weights_told
from dashboards.pages.consequences_weeks import is_finished
from dashboards.pages.overview_changes import compared_days
from dashboards.store import View
from dashboards.widgets.kpi import Kpi, kpi, signed
from dashboards.widgets.menu import Behind

IN_A_ROW = 4


def show(view: View, choices: Choices) -> None:
    """Draw the cards, two rows of four where the page is wide."""
    figures = [
        consequence_share(view, choices),
        frozen_money(view, choices),
        money_days(view, choices),
        time_to_release(view, choices),
        interest_accrued(view, choices),
        rate_card(view, choices, "credit_reported", "credit_restored"),
        rate_card(view, choices, "legal_action_opened", "legal_action_closed"),
        effort_index(view),
    ]
    with st.grid(IN_A_ROW, min_column_width=150, gap="small"):
        for figure in figures:
            kpi(view, figure)
    if view.compared:
        st.caption(view.say("consequences.compared", days=compared_days(view)))


def consequence_share(view: View, choices: Choices) -> Kpi:
    """The share of cases with a failure that have any consequence recorded as an event."""
    say, row = view.say, rate_of(view, choices, store.consequence_rates.ANY) or {}
    rate = Rate.of(int(row["count_cases"]), int(row["count_failed_cases"]))
    difference, is_beyond_chance = share_change(view, choices)
    weeks = weekly_of(view, choices, store.consequence_rates.ANY)
    ends = {"low": say.percent(rate.low), "high": say.percent(rate.high)}
    return Kpi(
        Behind(
            "consequence_share",
            rates(view, choices),
            counted_with(view, choices),
            {
                say("consequences.share_of"): f"{say.number(rate.numerator)} / {say.number(rate.denominator)}",
                say("kpi.interval_name"): say("kpi.range", **ends),
            },
        ),
        value=say.percent(rate.value) if rate.numerator else say("consequences.none"),
        detail=say(
            "consequences.kpi_share",
            interval=say("kpi.interval", **ends),
            cases=say.number(rate.numerator),
            failed=say.number(rate.denominator),
        ),
        days=bars(weeks, weeks["count_cases"] / weeks["count_failed_cases"]),
        delta=signed(say.points(difference)),
        is_beyond_chance=is_beyond_chance,
    )


def share_change(view: View, choices: Choices) -> tuple[float | None, bool]:
    """The difference of two shares, the cases before as old as the current ones, and whether beyond chance."""
    if view.compared is None:
        return None, False
    sides = [rate_of(view, choices, store.consequence_rates.ANY, part) for part in ("current", "previous")]
    if any(side is None for side in sides):
        return None, False
    now, before = ((side["count_cases"], side["count_failed_cases"]) for side in sides if side)
    low, high = newcombe_difference(*now, *before)
    return now[0] / now[1] - before[0] / before[1], bool(low > 0 or high < 0)


def rate_card(view: View, choices: Choices, opens: str, closes: str) -> Kpi:
    """How often something begins per 1,000 cases with a failure, and how many of it were ended."""
    say = view.say
    row, ended = (rate_of(view, choices, kind) or {} for kind in (opens, closes))
    relative, is_beyond_chance = change_of(view, choices, opens)
    weeks = weekly_of(view, choices, opens)
    return Kpi(
        Behind(opens, weeks, counted_with(view, choices), rate_evidence(view, row)),
        value=per_thousand(view, row["per_thousand"]) if row["count_events"] else say("consequences.none"),
        detail=say(
            f"consequences.kpi_{opens}",
            interval=interval(view, row),
            events=say.number(row["count_events"]),
            ended=say.number(ended["count_events"]),
        ),
        days=bars(weeks, weeks["per_thousand"]),
        delta=signed(say.change(relative)),
        is_beyond_chance=is_beyond_chance,
    )


def rate_evidence(view: View, row: Row) -> dict[str, str]:
    say = view.say
    return {
        say("consequences.per_thousand"): per_thousand(view, row["per_thousand"]),
        say("kpi.interval_name"): interval(view, row),
        say("consequences.events_of"): f"{say.number(row['count_events'])} / {say.number(row['count_failed_cases'])}",
    }


def weekly_of(view: View, choices: Choices, consequence: str) -> pd.DataFrame:
    """The rates by week of the first request, those that are not finished marked."""
    rows = rates(view, choices, key="week_on")
    of = rows[rows["consequence"] == consequence].drop(columns="consequence")
    return of.assign(is_finished=[is_finished(view, choices, pd.Timestamp(day)) for day in of["week_on"]])


def bars(weeks: pd.DataFrame, value: pd.Series) -> list[float]:
    """The values of the finished weeks."""
    return [float(one) for one in value[weeks["is_finished"]]]


def effort_index(view: View) -> Kpi:
    """The median effort of a case; not compared, for it grows with the time a case has had."""
    say, rows = view.say, efforts_shown(view)
    half, most = effort_quantiles(rows).values()
    statement = efforts_with(view)
    ends = {"low": say.number(half.low), "high": say.number(half.high)}
    return Kpi(
        Behind("effort_index", rows, statement, {say("kpi.interval_name"): say("kpi.range", **ends)}),
        value=say.number(half.value),
        detail=say("consequences.kpi_effort", most=say.number(most.value), weights=weights_told(view)),
    )
