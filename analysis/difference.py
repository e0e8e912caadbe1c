"""Before and after a date on one platform, and the difference in differences against the others.

A comparison, not an experiment. It says what the change on the platform was beyond that of the others, and it is
the change's doing only if the platform would otherwise have moved as they did (parallel trends), nothing else
happened on one side alone, and nobody acted before the date. `difference_in_differences` on the weeks before the
date, where nothing changed yet, is what tells whether the first was so until then.

With p = failures / decided of a side, over its days together:
    contrast of a side = g(p of the platform) - sum of w g(p of another)
    difference in differences = contrast after - contrast before
g is p itself (`points`) or its log odds; w is another platform's share in the decided attempts of all others, over
both sides, so that one that had more traffic on one side weighs the same on both.

Days are the independent pieces, not attempts: an outage makes many attempts of one day fail together, and days on
which all platforms do badly cancel in the contrast. A side's variance is the sum over its days of the squared parts
each day has in the contrast (linearised, T / (T - 1); Cochran 1977, chapter 6; clusters as in Bertrand, Duflo and
Mullainathan 2004), never below that of independent attempts. t with Welch's degrees of freedom. A wallet that tries
again and again fails on several days, which no clustering by day sees; `repeats` adds that (two-way clusters: V of
days + V of wallets - V of a wallet's days; Cameron, Gelbach and Miller 2011).
"""

from collections.abc import Mapping
from typing import Literal

import numpy as np
import pandas as pd
from scipy import special

from analysis.distributions import Floats
from analysis.intervals import CONFIDENCE, newcombe_difference, ratio, wilson
from analysis.panels import DAYS_OF_A_WEEK, Panel

Scale = Literal["points", "log_odds"]
Repeats = Mapping[str, float]


def before_and_after(
    panel: Panel, platform: str, repeats: Repeats | None = None, confidence: float = CONFIDENCE
) -> pd.DataFrame:
    """One row per group: failures, decided, rate, low, high, each with _before and _after; difference, low, high.

    Wilson's and Newcombe's intervals on the counts divided by the design effect: how much more days (and, by
    `repeats`, wallets) vary than independent attempts would (Korn and Graubard 1998). NaN where nothing was decided.
    """
    held, place = pd.DataFrame({"group": list(panel.groups)}), panel.place(platform)
    effective: list[Floats] = []
    for name, side in zip(("before", "after"), panel.sides, strict=True):
        failures, decided = side.failures[:, place], side.decided[:, place]
        design = design_effect(failures, decided) + _repeated(panel, repeats)[place]
        counts, totals = failures.sum(axis=1), decided.sum(axis=1)
        effective += [counts / design, totals / design]
        low, high = wilson(counts / design, totals / design, confidence)
        held[[f"failures_{name}", f"decided_{name}"]] = np.column_stack([counts, totals]).astype(np.int64)
        held[[f"rate_{name}", f"low_{name}", f"high_{name}"]] = np.column_stack([ratio(counts, totals), low, high])
    now, before = effective[2:], effective[:2]
    low, high = newcombe_difference(now[0], now[1], before[0], before[1], confidence)
    return held.assign(difference=held["rate_after"] - held["rate_before"], low=low, high=high)


def repeat_effects(wallets: pd.DataFrame) -> Repeats:
    """By platform: what wallets that come back on another day add to the variance, in parts of that of attempts.

    `wallets` has rows platform, failures, decided (one for each side or one for all), and sums over wallets, each with
    f failures of n decided attempts in all, of what all days together have beyond each day by itself:
    failures_squared (of f * f), decided_squared (n * n), failures_times_decided (f * n). 0 or more; 0 where unknown.
    """
    share = ratio(wallets["failures"], wallets["decided"])
    squares = wallets["failures_squared"] - 2 * share * wallets["failures_times_decided"]
    held = {"shown": squares + share**2 * wallets["decided_squared"], "alone": wallets["failures"] * (1 - share)}
    summed = wallets.assign(**held).groupby("platform")[["shown", "alone"]].sum()
    return dict(zip(summed.index, np.fmax(ratio(summed["shown"], summed["alone"]), 0.0), strict=True))


def _repeated(panel: Panel, repeats: Repeats | None) -> Floats:
    return np.array([(repeats or {}).get(platform, 0.0) for platform in panel.platforms])


def design_effect(failures: Floats, decided: Floats) -> Floats:
    """Variance of failures / decided as the days (last axis) show it, over that of independent attempts; 1 or more."""
    days, counts, totals = failures.shape[-1], failures.sum(axis=-1), decided.sum(axis=-1)
    share = ratio(counts, totals)
    parts = failures - share[..., None] * decided
    shown = days / max(days - 1, 1) * (parts**2).sum(axis=-1)
    return np.fmax(ratio(shown, totals * share * (1 - share)), 1.0)


