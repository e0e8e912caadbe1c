"""What lifting a rule would save, learned from how cases went that met it.

A case that met the rule either got past it in the log or did not. Past it, the log itself says what stood behind: a
success (the rule stood alone) or a failure by another blocker; either way the case would have been there earlier by
what the rule took. Where it did not get past, what stands behind is unknown: it is taken to be what stood behind in
those that did, with the same odds. Four things are assumed, and a reader has to know them: blockers are there from the
start and show one at a time; people fare behind the rule as they fared in the log; who got past it and who did not had
the same behind it; nobody asks more or less often because the rule is gone.

Intervals: cases are resampled. Cases that are alike stand in one row with their number, and a case drawn with
replacement is, but for their total, a Poisson count of each row (Hanley and MacGibbon 2006, Computer Methods and
Programs in Biomedicine 83:57). They say how far chance among cases reaches, not how far the assumptions do.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.bootstrap import RESAMPLES, SEED
from analysis.distributions import Floats
from analysis.intervals import CONFIDENCE, ratio, wilson

ALONE, BEHIND = "alone", "behind"
OPEN = "open"
PASSED = (ALONE, BEHIND)


@dataclass(frozen=True)
class Estimate:
    """A figure and its interval; NaN where the log does not tell it."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class WhatIf:
    """What lifting a rule would save among the cases that met it; durations in days, money by currency.

    failures_spared: fewer failures, those that other blockers would bring instead taken off. cases_sooner: resolved
    cases that would have been resolved earlier. cases_more: cases that would be resolved and are not. days_saved: from
    the first failure by the rule to where the case would have been. money_freed: frozen upon a failure by the rule.
    """

    count_cases: int
    count_failures: int
    count_stuck: int
    count_alone: int
    count_behind: int
    failures_spared: Estimate
    cases_sooner: Estimate
    cases_more: Estimate
    days_saved: Estimate
    money_freed: dict[str, Estimate]


def what_if(paths: pd.DataFrame, confidence: float = CONFIDENCE, resamples: int = RESAMPLES) -> WhatIf:
    """The savings, from one row per way in which cases met the rule.

    paths: met (alone, behind: what stood behind it; open, abandoned, withdrawn: it never got past), is_resolved,
    count_cases alike; in each of them count_by_rule failures, count_passed and count_stuck failures from the first by
    the rule until past it or to the end, count_after failures after; over all of them the sums days_passed,
    days_stuck, days_after, and frozen_amount in currency.

    Nobody got past it: what stands behind is unknown, and so are the savings of those that are stuck (NaN).
    """
    kinds = paths["met"].to_numpy()
    count = paths["count_cases"].to_numpy(dtype=np.int64)
    drawn = _drawn(count, resamples)
    totals = _totals(paths, drawn)
    alone, behind = (int(count[kinds == kind].sum()) for kind in PASSED)
    return WhatIf(
        count_cases=int(count.sum()),
        count_failures=int((paths["count_by_rule"] * count).sum()),
        count_stuck=int(count.sum()) - alone - behind,
        count_alone=alone,
        count_behind=behind,
        money_freed=_money(paths, drawn, confidence),
        **{name: _estimate(values, confidence) for name, values in totals.items()},
    )


def without_named(paths: pd.DataFrame) -> pd.DataFrame:
    """The paths on which a message named another cause beside the rule, and nothing else was seen behind it, left out.

    For a cautious estimate: those cases are then taken to fail on what was named, and save nothing.
    """
    kept: pd.DataFrame = paths[(paths["met"] == BEHIND) | ~paths["is_named"].astype(bool)]
    return kept


def blockers_behind(paths: pd.DataFrame) -> pd.DataFrame:
    """What stood behind the rule in the cases that got past it: next_cause (missing: it stood alone), count_cases,
    share, low, high (Wilson), the most cases first."""
    passed = paths[paths["met"].isin(PASSED)]
    found = passed.groupby("next_cause", dropna=False, as_index=False)["count_cases"].sum()
    total = int(found["count_cases"].sum())
    low, high = wilson(found["count_cases"], total)
    shared = found.assign(share=ratio(found["count_cases"], total), low=low, high=high)
    ranked: pd.DataFrame = shared.sort_values("count_cases", ascending=False, kind="stable", ignore_index=True)
    return ranked


def _drawn(count: NDArray[np.int64], resamples: int) -> Floats:
    """1 + resamples rows of how many cases stand in each path: the log itself, then samples drawn from it."""
    generator = np.random.default_rng(SEED)
    samples = generator.poisson(count, size=(resamples, len(count)))
    return np.vstack([count, samples]).astype(np.float64)


def _totals(paths: pd.DataFrame, drawn: Floats) -> dict[str, Floats]:
    """Each saving in each sample."""
    kinds = paths["met"].to_numpy()
    is_behind, is_stuck = kinds == BEHIND, ~np.isin(kinds, PASSED)
    resolved = paths["is_resolved"].to_numpy(dtype=np.float64)
    spared, blocked, after = (
        paths[name].to_numpy(dtype=np.float64) for name in ("count_passed", "count_stuck", "count_after")
    )
    days, waited, days_after = (_per_case(paths, name) for name in ("days_passed", "days_stuck", "days_after"))
    stuck = drawn * is_stuck
    count_stuck, known = stuck.sum(axis=1), drawn[:, ~is_stuck].sum(axis=1)
    blocked_again = np.where(count_stuck > 0, ratio(drawn @ is_behind, known), 0.0)
    behind = {
        name: np.where(blocked_again > 0, ratio(drawn @ (values * is_behind), drawn @ is_behind), 0.0)
        for name, values in {"failures": after, "resolved": resolved, "days": days_after}.items()
    }
    # An open case cannot wait behind the rule for longer than it has waited in all.
    most = np.where(kinds == OPEN, waited, np.inf)
    waits_again = (stuck * np.minimum(behind["days"][:, None], most)).sum(axis=1)
    return {
        "failures_spared": drawn @ (spared + blocked) - count_stuck * blocked_again * behind["failures"],
        "cases_sooner": drawn @ (resolved * ~is_stuck),
        "cases_more": count_stuck * (1.0 - blocked_again * (1.0 - behind["resolved"])),
        "days_saved": drawn @ (days + waited) - blocked_again * waits_again,
    }


def _per_case(paths: pd.DataFrame, name: str) -> Floats:
    """A sum over the cases of each path, for one of them."""
    return np.asarray(paths[name].to_numpy(dtype=np.float64) / paths["count_cases"].to_numpy(dtype=np.float64))


def _money(paths: pd.DataFrame, drawn: Floats, confidence: float) -> dict[str, Estimate]:
    """What was frozen upon the rule, by currency; currencies are never added."""
    amount = np.nan_to_num(_per_case(paths, "frozen_amount"))
    held = paths["currency"].to_numpy(dtype=object)
    known = sorted(set(paths["currency"].dropna()))
    return {currency: _estimate(drawn @ (amount * (held == currency)), confidence) for currency in known}


def _estimate(values: Floats, confidence: float) -> Estimate:
    """The figure of the log, and the interval of the samples' figures (percentiles)."""
    samples = values[1:][~np.isnan(values[1:])]
    if np.isnan(values[0]) or not len(samples):
        return Estimate(float(values[0]), float("nan"), float("nan"))
    low, high = np.quantile(samples, [(1 - confidence) / 2, (1 + confidence) / 2])
    return Estimate(float(values[0]), float(low), float(high))
