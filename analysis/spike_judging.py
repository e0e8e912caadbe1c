"""Every interval of many series judged against its own past, weak evidence pooled over trailing windows."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analysis.spike_baselines import LEAST_EXCESS, LEAST_MEAN, fit, mean_of, unsureness
from analysis.spike_rhythms import Floats, Rhythm, design, prior_precision
from analysis.spike_tails import mid_tail

UNLIKELY = 0.005  # past intervals less likely than this lose weight in later baselines


@dataclass(frozen=True)
class Judged:
    """Series x intervals, NaN where there was too little history of the series or no exposure."""

    expected: Floats
    variance: Floats
    p_value: Floats


def judge(observed: Floats, exposure: Floats, rhythm: Rhythm) -> Judged:
    """Expected counts and the chance of as many or more, in order of time: nothing looks ahead."""
    terms, precision = design(rhythm, observed.shape[1]), prior_precision(rhythm)
    weights = (exposure > 0).astype(np.float64)
    expected, own, unsure, p_value = (np.full(observed.shape, np.nan) for _ in range(4))
    is_known, counted, found = np.zeros(observed.shape, dtype=np.bool_), np.zeros(observed.shape), None
    for start in range(rhythm.warm_up, observed.shape[1], rhythm.refit_every):
        past = slice(max(0, start - rhythm.memory), start)
        now = slice(start, min(start + rhythm.refit_every, observed.shape[1]))
        found = fit(observed[:, past], exposure[:, past], weights[:, past], terms[past], precision, found)
        is_known[:, now] = _has_history(exposure[:, past], rhythm.warm_up)[:, None]
        counted[:, now] = np.where(is_known[:, now], observed[:, now], 0.0)
        mean = mean_of(found.coefficients, exposure[:, now], terms[now])
        expected[:, now] = np.where(is_known[:, now], mean, LEAST_MEAN)
        own[:, now] = found.dispersion[:, None] * expected[:, now]
        unsure[:, now] = expected[:, now] * unsureness(found, terms[now])
        p_value[:, now] = _pooled(counted, expected, own, unsure, weights, now, rhythm)
    is_judged = (exposure > 0) & is_known
    return Judged(*(np.where(is_judged, found, np.nan) for found in (expected, own + unsure**2, p_value)))


def _has_history(exposure: Floats, warm_up: int) -> npt.NDArray[np.bool_]:
    """Whether a series was tried so long ago that its past can tell: a fit to nothing would call all of it usual."""
    is_tried = exposure > 0
    age = exposure.shape[1] - np.argmax(is_tried, axis=1)
    return np.asarray(is_tried.any(axis=1) & (age >= warm_up))


def _pooled(
    observed: Floats,
    expected: Floats,
    own: Floats,
    unsure: Floats,
    weights: Floats,
    now: slice,
    rhythm: Rhythm,
) -> Floats:
    """The least p-value of the windows that end in each interval of `now`, times the number of windows tried.

    Windows that saw an unlikely count lose weight: a spike must not become the baseline of the next one.
    """
    least = np.ones((len(observed), now.stop - now.start))
    for horizon in rhythm.horizons:
        counted, mean, spread, doubt = (
            _trailing(found, now, horizon, rhythm.warm_up) for found in (observed, expected, own, unsure)
        )
        found_p = mid_tail(counted, mean, spread + doubt**2)
        _discount(weights, np.where(counted - mean < LEAST_EXCESS, 1.0, found_p), now, horizon)
        least = np.minimum(least, found_p * len(rhythm.horizons))
    return least


def _trailing(values: Floats, now: slice, horizon: int, first: int) -> Floats:
    """Sums over the `horizon` intervals that end in each interval of `now`, none before `first`."""
    begin = max(first, now.start - horizon + 1)
    sums = np.cumsum(values[:, begin : now.stop], axis=1)
    sums = np.concatenate([np.zeros((len(values), 1)), sums], axis=1)
    ends = np.arange(now.start, now.stop) + 1 - begin
    difference: Floats = sums[:, ends] - sums[:, np.maximum(ends - horizon, 0)]
    return difference


def _discount(weights: Floats, p_value: Floats, now: slice, horizon: int) -> None:
    for column, at in enumerate(range(now.start, now.stop)):
        window = slice(max(0, at - horizon + 1), at + 1)
        kept = np.minimum(1.0, p_value[:, column] / UNLIKELY)
        weights[:, window] = np.minimum(weights[:, window], np.maximum(kept, 0.01)[:, None])
