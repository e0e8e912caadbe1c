"""The product-limit estimate, Greenwood's variance, and the log-log band that keeps it between 0 and 1."""

import numpy as np

from analysis.distributions import Floats, two_sided_z
from analysis.risk_sets import Counts


def product_limit(at_risk: Counts, events: Counts) -> Floats:
    """The share that survives each time: the product of (n - d) / n so far."""
    return np.asarray(np.cumprod((at_risk - events) / at_risk), dtype=np.float64)


def greenwood_terms(at_risk: Counts, events: Counts) -> Floats:
    """What each time adds to the variance of log survival, d / (n (n - d)); infinite where none is left."""
    staying = at_risk - events
    terms = np.full(at_risk.shape, np.inf)
    np.divide(events, at_risk * staying.astype(np.float64), out=terms, where=staying > 0)
    return terms


def log_log_band(survival: Floats, variance: Floats, confidence: float) -> tuple[Floats, Floats]:
    """Lower and upper limits, from the variance of log survival, symmetric in log(-log(survival)).

    NaN where survival is 1 or 0: no event, or none left, says nothing of the spread.
    """
    is_inside = (survival > 0.0) & (survival < 1.0)
    log_survival = np.log(np.where(is_inside, survival, np.nan))
    spread = two_sided_z(confidence) * np.sqrt(np.where(is_inside, variance, np.nan)) / -log_survival
    return np.exp(log_survival * np.exp(spread)), np.exp(log_survival * np.exp(-spread))
