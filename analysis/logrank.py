"""Whether groups last equally long: the log-rank test."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from analysis.distributions import Floats, chi_square_tail
from analysis.risk_sets import Counts, RiskSets, observed

SINGULAR = 1e-10  # an eigenvalue this small beside the largest is rounding


@dataclass(frozen=True)
class LogRank:
    """The test and, a row each, its groups: group, count, observed and expected events.

    With nothing to compare (no event at which two groups were at risk) df is 0, chi_square and p are None.
    """

    chi_square: float | None
    df: int
    p: float | None
    groups: pd.DataFrame


def logrank(
    duration: ArrayLike,
    event_observed: ArrayLike,
    group: ArrayLike,
    entry: ArrayLike | None = None,
    weights: ArrayLike | None = None,
) -> LogRank:
    """The log-rank test of two or more groups (Mantel 1966), with the hypergeometric variance for ties.

    The arguments are those of kaplan_meier, with the group's label in every row. A difference found so is an
    association: groups differ in more than their name. Raises ValueError for a missing label, and for weights
    that are not whole numbers: the variance counts rows.
    """
    sets = RiskSets(duration, entry, weights)
    if not sets.is_whole:
        raise ValueError("a weight is not a whole number; the test counts rows, so weights say how many are alike")
    happened = observed(event_observed, np.size(duration))
    codes, labels = pd.factorize(np.asarray(group, dtype=object), sort=True)
    if codes.shape != happened.shape or np.any(codes < 0):
        raise ValueError("group has missing labels or another length; every duration needs its group's label")
    masks = [codes == code for code in range(len(labels))]
    is_event_time = sets.ended(happened) > 0
    shape = (len(masks), np.count_nonzero(is_event_time))
    events = np.array([sets.ended(mask & happened)[is_event_time] for mask in masks]).reshape(shape)
    at_risk = np.array([sets.at_risk(mask)[is_event_time] for mask in masks]).reshape(shape)
    expected, covariance = _moments(events.sum(axis=0), at_risk)
    seen = events.sum(axis=1)
    chi_square, df = _quadratic_form(seen - expected, covariance)
    counts = [int(sets.ended(mask).sum()) for mask in masks]
    table = pd.DataFrame({"group": labels, "count": counts, "observed": seen, "expected": expected})
    return LogRank(chi_square, df, None if chi_square is None else chi_square_tail(chi_square, df), table)


def _moments(events: Counts, at_risk: Counts) -> tuple[Floats, Floats]:
    """Expected events of each group and their covariance, given all events and the numbers at risk."""
    total = at_risk.sum(axis=0)
    share = at_risk / total
    spread = events * (total - events) / np.maximum(total - 1, 1)
    return share @ events, np.diag(share @ spread) - (share * spread) @ share.T


def _quadratic_form(difference: Floats, covariance: Floats) -> tuple[float | None, int]:
    """Chi-square and its degrees of freedom; differences add up to 0, so one direction has no spread."""
    spreads, directions = np.linalg.eigh(covariance)
    kept = spreads > SINGULAR * spreads.max(initial=0.0)
    if not kept.any():
        return None, 0
    along = directions.T @ difference
    return float(np.sum(along[kept] ** 2 / spreads[kept])), int(kept.sum())
