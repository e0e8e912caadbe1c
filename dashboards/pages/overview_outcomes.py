"""Key figures of what failures lead to: time until resolved, money frozen, spikes still running."""

from datetime import timedelta

import pandas as pd

from dashboards import store
from dashboards.pages.overview_days import by_day, finished_days, shown_days
from dashboards.store import View
from dashboards.text import is_missing
from dashboards.widgets.kpi import Kpi, signed
from dashboards.widgets.menu import Behind


def time_to_resolution(view: View) -> Kpi:
    """Kaplan-Meier's median from the first failure to success; cases still open are censored, not dropped."""
    say, medians = view.say, view.ask(store.median_resolution, compared=view.compared, is_daily=True)
    whole = store.part_of(medians, "shown")
    daily = medians[medians.index == store.DAY].reset_index(drop=True)
    change, is_beyond_chance = median_change(view, medians)
    ends = {"low": say.hours(whole["low"]), "high": say.hours(whole["high"])}
    resolved, cases = say.number(whole["count_resolved"]), say.number(whole["count_cases"])
    evidence = {
        say("kpi.interval_name"): say("kpi.range", **ends),
        say("kpi.resolved"): f"{resolved} / {cases}",
    }
    return Kpi(
        Behind("time_to_resolution", daily, "time_to_resolution", evidence),
        value=say.hours(whole["median_hours"]),
        detail=say(
            "kpi.time_to_resolution", interval=say("kpi.interval", **ends), resolved=resolved, cases=cases
        ),
        days=by_day(view, daily["median_hours"], daily["first_requested_on"]).dropna().tolist(),
        delta=signed(say.change(change)),
        is_beyond_chance=is_beyond_chance,
        drawn="line",
    )


def median_change(view: View, medians: pd.DataFrame) -> tuple[float | None, bool]:
    """The relative change of the median; beyond chance where the two intervals do not meet."""
    if view.compared is None:
        return None, False
    now, before = (store.part_of(medians, part) for part in ("current", "previous"))
    if is_missing(now["median_hours"]) or is_missing(before["median_hours"]):
        return None, False
    # A limit that is not reached is missing and compares as false: not beyond chance.
    is_apart = now["low"] > before["high"] or now["high"] < before["low"]
    return now["median_hours"] / before["median_hours"] - 1, bool(is_apart)


def money_frozen(view: View) -> Kpi:
    """Money frozen in cases, the largest currency as the value; currencies are never added."""
    say, parts = view.say, view.ask(store.money_frozen, compared=view.compared)
    frozen = parts[parts["part"] == "shown"].drop(columns="part").reset_index(drop=True)
    daily = shown_days(view, view.ask(store.money_frozen_daily, compared=view.compared), "first_requested_on")
    amounts = [short_money(view, row) for row in frozen.to_dict("records")]
    of_first = daily[daily["currency"] == frozen["currency"].iloc[0]] if len(frozen) else daily
    still, cases = int(frozen["count_still_frozen"].sum()), int(frozen["count_cases"].sum())
    detail = say("kpi.money_frozen", still=say.number(still), cases=say.number(cases))
    others = say("kpi.and_others", amounts=", ".join(amounts[1:])) if len(amounts) > 1 else ""
    return Kpi(
        Behind("money_frozen", frozen, "money_frozen"),
        value=amounts[0] if amounts else say.number(0),
        detail=f"{detail} {others}".strip(),
        days=by_day(view, of_first["frozen_amount"], of_first["first_requested_on"]).fillna(0).tolist(),
        delta=signed(say.change(money_change(view, parts, frozen))),
    )


def short_money(view: View, row: dict) -> str:
    return f"{row['currency'] or '?'} {view.say.compact(row['frozen_amount'])}"


def money_change(view: View, parts: pd.DataFrame, frozen: pd.DataFrame) -> float | None:
    """The relative change of the largest currency. It has no interval: few large cases make most of it."""
    if view.compared is None or frozen.empty:
        return None
    largest = parts[parts["currency"] == frozen["currency"].iloc[0]].set_index("part")["frozen_amount"]
    now, before = (float(largest.get(part, 0)) for part in ("current", "previous"))
    return now / before - 1 if before else None


def open_spikes(view: View) -> Kpi:
    """Spikes that have not ended by as_of, and how many ran on each day of the period."""
    say, spikes = view.say, view.ask(store.spikes_in_period)
    is_open = spikes["ended_at"].isna()
    return Kpi(
        Behind("open_spikes", spikes, "spikes_in_period"),
        value=say.number(int(is_open.sum())),
        detail=say("kpi.open_spikes", count=say.number(len(spikes))),
        days=running_daily(view, spikes),
    )


def running_daily(view: View, spikes: pd.DataFrame) -> list[float]:
    """How many spikes ran on each finished day of the period."""
    offset = timedelta(minutes=view.snapshot.utc_offset_minutes)
    started = (spikes["started_at"] + offset).dt.normalize()
    ended = (spikes["ended_at"].fillna(pd.Timestamp(view.snapshot.as_of)) + offset).dt.normalize()
    return [float(((started <= day) & (ended >= day)).sum()) for day in finished_days(view)]
