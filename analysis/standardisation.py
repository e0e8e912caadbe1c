"""Rates of groups as they would be with the same mix: direct and indirect standardisation.

The rows of `cells` are group x stratum: group, stratum, count, total (count of total have it).
    indirect: what the group would have had, had each of its strata had the rate of all groups together (`expected`);
              observed / expected compares it with that, and times the rate of all it is the standardised rate
    direct:   the group's own rates, each stratum weighed as in all groups together
Indirect leans on the group's mix and stands on few rows too; two of its ratios are strictly comparable only where
their mixes are alike. Direct compares groups with one another, but needs rows of a group in every stratum: where it has
none the weights of the others stand for it, and `covered` says how much of all they are. A group is part of all, which
draws its ratio a little towards 1. (Breslow and Day 1987, chapter 2; Fleiss 1981, chapter 14.)
"""

import numpy as np
import pandas as pd

from analysis.distributions import Floats
from analysis.intervals import CONFIDENCE, ratio, wilson


def standardised(cells: pd.DataFrame, confidence: float = CONFIDENCE) -> pd.DataFrame:
    """One row per group, by name: group, count, total, rate; expected, ratio, indirect; direct, covered.

    Each of rate, ratio, indirect and direct with _low and _high. Intervals are Wilson's: of count / total, carried
    over to the ratio (which takes all rows as equally likely: on the wide side), and for direct on as many rows as its
    variance is worth. NaN where nothing is known: no rows, or nothing expected. Raises ValueError where a count is
    negative or above its total.
    """
    counts, totals = _tables(cells)
    strata_rates = ratio(counts.sum(axis=0), totals.sum(axis=0))
    overall = ratio(counts.sum(), totals.sum())
    expected = np.asarray((totals * np.nan_to_num(strata_rates)).sum(axis=1))
    count, total = counts.sum(axis=1), totals.sum(axis=1)
    low, high = wilson(count, total, confidence)
    found = pd.DataFrame({"group": sorted(cells["group"].unique())})
    found[["count", "total"]] = np.column_stack([count, total]).astype(np.int64)
    found[["rate", "rate_low", "rate_high"]] = np.column_stack([ratio(count, total), low, high])
    found["expected"] = expected
    for end, rate in zip(("", "_low", "_high"), (found["rate"], low, high), strict=True):
        found[f"ratio{end}"] = ratio(rate * total, expected)
        found[f"indirect{end}"] = np.minimum(found[f"ratio{end}"] * overall, 1.0)
    return found.assign(**_direct(counts, totals, confidence))


def _tables(cells: pd.DataFrame) -> tuple[Floats, Floats]:
    """Counts and totals, groups x strata."""
    if cells.empty:
        return np.zeros((0, 0)), np.zeros((0, 0))
    summed = cells.pivot_table(index="group", columns="stratum", values=["count", "total"], aggfunc="sum", fill_value=0)
    counts, totals = (summed[name].to_numpy(dtype=np.float64) for name in ("count", "total"))
    if np.any(counts < 0) or np.any(counts > totals):
        raise ValueError("a count is negative or above its total; a rate counts a part of the total")
    return counts, totals


def _direct(counts: Floats, totals: Floats, confidence: float) -> dict[str, Floats]:
    """The group's own rates under the weights of all, over the strata it has."""
    has = totals > 0
    all_totals = totals.sum(axis=0)
    covered = (has * all_totals).sum(axis=1)
    weights = has * all_totals * np.nan_to_num(ratio(1.0, covered))[:, None]
    rates = np.nan_to_num(ratio(counts, totals))
    direct = np.where(covered > 0, (weights * rates).sum(axis=1), np.nan)
    # A stratum whose few rows all agree is not certain: two rows more, at the rate of that stratum in all groups.
    of_all = np.nan_to_num(ratio(counts.sum(axis=0), all_totals))
    smooth = (counts + 2 * of_all) / (totals + 2)
    variance = (weights**2 * np.nan_to_num(ratio(smooth * (1 - smooth), totals))).sum(axis=1)
    worth = np.fmin(ratio(np.fmax(direct * (1 - direct), 1e-12), variance), totals.sum(axis=1))
    low, high = wilson(np.minimum(direct * worth, worth), worth, confidence)
    return {"direct": direct, "direct_low": low, "direct_high": high, "covered": ratio(covered, all_totals.sum())}
