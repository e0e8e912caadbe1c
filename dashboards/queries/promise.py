"""The promise to have closed a wallet within so many working days, and the open cases measured against it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.working_days import after_working_days, working_days_since
from dashboards.queries.compose import ask
from dashboards.queries.resolution import calendar, calendar_values
from dashboards.queries.selection import Selection
from warehouse import Snapshot

FILE = Path(__file__).parents[1] / "promise.toml"
LONGEST = 250  # working days, about a year
LEARNED_DAYS = 90  # the forecast learns from cases first requested in these days before the newest event


class BadPromise(ValueError):
    """A promise that cannot be kept account of; the text says what to change."""


@dataclass(frozen=True)
class Promise:
    """Working days from the first request, by platform; `days` where a platform has none of its own."""

    days: int
    by_platform: Mapping[str, int]

    def of(self, platform: str) -> int:
        return self.by_platform.get(platform, self.days)


@cache
def read_promise(path: Path = FILE) -> Promise:
    """The promises as the file has them. Raises BadPromise for a file that is no TOML or holds other than days."""
    try:
        told = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise BadPromise(f"{path} cannot be read: {error}") from error
    platforms = told.get("platforms", {})
    if not isinstance(platforms, dict):
        raise BadPromise(f"{path}: `platforms` must be a table of platform = working days")
    days = checked(path, "working_days", told.get("working_days"))
    return Promise(days, {name: checked(path, f"platforms.{name}", value) for name, value in platforms.items()})


def checked(path: Path, key: str, days: object) -> int:
    if not isinstance(days, int) or isinstance(days, bool) or not 1 <= days <= LONGEST:
        raise BadPromise(f"{path}: `{key}` is {days!r}; it must be a whole number of working days from 1 to {LONGEST}")
    return days


def promise_ages(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """One row per platform, end kind and stretch: platform, end_kind, days_at_failure, days_at_end, count_cases.

    Working days from the first request, in tenths, of the open cases and of those that the forecast learns from. An
    abandoned case counts as open until its silence was long enough; days_at_end is rounded up, days_at_failure down.
    """
    return ask(snapshot, "promise_ages", selection, **promise_values(snapshot, selection))


def cases_near_breach(snapshot: Snapshot, selection: Selection, count_rows: int) -> pd.DataFrame:
    """One row per open case within its promise, the nearest to it first: case_id, platform, cause (its first),
    first_requested_at_local, working_days (its age), promised_days, days_left, promised_at_local.
    """
    found = ask(snapshot, "cases_near_breach", selection, **promise_values(snapshot, selection, count_rows))
    days = calendar(snapshot, selection)
    due = [after_working_days(days, clock) for clock in found["clock_at_request"] + found["promised_days"]]
    return found.drop(columns="clock_at_request").assign(promised_at_local=pd.Series(due, dtype="datetime64[us]"))


def promise_values(snapshot: Snapshot, selection: Selection, count_rows: int = 0) -> dict[str, Any]:
    """The named parameters of both files: the calendar, the promises, and where the clock stands now."""
    promise = read_promise()
    (clock,) = working_days_since(calendar(snapshot, selection), [now_local(snapshot)])
    return {
        **calendar_values(snapshot, selection),
        "learned_from": now_local(snapshot).date() - timedelta(days=LEARNED_DAYS),
        "promise_platforms": list(promise.by_platform),
        "promise_days": list(promise.by_platform.values()),
        "default_days": promise.days,
        "clock_now": clock,
        "count_rows": count_rows,
    }


def now_local(snapshot: Snapshot) -> datetime:
    """The newest event in the reporting zone."""
    return snapshot.as_of + timedelta(minutes=snapshot.utc_offset_minutes)

