"""Each preparation, countermeasure and help channel compared fairly: with it against without it, the rest being alike.

A step counts from the moment it was taken, until then the wait is one without it. The rest is alike where the failure
had the same cause on the same platform and people had waited as long. An association all the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict

import numpy as np
import pandas as pd

from analysis.distributions import Floats
from analysis.exposure import RateRatio, mantel_haenszel, time_in_bands
from analysis.intervals import newcombe_difference, ratio
from analysis.rates import SMALL_DENOMINATOR
from analysis.risk_sets import Counts
from analysis.standardised import Standardised, standardised_difference

EDGES = np.array([0.0, *(2.0 ** np.arange(-4, 10))])  # hours: the bands of waits_by_cause.sql
BANDS = len(EDGES)
PREPARATIONS = {"prep_conditions_viewed": 1, "prep_documents_ready": 2, "prep_support_contacted": 4}
KINDS_OF_PREPARED = 8
ANY_HELP = "help"
DECIDED = ("count_succeeded", "count_decided")
WAITED = ("count_waits", "hours", *DECIDED)
RATIO = {"value": "rate_ratio", "low": "ratio_low", "high": "ratio_high"}
NAIVE = ("naive_count", "naive_total", "naive_other_count", "naive_other_total")
COLUMNS = ("step", *Standardised.__dataclass_fields__, *RATIO.values(), *NAIVE)
UNKNOWN = ("share", "other_share", "difference", "low", "high", "rate_ratio", "ratio_low", "ratio_high")
Sums = Mapping[str, Floats]


def steps_compared(waits: pd.DataFrame, steps: pd.DataFrame, decisions: pd.DataFrame) -> pd.DataFrame:
    """One row per step that was seen, of the frames of waits_by_cause, wait_steps_by_cause and first_decisions.

    count of total attempts with it succeeded, other_count of other_total without it (left_out: with nothing to compare
    with); share and other_share at one mix, difference, low, high; rate_ratio of successful requests with ratio_low,
    ratio_high; naive_count of naive_total, naive_other_count of naive_other_total, naive_difference with its interval.
    """
    (of_waits, of_steps), count_strata = numbered(waits, steps)
    rows = [prepared(decisions, waits, of_waits, count_strata, step) for step in PREPARATIONS]
    whole = summed(waits, of_waits * BANDS + waits["band"], count_strata * BANDS, WAITED)
    for step, of in steps.assign(stratum=of_steps).groupby("step", sort=True):
        rows.append({"step": step, **taken(whole, of, count_strata * BANDS)})
    table = pd.DataFrame(rows, columns=list(COLUMNS)).astype(dict.fromkeys(UNKNOWN, float))
    return judged(table[table["naive_total"] > 0].reset_index(drop=True))


def taken(whole: Sums, of: pd.DataFrame, count_cells: int) -> dict[str, object]:
    """A step taken on the way. Success is compared after waits of like length: who waits longer has time for a step."""
    ended = summed(of, of["stratum"] * BANDS + of["band"], count_cells, WAITED)
    begun = of.assign(hours=of["from_hours"])
    begun_sums = summed(begun, of["stratum"] * BANDS + of["from_band"], count_cells, WAITED)
    naive = [(held["count_succeeded"].sum(), held["count_waits"].sum()) for held in (ended, whole)]
    return told(against_others(whole, ended), rates(whole, ended, begun_sums), naive)


def prepared(
    decisions: pd.DataFrame, waits: pd.DataFrame, stratum: Counts, count_strata: int, step: str
) -> dict[str, object]:
    """A preparation: known before the first request, so compared from there on, among alike other preparations."""
    bit = PREPARATIONS[step]
    (platform,), count_platforms = numbered(decisions, keys=("platform",))
    every, chosen = with_and_all(decisions, platform, bit, count_platforms, DECIDED)
    first = waits["prepared"].notna().to_numpy()
    whole, part = with_and_all(waits[first], stratum[first], bit, count_strata, WAITED)
    naive = [(held["count_succeeded"].sum(), held["count_decided"].sum()) for held in (chosen, every)]
    return {"step": step, **told(against_others(every, chosen), rates(whole, part, None), naive)}


def with_and_all(
    rows: pd.DataFrame, stratum: Counts, bit: int, count_strata: int, names: Sequence[str]
) -> tuple[Sums, Sums]:
    """All rows by stratum and other preparations (and band, where there is one), and those with this preparation."""
    bits = rows["prepared"].to_numpy(dtype=np.int64)
    cell, count_cells = stratum * KINDS_OF_PREPARED + (bits & ~bit), count_strata * KINDS_OF_PREPARED
    if "band" in rows:
        cell, count_cells = cell * BANDS + rows["band"].to_numpy(), count_cells * BANDS
    is_with = (bits & bit) > 0
    return summed(rows, cell, count_cells, names), summed(rows[is_with], cell[is_with], count_cells, names)


def numbered(*frames: pd.DataFrame, keys: Sequence[str] = ("platform", "cause")) -> tuple[list[Counts], int]:
    """The number of each row's stratum, the same in all frames, and how many strata there are."""
    numbers = pd.concat([frame[list(keys)] for frame in frames]).groupby(list(keys), sort=False, dropna=False).ngroup()
    ends = np.cumsum([len(frame) for frame in frames])[:-1]
    return np.split(numbers.to_numpy(dtype=np.int64), ends), int(numbers.max() + 1) if len(numbers) else 0


