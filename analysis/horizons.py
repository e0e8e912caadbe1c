"""What a curve says of chosen moments: the share that has ended by then, and how, with its interval."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.distributions import Floats

ALL_ENDED = 1.0 - 1e-9  # shares are sums of many fractions


@dataclass(frozen=True)
class EndedShare:
    """A share from 0 to 1 with its limits. None: not known; limits are not known where the share is 0 or 1."""

    value: float | None
    low: float | None
    high: float | None


UNKNOWN = EndedShare(None, None, None)


def ended_by(curve: pd.DataFrame, times: Sequence[float]) -> list[EndedShare]:
    """The share that has ended by each of the times, of a curve of kaplan_meier, in its unit.

    Not known at times after the last that was seen, where that one still ran, and without rows.
    """
    survival, lower, upper = (curve[name].to_numpy(dtype=np.float64) for name in ("survival", "lower", "upper"))
    is_finished = bool((survival[-1:] == 0.0).any())
    ends = np.column_stack([1.0 - survival, 1.0 - upper, 1.0 - lower])
    return [_at(curve["time"].to_numpy(dtype=np.float64), ends, time, is_finished) for time in times]


def ended_by_cause(curves: pd.DataFrame, cause: str, times: Sequence[float]) -> list[EndedShare]:
    """The share that has ended by `cause` by each of the times, of the curves of aalen_johansen.

    Not known at times after the last that was seen, where that one still ran, and without rows. A cause that nobody
    ended by has the share 0.
    """
    if curves.empty:
        return [UNKNOWN] * len(times)
    names = curves["cause"].to_numpy()
    at = curves.loc[names == names[0], "time"].to_numpy(dtype=np.float64)  # the same for every cause
    held = curves[["incidence", "lower", "upper"]].to_numpy(dtype=np.float64)
    is_finished = bool(held[len(at) - 1 :: len(at), 0].sum() >= ALL_ENDED)
    mine = held[names == cause]
    ends = mine if len(mine) else np.column_stack([np.zeros(len(at)), *np.full((2, len(at)), np.nan)])
    return [_at(at, ends, time, is_finished) for time in times]


def _at(times: Floats, ends: Floats, time: float, is_finished: bool) -> EndedShare:
    if not times.size or not (is_finished or times[-1] >= time):
        return UNKNOWN
    place = int(np.searchsorted(times, time, side="right")) - 1
    if place < 0:
        return EndedShare(0.0, None, None)
    return EndedShare(*(None if np.isnan(end) else float(end) for end in ends[place]))
