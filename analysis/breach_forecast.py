"""How probable it is that what still runs will not have ended in time, given how long it has run."""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from analysis.distributions import Floats
from analysis.intervals import CONFIDENCE
from analysis.survival_bands import greenwood_terms, log_log_band


def breach_forecast(
    curve: pd.DataFrame, age: ArrayLike, promise: float, confidence: float = CONFIDENCE
) -> pd.DataFrame:
    """For each age the share of those that reached it which still run at `promise`: S(promise) / S(age).

    curve: of kaplan_meier, in the unit of the ages. Returns one row per age: probability, lower, upper; the band is
    log-log, with Greenwood's variance of what happens between age and promise, so what came before the age adds no
    doubt. 1 where the promise has passed. NaN where the curve does not reach the promise, or nobody in it the age.
    The band is also NaN where the probability is 1 or 0: nothing was seen to end in between, or all did.
    """
    ages = np.asarray(age, dtype=np.float64)
    if np.any(~(ages >= 0.0)) or not 0.0 < promise < np.inf:
        raise ValueError("an age is missing or below 0, or the promise is not above 0")
    until = curve[curve["time"] <= promise]
    at_risk, events = until["at_risk"].to_numpy(), until["events"].to_numpy()
    steps = np.log1p(-events / at_risk, where=events < at_risk, out=np.full(len(until), -np.inf))
    place = np.searchsorted(until["time"].to_numpy(), ages, side="right")
    survival = np.exp(_from_there(steps)[place])
    is_known = bool((curve["time"] >= promise).any()) | (survival == 0.0)
    survival = np.where(is_known, survival, np.nan)
    lower, upper = log_log_band(survival, _from_there(greenwood_terms(at_risk, events))[place], confidence)
    probability = np.where(ages < promise, survival, 1.0)
    return pd.DataFrame({"probability": probability, "lower": lower, "upper": upper})


def _from_there(values: Floats) -> Floats:
    """The sum of each value and all after it; 0 after the last."""
    return np.concatenate([np.cumsum(values[::-1])[::-1], [0.0]])


def expected_breaches(forecast: pd.DataFrame, counts: ArrayLike) -> tuple[float, float, float] | None:
    """How many will breach, with limits: the sum of the probabilities, each counted `counts` times.

    The limits add up those of the curve, as if all of it were too low or too high at once, so they are wide; where a
    row has none, its probability stands in. None where the probability of a counted row is not known.
    """
    weights = np.asarray(counts, dtype=np.float64)
    told = forecast[weights > 0]
    if told["probability"].isna().any():
        return None
    limits: list[Floats] = [
        told[name].fillna(told["probability"]).to_numpy() * weights[weights > 0] for name in ("lower", "upper")
    ]
    total = float((told["probability"] * weights[weights > 0]).sum())
    return total, float(limits[0].sum()), float(limits[1].sum())