def summed(rows: pd.DataFrame, cell: Counts | pd.Series, count_cells: int, names: Sequence[str]) -> Sums:
    """The sums of some columns by cell."""
    at = np.asarray(cell, dtype=np.int64)
    return {name: np.bincount(at, rows[name], count_cells).astype(np.float64) for name in names}


def against_others(whole: Sums, part: Sums) -> Standardised:
    """The success of a part of the attempts against that of the rest, cell by cell."""
    count, total = (part[name] for name in DECIDED)
    every_count, every_total = (whole[name] for name in DECIDED)
    return standardised_difference(count, total, every_count - count, every_total - total)


def rates(whole: Sums, ended: Sums, begun: Sums | None) -> RateRatio:
    """Successful requests over hours of waiting: of the waits with a step since it was taken, and of all other time."""
    since = 0.0 if begun is None else hours_in(begun)
    hours, events = hours_in(ended) - since, ended["count_succeeded"].reshape(-1, BANDS)
    other_hours, other_events = hours_in(whole) - hours, whole["count_succeeded"].reshape(-1, BANDS) - events
    # Differences of equal sums leave a rounding on either side of 0.
    return mantel_haenszel(events, hours.clip(0), other_events, other_hours.clip(0), is_sparse=True)


def hours_in(held: Sums) -> Floats:
    """The hours spent in each band, by stratum."""
    return time_in_bands(held["count_waits"].reshape(-1, BANDS), held["hours"].reshape(-1, BANDS), EDGES)


def told(success: Standardised, fair: RateRatio, naive: Sequence[tuple[float, float]]) -> dict[str, object]:
    """The numbers of one step. `naive`: successes and their number, of those with it and of all."""
    with_it, every = (np.array(held) for held in naive)
    counts = dict(zip(NAIVE, map(int, (*with_it, *(every - with_it))), strict=True))
    return asdict(success) | {name: getattr(fair, key) for key, name in RATIO.items()} | counts


def judged(table: pd.DataFrame) -> pd.DataFrame:
    """With the naive difference, is_small, and is_misleading: its interval says another thing than the fair one's."""
    count, total, other_count, other_total = (table[name].to_numpy(dtype=np.float64) for name in NAIVE)
    low, high = newcombe_difference(count, total, other_count, other_total)
    fair_side = side_of(table["low"].to_numpy(), table["high"].to_numpy())
    small = (table["total"] < SMALL_DENOMINATOR) | (table["other_total"] < SMALL_DENOMINATOR)
    return table.assign(
        naive_difference=ratio(count, total) - ratio(other_count, other_total),
        naive_low=low,
        naive_high=high,
        is_small=small,
        is_misleading=(side_of(low, high) != fair_side) & table["difference"].notna() & ~small,
    )


def side_of(low: Floats, high: Floats) -> Counts:
    """1 where an interval is above 0, -1 where below, 0 where it holds 0 or is not known."""
    return (low > 0).astype(np.int64) - (high < 0).astype(np.int64)
