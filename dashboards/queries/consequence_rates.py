"""Rates per 1,000 cases with a failure, each with its numerator, denominator and interval."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from analysis.compound_poisson import compound_interval, compound_ratio
from analysis.intervals import ratio, wilson

THOUSAND = 1000
ANY = "any"
RECORDED = (
    "funds_frozen",
    "funds_released",
    "interest_accrued",
    "credit_reported",
    "credit_restored",
    "legal_action_opened",
    "legal_action_closed",
    "documents_requested",
    "review_repeated",
)
# Told by the case itself and not by an event of its own: attempts after the first, and times help was asked for.
STEPS = {"request_repeated": "repeats", "help_contacted": "contacts"}
KINDS = (*RECORDED, *STEPS)
COUNTS = ("count_events", "count_cases", "square_events", "most_events")


def failed_cases(efforts: pd.DataFrame, part: str, key: str | None = None) -> pd.Series:
    """Cases with a failure in a part, by the values of `key` (first_cause, week_on) or in all (index `all`)."""
    rows = part_rows(efforts, part, key)
    return rows.groupby(rows[key] if key else by_all(rows))["count_cases"].sum()


def part_rows(frame: pd.DataFrame, part: str, key: str | None = None) -> pd.DataFrame:
    """The rows of a part that are told apart by `key` alone; without one, those that are not told apart."""
    others = [name for name in ("first_cause", "week_on") if name != key]
    is_one = (frame["part"] == part) & frame[others].isna().all(axis=1)
    return frame[is_one & frame[key].notna()] if key else frame[is_one]


def by_all(rows: pd.DataFrame) -> pd.Series:
    return pd.Series("all", index=rows.index)


def rates(counts: pd.DataFrame, efforts: pd.DataFrame, part: str = "shown", key: str | None = None) -> pd.DataFrame:
    """One row per kind of consequence, and per value of `key`: consequence, the key, the counts, count_failed_cases,
    per_thousand, low, high. What did not happen is a row of 0 events; without cases with a failure there is no row.
    """
    cases = failed_cases(efforts, part, key)
    recorded = part_rows(counts, part, key).assign(**{} if key else {"all": "all"})
    found = pd.concat([recorded, *(steps(efforts, part, key, kind) for kind in STEPS)])
    name = key or "all"
    every = pd.MultiIndex.from_product([(ANY, *KINDS), cases.index], names=["consequence", name])
    filled = found.set_index(["consequence", name])[list(COUNTS)].reindex(every).fillna(0).reset_index()
    return with_interval(filled.assign(count_failed_cases=filled[name].map(cases))).drop(columns=[] if key else "all")


def steps(efforts: pd.DataFrame, part: str, key: str | None, kind: str) -> pd.DataFrame:
    """The counts of one of STEPS, summed over the efforts."""
    name = STEPS[kind]
    rows = part_rows(efforts, part, key)
    summed = rows.groupby(rows[key] if key else by_all(rows)).agg(
        count_events=(f"count_{name}", "sum"),
        count_cases=(f"cases_{name}", "sum"),
        square_events=(f"square_{name}", "sum"),
        most_events=(f"most_{name}", "max"),
    )
    return summed.rename_axis(key or "all").reset_index().assign(consequence=kind)


def with_interval(rows: pd.DataFrame) -> pd.DataFrame:
    """With per_thousand, low and high: events per 1,000 cases.

    Where no case has more than one it is a share of cases (Wilson). Else a case with all its events is one lump.
    """
    events, cases, most = rows["count_events"], rows["count_failed_cases"], rows["most_events"]
    is_share = (most <= 1).to_numpy()
    shares = wilson(events.where(is_share, 0), cases)
    lumps = compound_interval(events, rows["square_events"], most, cases)
    low, high = (np.where(is_share, share, lump) * THOUSAND for share, lump in zip(shares, lumps, strict=True))
    return rows.assign(per_thousand=ratio(events, cases) * THOUSAND, low=low, high=high)


def change(now: Mapping, before: Mapping) -> tuple[float | None, bool]:
    """The relative change of a rate, and whether its interval leaves out no change; None where either is 0."""
    numbers = [
        float(side[name]) for side in (now, before) for name in ("count_events", "square_events", "count_failed_cases")
    ]
    if not all(number > 0 for number in numbers):
        return None, False
    low, high = compound_ratio(*numbers)
    return now["per_thousand"] / before["per_thousand"] - 1, bool(low > 1 or high < 1)


def summed_over(rows: pd.DataFrame, group: str, as_key: str) -> pd.DataFrame:
    """Rates by first cause, summed by the column `group` of it, which also becomes the key `as_key`."""
    how = {"count_events": "sum", "count_cases": "sum", "square_events": "sum", "most_events": "max"}
    summed = rows.groupby(["consequence", group], sort=False, as_index=False).agg({**how, "count_failed_cases": "sum"})
    return with_interval(summed.assign(**{as_key: summed[group]}))
