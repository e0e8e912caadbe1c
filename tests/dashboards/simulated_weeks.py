"""What the simulator's log counts, without the log: its attempts and cases in memory, as the findings' SQL counts them.

The honest short cut: the same people, blockers, faults and reactions as `python -m pipelines demo` writes down; files,
delivery and classification are left out. A failure's cause is the true one; wordings are dealt out, six for each cause.
"""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from analysis.findings import Weeks
from dashboards.queries.findings_slices import RATE, Slices, attempt_slices, case_slices, is_own
from dashboards.queries.findings_windows import FOLLOWED_DAYS, Windows, day_parameters, last_week, windows
from pipelines.demo.arrays import DAY
from pipelines.demo.rows import FAILED, SUCCEEDED
from pipelines.demo.scenario import Scenario
from pipelines.demo.simulation import Simulation

WORDINGS = 6
VAGUE = 255
PLANTED = ("incident", "surge", "policy_change")
EPOCH = date(1970, 1, 1)
RESOLVED_DAYS = (1, 3, 7, 14)
Log = tuple[pd.DataFrame, pd.DataFrame]


def without_changes(scenario: Scenario) -> Scenario:
    """The same world without what happens once; maintenance nights, pay days and holidays come back and stay."""
    happenings: dict[str, Any] = {**scenario.happenings, **dict.fromkeys(PLANTED, ())}
    happenings["tilt"] = [tilt for tilt in happenings["tilt"] if "starts_at" not in tilt]
    return replace(scenario, happenings=happenings)


def finished_on(scenario: Scenario) -> date:
    """The last whole day of the log."""
    return EPOCH + timedelta(days=int((scenario.ends_at + scenario.offset) // DAY) - 1)


def simulated(scenario: Scenario) -> Log:
    """Decided attempts, and cases; one row each."""
    simulation, told = Simulation(scenario), list[pa.Table]()
    rows = np.concatenate([simulation.block(first, count, told.append) for first, count in simulation.blocks()])
    decided = rows[np.isin(rows["type"], (FAILED, SUCCEEDED))]
    named = {
        name: decided[name].astype(np.int64) for name in ("platform", "channel", "region", "version", "bank", "os")
    }
    cause = np.where(decided["type"] == FAILED, np.where(decided["is_vague"], VAGUE, decided["cause"]), 0).astype(
        np.int64
    )
    attempts = pd.DataFrame({"day": (decided["paired"] + scenario.offset) // DAY, "cause": cause, **named})
    attempts["signature"] = np.where(cause > 0, cause * WORDINGS + decided["number"] % WORDINGS, 0)
    return attempts, outcomes(scenario, pa.concat_tables(told).to_pandas())


def outcomes(scenario: Scenario, cases: pd.DataFrame) -> pd.DataFrame:
    """What case_outcomes_daily.sql knows of each case."""
    asked, failed, ended = (cases[f"{name}_at"] for name in ("first_requested", "first_failed", "ended"))
    is_failed = (failed - asked) <= pd.Timedelta(days=2)
    days = (ended - failed).where(cases["end_kind"] == "succeeded")
    found = {f"resolved_{count}": is_failed & (days <= pd.Timedelta(days=count)) for count in RESOLVED_DAYS}
    is_left = is_failed & (cases["end_kind"] == "abandoned") & (ended - asked <= pd.Timedelta(days=14))
    local = asked.dt.tz_localize(None) + pd.Timedelta(milliseconds=scenario.offset)
    day = (local - pd.Timestamp(EPOCH)).dt.days
    first = [causes[0] if len(causes) else "fault" for causes in cases["blockers"]]
    told = {"day": day, "platform": cases["platform"], "cause": first, "failed": is_failed, "given_up": is_left}
    return pd.DataFrame({**told, **found})


def compared(scenario: Scenario, log: Log, weeks_back: int) -> tuple[pd.DataFrame, Weeks]:
    """The slices of the finished week so many weeks back, with their weeks before: what analysis.findings judges."""
    last = finished_on(scenario) - timedelta(days=7 * weeks_back)
    first = EPOCH + timedelta(days=int((scenario.starts_at + scenario.offset) // DAY))
    known = {name: windows(last_week(last), name, first, last) for name in FOLLOWED_DAYS}
    held = {name: each for name, each in known.items() if each}
    attempts = attempt_slices(attempt_counts(log[0], held[RATE]), len(held[RATE].spans))
    cases = case_slices(case_counts(log[1]), {name: each for name, each in held.items() if name != RATE})
    slices = Slices.joined([attempts.chosen(np.flatnonzero(is_own(attempts))), cases])
    return slices.compared(), slices.weeks()


def attempt_counts(attempts: pd.DataFrame, held: Windows) -> pd.DataFrame:
    """As finding_counts.sql gives them."""
    days, first = day_parameters(held), (held.first_on - EPOCH).days
    rows = attempts[attempts["day"].between(first, first + len(days["week_of_day"]) - 1)]
    place = rows["day"].to_numpy() - first
    week, is_previous = (np.array(days[name], dtype=float)[place] for name in ("week_of_day", "is_previous_day"))
    rows = rows.assign(week=week, is_previous=is_previous.astype(bool), count_failures=(rows["cause"] > 0).astype(int))
    rows = rows.assign(count_decided=1, cause_category=(rows["cause"] // 9 + 1).where(rows["cause"] > 0))
    kinds = ("cause", "channel", "region", "version", "bank", "os", "signature")
    return pd.concat([summed(rows, kind) for kind in kinds], ignore_index=True)


def summed(rows: pd.DataFrame, kind: str) -> pd.DataFrame:
    keys = ["week", "is_previous", kind, *(["platform", "cause_category"] if kind == "cause" else [])]
    known = rows if kind == "cause" else rows[rows[kind] > 0]
    counts = known.groupby(keys, as_index=False, dropna=False)[["count_failures", "count_decided"]].sum()
    return counts.rename(columns={kind: "value"}).assign(kind=kind)


def case_counts(cases: pd.DataFrame) -> pd.DataFrame:
    """As finding_cases.sql gives them."""
    day = pd.Timestamp(EPOCH) + pd.to_timedelta(cases["day"], unit="D")
    rows = cases.assign(first_requested_on=day, cases=1).rename(columns={"failed": "case_rate"})
    counted = ["cases", "case_rate", "given_up", *(f"resolved_{days}" for days in RESOLVED_DAYS)]
    parts = [
        rows.groupby(["first_requested_on", kind], as_index=False)[counted].sum().rename(columns={kind: "value"})
        for kind in ("platform", "cause")
    ]
    named = [part.assign(kind=kind) for part, kind in zip(parts, ("platform", "cause"), strict=True)]
    return pd.concat(named, ignore_index=True)
