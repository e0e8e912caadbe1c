"""Which groups' share of something has drifted from what it was before, with false discoveries controlled.

A group is looked at every week beside many others, so an interval of 95 % each would raise an alarm by chance almost
every week. Here the confidence of the intervals is raised until the drifts are discoveries: with m groups and R of
their intervals leaving out 0 at the confidence 1 - R level / m, at most `level` of those R are expected to be chance.
This is Benjamini and Hochberg's (1995) step up, read off the intervals; the intervals that come with it are those of
Benjamini and Yekutieli (2005), so that an interval and its verdict never contradict each other.
"""

import numpy as np
import pandas as pd

from analysis.change import segment_changes
from analysis.intervals import CONFIDENCE, newcombe_difference

LEVEL = 0.05
COUNTS = {
    "failures_current": "count_current",
    "attempts_current": "total_current",
    "failures_previous": "count_previous",
    "attempts_previous": "total_previous",
}
COLUMNS = [*COUNTS.values(), "rate_current", "rate_previous", "difference", "low", "high", "confidence", "is_drift"]


def share_drifts(groups: pd.DataFrame, group: str, level: float = LEVEL) -> pd.DataFrame:
    """One row per group, the largest difference first: `group`, the counts, both shares, their difference.

    `groups` has the column named by `group` and count_current of total_current, count_previous of total_previous.
    low, high: the interval of the difference (Newcombe) at `confidence`, the same for all. is_drift: it leaves out 0.
    is_small: a total is below rates.SMALL_DENOMINATOR or missing; such a group is not tested. Raises ValueError for
    impossible counts.
    """
    cells = groups.rename(columns={group: "segment"} | {ours: theirs for theirs, ours in COUNTS.items()})
    cells = cells.assign(stratum="all")
    plain = _judged(cells, CONFIDENCE)
    return _named(_judged(cells, _confidence(plain[~plain["is_small"]], level)), group)


def _confidence(tested: pd.DataFrame, level: float) -> float:
    """The confidence at which the intervals of the tested groups leave out 0 for as many as it was raised for."""
    now, of_now, before, of_before = (tested[name] for name in COUNTS)
    for drifts in range(len(tested), 0, -1):
        confidence = 1 - level * drifts / len(tested)
        low, high = newcombe_difference(now, of_now, before, of_before, confidence)
        if np.sum((low > 0) | (high < 0)) >= drifts:
            return confidence
    return 1 - level / max(len(tested), 1)


def _judged(cells: pd.DataFrame, confidence: float) -> pd.DataFrame:
    changes = segment_changes(cells, confidence=confidence)
    is_small = changes["is_small"] | changes["difference"].isna()
    is_beyond = (changes["low"] > 0) | (changes["high"] < 0)
    return changes.assign(confidence=confidence, is_small=is_small, is_drift=is_beyond & ~is_small)


def _named(changes: pd.DataFrame, group: str) -> pd.DataFrame:
    named = changes.rename(columns={"segment": group} | COUNTS)[[group, *COLUMNS, "is_small"]]
    order = named.assign(size=named["difference"].abs())
    return order.sort_values(["is_small", "size", group], ascending=[True, False, True], ignore_index=True).drop(
        columns="size"
    )
