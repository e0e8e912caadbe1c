"""Which slices changed between two periods by more than noise, with false discoveries controlled.

Each slice's proportion now is compared with that before (a score test) in units of its own noise (findings_noise):
t with the degrees of freedom that the noise is known with. Hundreds of slices are looked at together, so what counts as
a discovery is decided over all of them by Benjamini and Hochberg's (1995) step up; the intervals told with discoveries
are Benjamini and Yekutieli's (2005), as in analysis.drift. A discovery becomes a finding when the change is also large
enough to matter.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import special

from analysis.distributions import Floats
from analysis.findings_noise import LEAST_DISPERSION, Noise, binomial_z, noise
from analysis.intervals import newcombe_difference, ratio
from analysis.rates import SMALL_DENOMINATOR

LEVEL = 0.05  # of the findings, at most this share are expected to be noise
LEAST_COUNT = 20  # of both periods together: below it no slice is tested
LEAST_NEW = 10  # of a cause that was never seen before
LEAST_EXCESS = 10.0  # failures (or cases) more or fewer than before
LEAST_CHANGE = 0.05  # of the rate before
WIDEST = 7.5  # standard errors; beyond, a confidence is no longer told from 1
COUNTS = ("count_current", "total_current", "count_previous", "total_previous")


@dataclass(frozen=True)
class Weeks:
    """The weeks before: counts of totals, slices x weeks, in order."""

    counts: Floats
    totals: Floats

    @property
    def is_known(self) -> bool:
        """Whether there are two weeks to compare at all."""
        return bool(self.counts.shape[1] > 1)


def judged(slices: pd.DataFrame, weeks: Weeks, level: float = LEVEL) -> pd.DataFrame:
    """The slices (rows with the columns COUNTS) with what is known of their change; index and order stay.

    rate_current, rate_previous, difference; excess: counts more than at the rate before; dispersion; p_value (NaN where
    not tested) of t at df; is_new: counted now and in no week before; low, high at `confidence`: the interval of the
    difference; is_finding. Raises ValueError where `slices` and `weeks` differ in length.
    """
    if len(slices) != len(weeks.counts):
        raise ValueError(f"{len(slices)} slices, but the weeks before of {len(weeks.counts)}")
    now, of_now, before, of_before = (slices[name].to_numpy(dtype=np.float64) for name in COUNTS)
    is_counted = now + before >= LEAST_COUNT
    felt = _felt(weeks, is_counted)
    is_new = (before == 0) & (weeks.counts.sum(axis=1) == 0) & (weeks.totals.sum(axis=1) > 0) & (now >= LEAST_NEW)
    z = binomial_z(now, of_now, before, of_before)
    p_value = np.where(is_new, _p_of_new(slices, weeks, felt), tail(z / np.sqrt(felt.dispersion), felt.df))
    p_value[~((is_counted | is_new) & (np.minimum(of_now, of_before) >= SMALL_DENOMINATOR))] = np.nan
    found = slices.assign(
        rate_current=ratio(now, of_now),
        rate_previous=ratio(before, of_before),
        difference=ratio(now, of_now) - ratio(before, of_before),
        excess=now - ratio(before, of_before) * of_now,
        dispersion=felt.dispersion,
        t=z / np.sqrt(felt.dispersion),
        df=felt.df,
        p_value=p_value,
        is_new=is_new,
    )
    return _decided(found, felt, level)


def discoveries(p_values: Floats, level: float = LEVEL) -> NDArray[np.bool_]:
    """Which of the tests are discoveries at this false discovery rate (Benjamini and Hochberg 1995); NaN is no test."""
    return np.asarray(np.nan_to_num(p_values, nan=2.0) <= threshold(p_values, level))


def threshold(p_values: Floats, level: float = LEVEL) -> float:
    """The largest p value that is a discovery; -1 where none is."""
    in_order = np.sort(p_values[~np.isnan(p_values)])
    allowed = level * np.arange(1, len(in_order) + 1) / max(len(in_order), 1)
    passed = in_order[in_order <= allowed]
    return float(passed[-1]) if len(passed) else -1.0


def tail(t: Floats, df: Floats) -> Floats:
    """Two-sided p values of Student's t; NaN without degrees of freedom."""
    return np.asarray(2 * special.stdtr(np.where(df > 0, df, np.nan), -np.abs(t)))


def _felt(weeks: Weeks, is_counted: NDArray[np.bool_]) -> Noise:
    """The noise of the slices that are counted; the others are told by what is usual among them."""
    known = noise(weeks.counts[is_counted], weeks.totals[is_counted])
    usual = (np.median(part) if len(part) else np.nan for part in (known.dispersion, known.df))
    dispersion, df = (np.full(len(is_counted), part) for part in usual)
    dispersion[is_counted], df[is_counted] = known.dispersion, known.df
    return Noise(dispersion, df)


def _p_of_new(slices: pd.DataFrame, weeks: Weeks, felt: Noise) -> Floats:
    """That all of a slice's counts fall into the current period by chance; counts that cluster are worth fewer."""
    share = ratio(slices["total_current"], slices["total_current"] + weeks.totals.sum(axis=1))
    worth = slices["count_current"].to_numpy(dtype=np.float64) / np.fmax(felt.dispersion, LEAST_DISPERSION)
    return np.asarray(np.where(np.isnan(felt.dispersion), np.nan, share**worth))


def _decided(found: pd.DataFrame, felt: Noise, level: float) -> pd.DataFrame:
    p_value = found["p_value"].to_numpy()
    is_discovery = discoveries(p_value, level)
    tested = int(np.isfinite(p_value).sum())
    confidence = 1 - level * max(int(is_discovery.sum()), 1) / max(tested, 1)
    low, high = _intervals(found, felt, confidence)
    is_beyond = found["is_new"] | (low > 0) | (high < 0)
    is_large = (found["excess"].abs() >= LEAST_EXCESS) & (
        found["difference"].abs() >= LEAST_CHANGE * found["rate_previous"]
    )
    return found.assign(low=low, high=high, confidence=confidence, is_finding=is_discovery & is_beyond & is_large)


def _intervals(found: pd.DataFrame, felt: Noise, confidence: float) -> tuple[Floats, Floats]:
    """Newcombe's, of counts that are worth as many independent ones as their dispersion leaves, at t's quantile."""
    now, of_now, before, of_before = (found[name].to_numpy(dtype=np.float64) / felt.dispersion for name in COUNTS)
    wide = -special.stdtrit(np.where(felt.df > 0, felt.df, np.nan), (1 - confidence) / 2)
    low, high = np.full(len(found), np.nan), np.full(len(found), np.nan)
    for reach in np.unique(wide[np.isfinite(wide)]):
        at, level = wide == reach, 1 - 2 * special.ndtr(-min(reach, WIDEST))
        low[at], high[at] = newcombe_difference(now[at], of_now[at], before[at], of_before[at], level)
    return low, high
