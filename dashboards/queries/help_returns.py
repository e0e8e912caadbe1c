"""Who comes back after a termination: asked to be registered anew, and what they were told."""

import numpy as np
import pandas as pd

from analysis.horizons import ended_by
from analysis.rates import SMALL_DENOMINATOR, Rate
from analysis.survival import kaplan_meier, quantile
from dashboards.queries.compose import ask
from dashboards.queries.help_contacts import ALL, numbers
from dashboards.queries.selection import Selection
from warehouse import Snapshot

WITHIN_DAYS = (7, 14, 30, 90)
# Each answer and what it is a share of.
PARTS = {"accepted": "asked", "rejected": "asked", "data_reused": "accepted", "credit_flagged": "asked"}


def returns_told(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """One row per platform, days and whether a request came (else censored): count_cases, count_accepted ..."""
    return ask(snapshot, "returns_told", selection)


def returned(told: pd.DataFrame) -> pd.DataFrame:
    """One row per platform and one for all (platform `all`, first).

    count_terminated, count_asked, is_small; asked_7 .. asked_90 with _low, _high: the probability to ask within so many
    days of the end; half_days: when half of those had asked that do within 90 days; count_unanswered of the asked; and
    for accepted, rejected, data_reused and credit_flagged count_ and rate_ (of the asked; data_reused of the accepted)
    with _low, _high.
    """
    parts = [(ALL, told), *told.groupby("platform")]
    return pd.DataFrame([returned_to(platform, rows) for platform, rows in parts if len(rows)])


def returned_to(platform: object, told: pd.DataFrame) -> dict[str, object]:
    curve = return_curve(told)
    terminated, asked = int(told["count_cases"].sum()), int(told.loc[told["is_asked"], "count_cases"].sum())
    counts = {"asked": asked} | {part: int(told[f"count_{part}"].sum()) for part in PARTS}
    row: dict[str, object] = {
        "platform": platform,
        "count_terminated": terminated,
        "count_asked": asked,
        "is_small": terminated < SMALL_DENOMINATOR,
        "half_days": half_of(curve),
        "count_unanswered": asked - counts["accepted"] - counts["rejected"],
    }
    for days, share in zip(WITHIN_DAYS, ended_by(curve, WITHIN_DAYS), strict=True):
        row |= numbers(f"asked_{days}", share)
    for part, whole in PARTS.items():
        rate = Rate.of(counts[part], counts[whole])
        row |= {f"count_{part}": counts[part], **numbers(f"rate_{part}", rate)}
    return row


def half_of(curve: pd.DataFrame) -> float:
    """When half of those had asked that ask within the longest time told of; NaN where that is not known."""
    share = ended_by(curve, WITHIN_DAYS[-1:])[0].value
    half = quantile(curve, share / 2).time if share else None
    return np.nan if half is None else half


def return_curve(told: pd.DataFrame) -> pd.DataFrame:
    """Kaplan-Meier's curve of the time until the request; those that did not ask are censored at as_of."""
    return kaplan_meier(told["days"], told["is_asked"], weights=told["count_cases"])
