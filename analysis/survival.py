"""How long things last while some still run: Kaplan-Meier curves, their quantiles and restricted means.

Open cases are censored, never dropped. Checked against R's survival package. The comparison of groups and the
competing ends stand in their own files and are named here, so that a caller needs one import.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from analysis.competing_ends import aalen_johansen
from analysis.distributions import Floats, two_sided_z
from analysis.influence import incidence_variance
from analysis.intervals import CONFIDENCE
from analysis.logrank import LogRank, logrank
from analysis.risk_sets import RiskSets, observed
from analysis.survival_bands import greenwood_terms, log_log_band, product_limit

__all__ = [
    "LogRank",
    "Quantile",
    "RestrictedMean",
    "aalen_johansen",
    "kaplan_meier",
    "logrank",
    "median",
    "quantile",
    "restricted_mean",
]

TOLERANCE = np.sqrt(np.finfo(np.float64).eps)  # a product of many fractions is rarely exactly one half


@dataclass(frozen=True)
class Quantile:
    """When a share of the events has happened, in the curve's unit; None: not reached, so not known."""

    time: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class RestrictedMean:
    """The mean duration, none counted longer than the horizon; None where the curve does not tell it."""

    time: float | None
    standard_error: float | None
    low: float | None
    high: float | None


def kaplan_meier(
    duration: ArrayLike,
    event_observed: ArrayLike,
    entry: ArrayLike | None = None,
    weights: ArrayLike | None = None,
    confidence: float = CONFIDENCE,
) -> pd.DataFrame:
    """The share that still lasts after each time (Kaplan and Meier 1958).

    duration: one per row, 0 or more, to the event or to the last that was seen. event_observed: false where
    it still ran then (censored; at equal times events come first). entry: delayed entry, at risk where
    entry < t <= duration. weights: how many alike each row stands for; where not all are whole numbers, how
    much it counts.

    Returns one row per distinct duration, ascending: time, at_risk, events, censored, survival, lower, upper
    (pointwise log-log band of Greenwood's variance; with weights that are not whole, of the infinitesimal
    jackknife's). The band is NaN where survival is 1 or 0: there the variance says nothing. No rows give no
    rows. Raises ValueError for missing or impossible input.
    """
    sets = RiskSets(duration, entry, weights)
    happened = observed(event_observed, np.size(duration))
    ended, at_risk, events = sets.ended(), sets.at_risk(), sets.ended(happened)
    survival = product_limit(at_risk, events)
    if sets.is_whole:
        variance = np.cumsum(greenwood_terms(at_risk, events))
    else:
        squared = np.square(np.where(survival > 0.0, survival, np.nan))
        variance = incidence_variance(sets, happened, happened) / squared
    lower, upper = log_log_band(survival, variance, confidence)
    counts = {"time": sets.time, "at_risk": at_risk, "events": events, "censored": ended - events}
    return pd.DataFrame({**counts, "survival": survival, "lower": lower, "upper": upper})


def quantile(curve: pd.DataFrame, q: float) -> Quantile:
    """When a share q (inside 0 to 1) of the events has happened, with its interval.

    The time at which survival falls to 1 - q. Where the curve runs level at exactly 1 - q, the middle of the
    level stretch (up to the next fall, or the last time), as R's quantile.survfit has it. The interval goes
    from where the lower to where the upper limit first falls to 1 - q, level stretches alike (Brookmeyer and
    Crowley 1982); its confidence is that of the curve.
    """
    if not 0.0 < q < 1.0:
        raise ValueError(f"q is {q}; it must be between 0 and 1, such as 0.5 for the median")
    time = curve["time"].to_numpy()
    heights = (curve[name].to_numpy() for name in ("survival", "lower", "upper"))
    return Quantile(*(_falls_to(1.0 - q, time, height) for height in heights))


def median(curve: pd.DataFrame) -> Quantile:
    """When half of the events have happened: the quantile 0.5."""
    return quantile(curve, 0.5)


def restricted_mean(curve: pd.DataFrame, horizon: float, confidence: float = CONFIDENCE) -> RestrictedMean:
    """The mean of min(duration, horizon): the area under the curve up to the horizon, in the curve's unit.

    All None where the curve ends above 0 before the horizon: nobody knows it there, and to draw it on level,
    as R does, would be a guess. Error and interval are None where the variance is 0: events at one time, or
    none, say nothing of the spread.
    The variance sums, over the events, (area from there to the horizon)^2 d / (n (n - d)).
    """
    if not 0.0 < horizon < np.inf:
        raise ValueError(f"the horizon is {horizon}; it must be above 0 and in the unit of the curve's times")
    if not _is_known_at(curve, horizon):
        return RestrictedMean(None, None, None, None)
    seen = curve[curve["time"] < horizon]
    edges = np.concatenate([[0.0], seen["time"], [horizon]])
    areas = np.concatenate([[1.0], seen["survival"]]) * np.diff(edges)
    mean = float(areas.sum())
    area_after = areas[1:][::-1].cumsum()[::-1]
    terms = greenwood_terms(seen["at_risk"].to_numpy(), seen["events"].to_numpy())
    # Where all at risk ended the term is infinite, but no area is left.
    error = float(np.sqrt(np.sum(area_after**2 * np.where(np.isinf(terms), 0.0, terms))))
    if error == 0.0:
        return RestrictedMean(mean, None, None, None)
    reach = two_sided_z(confidence) * error
    return RestrictedMean(mean, error, max(mean - reach, 0.0), min(mean + reach, horizon))


def _falls_to(level: float, time: Floats, height: Floats) -> float | None:
    reached = np.flatnonzero(height <= level + TOLERANCE)
    if not reached.size:
        return None
    below = np.flatnonzero(height < level - TOLERANCE)
    start, end = time[reached[0]], time[below[0]] if below.size else time[-1]
    is_level = abs(height[reached[0]] - level) <= TOLERANCE
    return float((start + end) / 2 if is_level else start)


def _is_known_at(curve: pd.DataFrame, time: float) -> bool:
    last = curve.tail(1)
    return bool(((last["time"] >= time) | (last["survival"] == 0.0)).any())
