"""How cases end when they can end in several ways: the cumulative incidence of each."""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from analysis.distributions import Floats
from analysis.intervals import CONFIDENCE
from analysis.risk_sets import Counts, RiskSets
from analysis.survival_bands import greenwood_terms, log_log_band, product_limit


def aalen_johansen(
    duration: ArrayLike,
    cause: ArrayLike,
    entry: ArrayLike | None = None,
    weights: ArrayLike | None = None,
    confidence: float = CONFIDENCE,
) -> pd.DataFrame:
    """The share that has ended by each cause after each time (Aalen and Johansen 1978).

    cause: how each row ended, a label; None or NaN where it still ran (censored). The other arguments are as
    for kaplan_meier. The causes' shares and the share still running add up to 1, which one minus Kaplan-Meier
    per cause does not: that pretends the other ends cannot happen.

    Returns one row per cause and distinct duration, both ascending: cause, time, at_risk, events, incidence,
    lower, upper. The band is log-log in 1 - incidence, so that with one cause it is the complement of
    Kaplan-Meier's, with the variance of Gaynor et al. (1993); NaN where incidence is 0 or 1. No cause seen
    gives no rows. Raises ValueError for missing or impossible durations, entries or weights.
    """
    sets = RiskSets(duration, entry, weights)
    codes, labels = pd.factorize(np.asarray(cause, dtype=object), sort=True)
    if codes.shape != (np.size(duration),):
        raise ValueError("cause needs one value for every duration, None where the case still runs")
    at_risk, ended = sets.at_risk(), sets.ended(codes >= 0)
    tables = [
        _incidence(at_risk, ended, sets.ended(codes == code), confidence).assign(cause=label, time=sets.time)
        for code, label in enumerate(labels)
    ]
    columns = ["cause", "time", "at_risk", "events", "incidence", "lower", "upper"]
    return pd.concat(tables, ignore_index=True)[columns] if tables else pd.DataFrame(columns=columns)


def _incidence(at_risk: Counts, ended: Counts, events: Counts, confidence: float) -> pd.DataFrame:
    """The curve of one cause: `ended` counts the events of all causes, `events` those of this one."""
    survival = product_limit(at_risk, ended)
    survival_before = np.concatenate([[1.0], survival[:-1]])[: len(survival)]
    incidence = np.cumsum(survival_before * events / at_risk)
    # Added up rather than 1 - incidence, whose rounding would leave 1e-16 where nothing is left.
    rest = survival + np.cumsum(survival_before * (ended - events) / at_risk)
    rest = np.where(incidence > 0.0, rest, 1.0)
    variance = _variance(at_risk, ended, events, survival_before, incidence)
    of_log = variance / np.square(np.where(rest > 0.0, rest, np.nan))
    lower, upper = log_log_band(rest, of_log, confidence)
    curve = {"at_risk": at_risk, "events": events, "incidence": incidence}
    return pd.DataFrame({**curve, "lower": 1.0 - upper, "upper": 1.0 - lower})


def _variance(
    at_risk: Counts, ended: Counts, events: Counts, survival_before: Floats, incidence: Floats
) -> Floats:
    """The variance of the incidence F(t) by the delta method, d of n ended and e of them by this cause:

    the sum over s <= t of (F(t) - F(s))^2 d / (n (n - d)) + S(s-)^2 e (n - e) / n^3
    - 2 (F(t) - F(s)) S(s-) e / n^2. The squares are multiplied out, so that running sums do it in one pass.
    """
    terms = greenwood_terms(at_risk, ended)
    terms = np.where(np.isinf(terms), 0.0, terms)  # all at risk ended: F stays as it is from there on
    share = events / at_risk
    jumps = survival_before * share / at_risk
    own = np.cumsum(survival_before**2 * share * (1.0 - share) / at_risk)
    others = incidence**2 * np.cumsum(terms) - 2.0 * incidence * np.cumsum(incidence * terms)
    others = others + np.cumsum(incidence**2 * terms)
    both = incidence * np.cumsum(jumps) - np.cumsum(incidence * jumps)
    return np.asarray(np.maximum(own + others - 2.0 * both, 0.0))
