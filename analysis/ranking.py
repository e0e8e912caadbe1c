"""Ranks with their uncertainty: how a ranking would come out, were the rates drawn again (Goldstein and
Spiegelhalter 1996, JRSS A 159:385)."""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from analysis.intervals import CONFIDENCE, ratio

DRAWS = 4000
SEED = 20261125


def rank_intervals(
    count: ArrayLike,
    total: ArrayLike,
    scale: ArrayLike = 1.0,
    is_highest_first: bool = False,
    confidence: float = CONFIDENCE,
) -> pd.DataFrame:
    """One row per group: rank (1 the lowest rate, or the highest), rank_low, rank_high, and the probabilities of being
    the first and the last, chance_first and chance_last.

    A group's rate is drawn from the Beta distribution of count + 1/2 and total - count + 1/2 (Jeffreys), times `scale`
    (for standardised rates: what they are in raw ones). Groups without rows have no rank and take no place. The same
    numbers give the same ranks: the generator is seeded.
    """
    counts, totals = (np.asarray(held, dtype=np.float64) for held in (count, total))
    known = (totals > 0) & ~np.isnan(np.broadcast_to(scale, totals.shape))
    found = pd.DataFrame(np.nan, range(len(totals)), ["rank", "rank_low", "rank_high", "chance_first", "chance_last"])
    if not known.any():
        return found
    scales = np.broadcast_to(np.asarray(scale, dtype=np.float64), totals.shape)[known]
    scales = -scales if is_highest_first else scales
    generator = np.random.default_rng(SEED)
    rates = scales * generator.beta(counts[known] + 0.5, (totals - counts)[known] + 0.5, (DRAWS, known.sum()))
    places = rates.argsort(axis=1).argsort(axis=1) + 1
    low, high = np.quantile(places, [(1 - confidence) / 2, (1 + confidence) / 2], axis=0, method="nearest")
    found.loc[known, "rank"] = pd.Series(ratio(counts, totals)[known] * scales).rank(method="min").to_numpy()
    found.loc[known, ["rank_low", "rank_high"]] = np.column_stack([low, high])
    ends = [(places == end).mean(axis=0) for end in (1, known.sum())]
    found.loc[known, ["chance_first", "chance_last"]] = np.column_stack(ends)
    return found
