"""What changed most between two periods: each segment's part in the change of the failure rate.

A rate moves for two reasons: failures became more or less frequent where they happen (the rate part), or
attempts moved to where failures are more or less frequent (the mix part). Both describe, neither explains.

The rows of `cells` are segment x stratum, with the counts of the current and of the previous period:
    segment, stratum, attempts_current, failures_current, attempts_previous, failures_previous
Segments are of one of two kinds, and `shares_attempts` says which:
    False: segments part the attempts (platform, region, version), so each cell has attempts of its own;
    True:  segments part the failures (causes): any attempt of a stratum can fail by any of them, so each row
           repeats the attempts of its stratum. A segment that never failed in a stratum needs no row there,
           as long as some row names the stratum.

With w = attempts of a cell / all attempts, r = failures / attempts of a cell, R the overall rate, d for
current less previous and m() for the mean of both periods:
    rate part = m(w) dr
    mix part  = (m(r) - m(R)) dw     where segments part the attempts
    mix part  = m(r) dw              where they share them
Over all cells these add up to dR exactly (midpoint decomposition, Kitagawa 1955). m(R) moves nothing overall,
since the dw add up to 0, but lets a growing segment add only where it fails more than the whole. A cell with
attempts in one period only has no dr: its r stands for both periods, and all of it is mix.
"""

import numpy as np
import pandas as pd

from analysis.distributions import Floats
from analysis.intervals import CONFIDENCE, newcombe_difference, ratio
from analysis.rates import SMALL_DENOMINATOR

ATTEMPTS = ["attempts_current", "attempts_previous"]
FAILURES = ["failures_current", "failures_previous"]
PARTS = ["rate_part", "mix_part"]
COMPARED = [*FAILURES, *ATTEMPTS, "rate_current", "rate_previous", "difference", "low", "high", *PARTS]


def segment_changes(
    cells: pd.DataFrame, shares_attempts: bool = False, confidence: float = CONFIDENCE
) -> pd.DataFrame:
    """One row per segment: rank, segment, its counts and rates, their difference, and its part in the whole.

    rate_*: failures / attempts of the segment (of all, where attempts are shared). difference: current less
    previous, with Newcombe's interval low, high. contribution = rate_part + mix_part: how much of the overall
    change is this segment's; contributions add up to it. is_small: a period has few attempts (below
    SMALL_DENOMINATOR, yet not none: a segment that is new or gone is ranked). rank: by the size of the
    contribution, 1 first, missing where small or unknown; rows come in that order. What a period without
    attempts leaves unknown is NaN. Raises ValueError for impossible counts.

    The intervals are one each: among twenty segments one excludes 0 by chance.
    """
    totals = _totals(cells, shares_attempts)
    parts = cells.assign(**_parts(cells, totals, shares_attempts))
    # A segment without a name counts too. And a plain sum would make unknown parts 0.
    by_segment = parts.groupby("segment", as_index=False, dropna=False)
    segments = by_segment[[*FAILURES, *ATTEMPTS, *PARTS]].sum(min_count=1)
    if shares_attempts:
        segments = segments.assign(**totals[ATTEMPTS])
    compared = _with_difference(segments, confidence)
    return _ranked(compared.assign(contribution=compared[PARTS].sum(axis=1, min_count=2)))


def overall_change(
    cells: pd.DataFrame, shares_attempts: bool = False, confidence: float = CONFIDENCE
) -> pd.Series:
    """The change of the rate over all cells, under the names that segment_changes gives its columns."""
    totals = _totals(cells, shares_attempts)
    parts = pd.DataFrame(_parts(cells, totals, shares_attempts)).sum(min_count=1)
    whole = pd.concat([totals, parts]).to_frame().T
    return _with_difference(whole, confidence)[COMPARED].iloc[0]


def _totals(cells: pd.DataFrame, shares_attempts: bool) -> pd.Series:
    """The counts of both periods over all cells, every attempt once."""
    counted = cells
    if shares_attempts:
        counted = cells.drop_duplicates(["stratum", *ATTEMPTS])
        if counted["stratum"].duplicated().any():
            raise ValueError("where attempts are shared, all rows of a stratum must repeat its attempts")
    sums = {name: counted[name].sum() for name in ATTEMPTS} | {name: cells[name].sum() for name in FAILURES}
    return pd.Series(sums)


def _parts(cells: pd.DataFrame, totals: pd.Series, shares_attempts: bool) -> dict[str, Floats]:
    current, previous = _cell_rates(cells)
    weight_current, weight_previous = (ratio(cells[name], totals[name]) for name in ATTEMPTS)
    middle = 0.0 if shares_attempts else _overall_rates(totals).mean()
    return {
        "rate_part": (weight_current + weight_previous) / 2 * (current - previous),
        "mix_part": ((current + previous) / 2 - middle) * (weight_current - weight_previous),
    }


def _cell_rates(cells: pd.DataFrame) -> tuple[Floats, Floats]:
    """The rates of both periods; one that has no attempts takes the other's, and 0 where neither has any."""
    current, previous = (ratio(cells[f], cells[a]) for f, a in zip(FAILURES, ATTEMPTS, strict=True))
    filled = np.where(np.isnan(current), previous, current), np.where(np.isnan(previous), current, previous)
    return np.nan_to_num(filled[0]), np.nan_to_num(filled[1])


def _overall_rates(totals: pd.Series) -> Floats:
    return ratio(totals[FAILURES], totals[ATTEMPTS])


def _with_difference(counts: pd.DataFrame, confidence: float) -> pd.DataFrame:
    now, before = ((counts[f], counts[a]) for f, a in zip(FAILURES, ATTEMPTS, strict=True))
    current, previous = ratio(*now), ratio(*before)
    low, high = newcombe_difference(*now, *before, confidence)
    return counts.assign(
        rate_current=current, rate_previous=previous, difference=current - previous, low=low, high=high
    )


def _ranked(segments: pd.DataFrame) -> pd.DataFrame:
    fewest, most = segments[ATTEMPTS].min(axis=1), segments[ATTEMPTS].max(axis=1)
    is_small = (most < SMALL_DENOMINATOR) | ((fewest > 0) & (fewest < SMALL_DENOMINATOR))
    size = segments["contribution"].abs()
    rank = size.mask(is_small).rank(method="min", ascending=False).astype("Int64")
    marked = segments.assign(rank=rank, is_small=is_small, size=size)
    columns = ["rank", "segment", *COMPARED, "contribution", "is_small"]
    in_order = marked.sort_values(["rank", "size", "segment"], ascending=[True, False, True])
    return in_order[columns].reset_index(drop=True)