def difference_in_differences(
    panel: Panel,
    platform: str,
    scale: Scale = "points",
    repeats: Repeats | None = None,
    confidence: float = CONFIDENCE,
) -> pd.DataFrame:
    """One row per group: group, value, low, high, p_value (two-sided, of no difference).

    `repeats` as repeat_effects makes it; without it each attempt counts as a wallet of its own.

    `value` is in shares (0.01 is a percentage point) or in log odds. NaN where the platform or all others have no
    decided attempt on one side, or a log odds would be infinite. Others without attempts on one side are left out.
    """
    weights = contrast_weights(panel, platform)
    repeated = _repeated(panel, repeats)
    before, after = (_contrast(side, weights, scale, repeated) for side in panel.sides)
    value, variance = after[0] - before[0], after[1] + before[1]
    spread = np.sqrt(variance)
    freedom = variance**2 / (after[1] ** 2 / after[2] + before[1] ** 2 / before[2])
    reach = special.stdtrit(freedom, (1 + confidence) / 2) * spread
    p_value = 2 * special.stdtr(freedom, -np.abs(value) / spread)
    found = {"value": value, "low": value - reach, "high": value + reach, "p_value": p_value}
    return pd.DataFrame({"group": list(panel.groups), **found})


def contrast_weights(panel: Panel, platform: str) -> Floats:
    """groups x platforms: 1 for the platform, the others' shares below 0; NaN where there are no others."""
    before, after = (side.decided.sum(axis=2) for side in panel.sides)
    held, place = np.where((before > 0) & (after > 0), before + after, 0.0), panel.place(platform)
    own = held[:, place].copy()
    held[:, place] = 0
    others = held.sum(axis=1)
    weights = -ratio(held, others[:, None])
    weights[:, place] = 1.0
    return np.where(((own > 0) & (others > 0))[:, None], weights, np.nan)


def _contrast(side: Panel, weights: Floats, scale: Scale, repeated: Floats) -> tuple[Floats, Floats, int]:
    """The contrast of each group, its variance, and the degrees of freedom of that."""
    counts, totals, days = side.failures.sum(axis=2), side.decided.sum(axis=2), side.failures.shape[2]
    share = ratio(counts, totals)
    value, slope = _scaled(share, scale)
    parts = side.failures - np.nan_to_num(share)[..., None] * side.decided
    influence = _sum(weights * slope * ratio(1.0, totals), parts)
    shown = days / max(days - 1, 1) * (influence**2).sum(axis=1)
    smooth = (counts + 1) / (totals + 2)  # so that no failure at all is not taken for certainty
    alone = ratio(smooth * (1 - smooth), totals)[..., None]
    least, more = (_sum((weights * slope) ** 2 * part, alone)[:, 0] for part in (1.0, repeated))
    return _sum(weights, value[..., None])[:, 0], np.fmax(shown, least) + more, max(days - 1, 1)


def _sum(weights: Floats, values: Floats) -> Floats:
    """Over the platforms; those of weight 0 have no part, whatever their value."""
    weighed = np.where(weights[..., None] == 0, 0.0, weights[..., None] * values)
    return np.asarray(weighed.sum(axis=1))


def _scaled(share: Floats, scale: Scale) -> tuple[Floats, Floats]:
    """g of a share and its slope there."""
    if scale == "points":
        return share, np.ones_like(share)
    inside = np.where((share > 0) & (share < 1), share, np.nan)
    return np.asarray(special.logit(inside)), 1 / (inside * (1 - inside))


def weekly_rates(panel: Panel, platform: str, confidence: float = CONFIDENCE) -> pd.DataFrame:
    """One row per whole week of the first group: week (-1 is the last before, 1 the first after), rate, low, high,
    rate_others (weighed as in the contrast).

    low and high are Wilson's, as if attempts were independent: they are to be looked at, not to be tested by.
    """
    weights = contrast_weights(panel, platform)[0]
    found = [_weeks(side, panel.place(platform), weights, confidence) for side in panel.sides]
    before, after = ([*range(-len(found[0]), 0)], [*range(1, len(found[1]) + 1)])
    return pd.concat(found, ignore_index=True).assign(week=[*before, *after])


def _weeks(side: Panel, place: int, weights: Floats, confidence: float) -> pd.DataFrame:
    shape = (len(side.platforms), -1, DAYS_OF_A_WEEK)
    failures, decided = (counts[0].reshape(shape).sum(axis=2) for counts in (side.failures, side.decided))
    low, high = wilson(failures[place], decided[place], confidence)
    others = np.where(np.arange(len(weights)) == place, 0, -weights)
    rates = ratio(failures, decided)
    held = {"rate": rates[place], "low": low, "high": high, "rate_others": _sum(others[None], rates[None])[0]}
    return pd.DataFrame(held)
