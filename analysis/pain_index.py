"""One figure for how much a rule hurts, made of several measures, and how far it hangs on their weights."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from analysis.distributions import Floats

DRAWS = 1000
SEED = 20261125
FEW, MOST = 0.05, 0.95


def pain_index(measures: pd.DataFrame, weights: Mapping[str, float]) -> pd.Series:
    """0 to 100: the weighted mean of each measure as a part of its largest value; 100 is the worst in all of them.

    measures: one row per rule, one column per measure, 0 or more. weights: by column, 0 or more; what they add up to
    does not matter. A measure that is missing for a rule is left out of its mean. NaN where no weight is left.
    """
    scaled = _scaled(measures)
    chosen = np.array([float(weights.get(name, 0.0)) for name in measures.columns])
    return pd.Series(_means(scaled, chosen[None, :])[0] * 100, index=measures.index)


def rank_ranges(measures: pd.DataFrame, weights: Mapping[str, float], draws: int = DRAWS) -> pd.DataFrame:
    """How far the ranks hang on the weights: rank (1 is the worst), rank_low, rank_high, share_kept.

    Weights are drawn anew, all divisions of the whole among the measures being equally likely (a Dirichlet
    distribution with parameters 1). Between rank_low and rank_high lie 90 % of a rule's ranks; share_kept is how
    often it has the rank that the given weights give it. A measure of weight 0 takes no part.
    """
    used = [name for name in measures.columns if weights.get(name, 0) > 0]
    ranks = pain_index(measures, weights).rank(ascending=False, method="min")
    drawn = np.random.default_rng(SEED).dirichlet(np.ones(max(len(used), 1)), size=draws)
    means = _means(_scaled(measures[used]), drawn) if used else np.full((draws, len(measures)), np.nan)
    others = pd.DataFrame(means).rank(axis=1, ascending=False, method="min").to_numpy()
    low, high = np.quantile(others, [FEW, MOST], axis=0, method="nearest")
    kept = (others == ranks.to_numpy()).mean(axis=0)
    return pd.DataFrame({"rank": ranks, "rank_low": low, "rank_high": high, "share_kept": kept}, index=measures.index)


def _scaled(measures: pd.DataFrame) -> Floats:
    """Each measure as a part of its largest value; one that is 0 everywhere stays 0."""
    values = measures.to_numpy(dtype=np.float64)
    largest = np.nanmax(np.where(np.isnan(values), 0.0, values), axis=0, initial=0.0)
    return np.asarray(values / np.where(largest > 0, largest, 1.0))


def _means(scaled: Floats, weights: Floats) -> Floats:
    """weights (draws x measures) -> draws x rules; a missing value takes its weight with it."""
    is_known = ~np.isnan(scaled)
    total = weights @ is_known.T
    summed = weights @ np.nan_to_num(scaled).T
    return np.asarray(np.divide(summed, total, out=np.full(summed.shape, np.nan), where=total > 0))
