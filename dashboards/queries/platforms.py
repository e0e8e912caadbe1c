"""Platforms side by side: at the same mix of cases, in a funnel, by what they ask, by whom they take back."""

from typing import Any

import pandas as pd

from analysis.funnel import between_groups, standing
from analysis.intervals import ratio
from analysis.ranking import rank_intervals
from analysis.rates import SMALL_DENOMINATOR
from analysis.standardisation import standardised
from dashboards.queries.compose import Statement, ask, statement
from dashboards.queries.selection import Selection
from warehouse import Snapshot

MEASURES = ("case_rate", "resolution")
MIXES = {"case_rate": ("channel", "os", "region"), "resolution": ("cause", "channel")}
FILES = {"case_rate": "case_mix", "resolution": "resolution_mix"}
COUNTED = {"case_rate": "count_failed_cases", "resolution": "count_resolved"}


def mix_cells(
    snapshot: Snapshot, selection: Selection, measure: str, mix: tuple[str, ...], within_days: int
) -> pd.DataFrame:
    """One row per platform (`group`) and stratum: count of total. `mix` names dimensions of MIXES.

    case_rate: cases with a failure of all cases. resolution: cases that succeeded within `within_days` days of their
    first failure, of those that failed at least so long ago: none of them is censored.
    """
    rows = ask(snapshot, FILES[measure], selection, **_own(measure, mix, within_days))
    if measure == "case_rate" and selection != selection.population():
        every = ask(snapshot, FILES[measure], selection.population(), **_own(measure, mix, within_days))
        rows = _of_all(rows, every)
    strata = rows[list(MIXES[measure])].fillna("").agg("\t".join, axis=1) if len(rows) else pd.Series(dtype=str)
    named = rows.rename(columns={"platform": "group", COUNTED[measure]: "count", "count_cases": "total"})
    return named.assign(stratum=strata)[["group", "stratum", "count", "total"]]


def mix_statement(
    snapshot: Snapshot, selection: Selection, measure: str, mix: tuple[str, ...], within_days: int
) -> Statement:
    """What mix_cells asks."""
    return statement(snapshot, FILES[measure], selection, **_own(measure, mix, within_days))


def _own(measure: str, mix: tuple[str, ...], within_days: int) -> dict[str, Any]:
    own: dict[str, Any] = {"mix": list(mix)}
    return own | ({"within_days": within_days} if measure == "resolution" else {})


def _of_all(failed: pd.DataFrame, every: pd.DataFrame) -> pd.DataFrame:
    """All cases with the failed ones that a filter of causes leaves."""
    keys, count = ["platform", *MIXES["case_rate"]], COUNTED["case_rate"]
    joined = every.drop(columns=count).merge(failed[[*keys, count]], how="left", on=keys)
    return joined.assign(**{count: joined[count].fillna(0).astype("int64")})


def compared(cells: pd.DataFrame, is_highest_first: bool = False) -> pd.DataFrame:
    """One row per platform: the columns of analysis.standardised, rank with its interval, where it stands, is_small.

    Ranks are of the standardised rate, 1 the lowest (or the highest); platforms with few cases have none.
    stands and stands_widely: its place in the funnel, by chance alone and with the variance between platforms.
    """
    rows = standardised(cells).rename(columns={"group": "platform"})
    is_small = rows["total"] < SMALL_DENOMINATOR
    target = target_of(rows)
    counts, totals = (rows[name].where(~is_small, 0) for name in ("count", "total"))
    ranks = rank_intervals(counts, totals, ratio(rows["total"], rows["expected"]) * target, is_highest_first)
    _, between = between_groups(rows["indirect"].fillna(target), rows["total"], target)
    places = {"stands": 0.0, "stands_widely": between}
    stands = {name: standing(rows["indirect"], rows["total"], target, more) for name, more in places.items()}
    return pd.concat([rows.assign(is_small=is_small), ranks, pd.DataFrame(stands)], axis=1)


def target_of(rows: pd.DataFrame) -> float:
    """The rate of all platforms together; NaN without rows."""
    return float(ratio(rows["count"].sum(), rows["total"].sum()))


def conditions_asked(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """One row per platform and cause of policy or law: clauses that ask for it, count_failures, count_all_failures."""
    return ask(snapshot, "conditions_asked", selection)


def reregistration_rules(snapshot: Snapshot) -> pd.DataFrame:
    """One row per platform whose rule is written down: platform and what platforms.toml says of it."""
    return ask(snapshot, "reregistration_rules")
