"""Key figures of what money the failures hold: frozen, for how long, released, and what interest runs up."""

import pandas as pd

from analysis.compound_poisson import compound_interval
from dashboards import store
from dashboards.pages.consequences_choices import Choices
from dashboards.pages.consequences_money import change, frozen, interest, short, totals
from dashboards.pages.consequences_numbers import count_failed_cases, ends_told
from dashboards.pages.overview_days import by_day
from dashboards.store import View
from dashboards.widgets.kpi import Kpi, signed
from dashboards.widgets.menu import Behind


def frozen_money(view: View, choices: Choices) -> Kpi:
    """Money frozen in the page's currency, and what of it still is."""
    rows, whole = frozen(choices), totals(view, choices, "amount")
    relative, is_beyond_chance = change(view, choices, "amount")
    return Kpi(
        Behind("frozen_money", rows, "freezes", money_evidence(view, choices, whole)),
        value=short(view, whole["total"], choices.currency) if len(rows) else view.say("consequences.none"),
        detail=frozen_detail(view, choices, rows) if len(rows) else why_none(view, choices),
        days=frozen_daily(view, rows),
        delta=signed(view.say.change(relative)),
        is_beyond_chance=is_beyond_chance,
    )


def frozen_detail(view: View, choices: Choices, rows: pd.DataFrame) -> str:
    """In how many cases, and what is still frozen."""
    say, still = view.say, store.frozen_money.by_case(rows[~rows["is_ended"]])
    return say(
        "consequences.kpi_frozen",
        cases=say.number(len(store.frozen_money.by_case(rows))),
        still=say.number(len(still)),
        amount=short(view, float(still.sum()), choices.currency) if len(still) else say.number(0),
    )


def why_none(view: View, choices: Choices) -> str:
    """Nothing was frozen at all, or no amount of it is known in this currency."""
    return view.say("consequences.no_freeze" if choices.freezes["shown"].empty else "consequences.no_amount")


def frozen_daily(view: View, rows: pd.DataFrame) -> list[float]:
    """The amounts by finished day of the first request."""
    if rows.empty:
        return []
    daily = rows.groupby("first_requested_on")["amount"].sum().astype(float)
    return by_day(view, daily, pd.Series(daily.index)).fillna(0).tolist()


def money_evidence(view: View, choices: Choices, whole: dict) -> dict[str, str]:
    """The sum per 1,000 cases with a failure, with its interval, numerator and denominator."""
    say, currency = view.say, choices.currency
    ends = {name: short(view, whole[name], currency) for name in ("low", "high")}
    failed = say.number(whole["count_failed_cases"])
    return {
        say("consequences.per_thousand"): short(view, whole["per_thousand"], currency),
        say("kpi.interval_name"): say("kpi.range", **ends),
        say("consequences.sum_of"): f"{short(view, whole['total'], currency)} / {failed}",
    }


def money_days(view: View, choices: Choices) -> Kpi:
    """Amount times days frozen, of all freezes, so far."""
    say, rows = view.say, frozen(choices)
    whole = totals(view, choices, "money_days")
    relative, is_beyond_chance = change(view, choices, "money_days")
    total = float(rows["amount"].astype(float).sum())
    return Kpi(
        Behind("money_days", rows, "freezes", money_evidence(view, choices, whole)),
        value=short(view, whole["total"], choices.currency) if len(rows) else say("consequences.none"),
        detail=say(
            "consequences.kpi_money_days",
            days=say.hours(24 * whole["total"] / total if total > 0 else None),
            per=in_days(view, choices, whole["per_thousand"]),
        )
        if len(rows)
        else why_none(view, choices),
        delta=signed(say.change(relative)),
        is_beyond_chance=is_beyond_chance,
    )


def in_days(view: View, choices: Choices, amount: float | None) -> str:
    """Money-days: CNY 1.2M-days."""
    return view.say("consequences.in_days", amount=short(view, amount, choices.currency))


def time_to_release(view: View, choices: Choices) -> Kpi:
    """Kaplan-Meier's median of the days a freeze holds, whatever its currency; those that hold are censored."""
    say, seen = view.say, choices.freezes["shown"]
    half = store.frozen_money.release_quantiles(seen)[0.5]
    ends = ends_told(view, half["low"], half["high"])
    relative, is_beyond_chance = release_change(choices)
    return Kpi(
        Behind("time_to_release", seen, "freezes", {say("kpi.interval_name"): ends}),
        value=say.hours(half["hours"]),
        detail=say(
            "consequences.kpi_release",
            interval=ends,
            ended=say.number(int(seen["is_ended"].sum())),
            freezes=say.number(len(seen)),
        )
        if len(seen)
        else say("consequences.no_freeze"),
        delta=signed(say.change(relative)),
        is_beyond_chance=is_beyond_chance,
    )


def release_change(choices: Choices) -> tuple[float | None, bool]:
    """The relative change of the median; beyond chance where the two intervals do not meet."""
    if "previous" not in choices.freezes:
        return None, False
    now, before = (store.frozen_money.release_quantiles(choices.freezes[part])[0.5] for part in ("current", "previous"))
    # A limit that is not reached is NaN and compares as false: not beyond chance.
    is_apart = now["low"] > before["high"] or now["high"] < before["low"]
    return now["hours"] / before["hours"] - 1 if before["hours"] > 0 else None, is_apart


def interest_accrued(view: View, choices: Choices) -> Kpi:
    """Interest accrued in the page's currency."""
    say, rows = view.say, interest(view, choices)
    whole = interest_totals(rows, count_failed_cases(view))
    per = short(view, whole["per_thousand"], choices.currency)
    cases = say.number(whole["count_cases"])
    return Kpi(
        Behind("interest_accrued", rows, "interest_accrued", money_evidence(view, choices, whole)),
        value=short(view, whole["total"], choices.currency) if len(rows) else say("consequences.none"),
        detail=say("consequences.kpi_interest", cases=cases, per=per) if len(rows) else say("consequences.no_interest"),
    )


def interest_totals(rows: pd.DataFrame, failed: int) -> dict:
    """The interest of all first causes together, and per 1,000 cases with a failure with its interval."""
    total, squares = float(rows["interest_amount"].sum()), float(rows["square_amount"].sum())
    most = float(rows["most_amount"].max()) if len(rows) else 0.0
    low, high = compound_interval(total, squares, most, failed / 1000)
    ends = {"low": float(low), "high": float(high)}
    counts = {"count_cases": int(rows["count_cases"].sum()), "count_failed_cases": failed}
    return {"total": total, "per_thousand": 1000 * total / failed, **ends, **counts}
