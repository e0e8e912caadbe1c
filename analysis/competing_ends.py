"""How cases end when they can end in several ways: the cumulative incidence of each."""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from analysis.influence import incidence_variance
from analysis.intervals import CONFIDENCE
from analysis.risk_sets import Chosen, RiskSets
from analysis.survival_bands import log_log_band, product_limit


def aalen_johansen(
    duration: ArrayLike,
    cause: ArrayLike,
    entry: ArrayLike | None = None,
    weights: ArrayLike | None = None,
    confidence: float = CONFIDENCE,
) -> pd.DataFrame:
    """The share that has ended by each cause after each time (Aalen and Johansen 1978).

    cause: how each row ended, a label; None or NaN where it still ran (censored), where labels are numbers also
    0, as is usual. The other arguments are as for kaplan_meier. The causes' shares and the share still running
    add up to 1, which one minus Kaplan-Meier per cause does not: that pretends the other ends cannot happen.

    Returns one row per cause and distinct duration, both ascending: cause, time, at_risk, events, incidence,
    standard_error, lower, upper. The error is the infinitesimal jackknife's, the band log-log in the incidence,
    both as R's survfit has them; the band is NaN where incidence is 0 or 1. No cause seen gives no rows. Raises
    ValueError for missing or impossible durations, entries or weights.
    """
    sets = RiskSets(duration, entry, weights)
    ends = np.asarray(cause, dtype=object)
    if np.issubdtype(np.asarray(cause).dtype, np.number):
        ends = np.where(ends == 0, np.nan, ends)
    codes, labels = pd.factorize(ends, sort=True)
    if codes.shape != (np.size(duration),):
        raise ValueError("cause needs one value for every duration, None where the case still runs")
    tables = [
        _incidence(sets, codes >= 0, codes == code, confidence).assign(cause=label)
        for code, label in enumerate(labels)
    ]
    columns = ["cause", "time", "at_risk", "events", "incidence", "standard_error", "lower", "upper"]
    return pd.concat(tables, ignore_index=True)[columns] if tables else pd.DataFrame(columns=columns)


def _incidence(sets: RiskSets, is_end: Chosen, is_own: Chosen, confidence: float) -> pd.DataFrame:
    """The curve of one cause: `is_end` says which rows ended by any cause, `is_own` which by this one."""
    at_risk, ended, events = sets.at_risk(), sets.ended(is_end), sets.ended(is_own)
    survival = product_limit(at_risk, ended)
    survival_before = np.concatenate([[1.0], survival[:-1]])[: len(at_risk)]
    incidence = np.cumsum(survival_before * events / at_risk)
    others = np.cumsum(survival_before * (ended - events) / at_risk)
    incidence = np.where(survival + others > 0.0, incidence, 1.0)  # rounding would leave 1e-16 running
    error = np.sqrt(incidence_variance(sets, is_end, is_own))
    of_log = np.square(error / np.where(incidence > 0.0, incidence, np.nan))
    lower, upper = log_log_band(incidence, of_log, confidence)
    curve = {"time": sets.time, "at_risk": at_risk, "events": events, "incidence": incidence}
    return pd.DataFrame({**curve, "standard_error": error, "lower": lower, "upper": upper})
