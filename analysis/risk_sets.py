"""Who was at risk when, and who left then: the counts under every survival estimate."""

from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.distributions import Floats

Counts = NDArray[Any]  # whole numbers, or sums of weights that are parts of rows
Chosen = NDArray[np.bool_]
Places = NDArray[np.intp]


class RiskSets:
    """Observations as counts at each distinct duration; `time` holds these durations, ascending.

    duration: 0 or more, in any one unit. entry: since when each row was observed (it is at risk at t where
    entry < t <= duration); None: all of the time. weights: how many alike a row stands for where all are whole
    numbers (`is_whole`), else how much it counts. Raises ValueError, in words that say what to change, for missing
    or impossible numbers.
    """

    def __init__(self, duration: ArrayLike, entry: ArrayLike | None, weights: ArrayLike | None) -> None:
        self._duration = _checked_durations(duration)
        self._entry = None if entry is None else _checked_entries(entry, self._duration)
        self._weights = None if weights is None else _checked_weights(weights, self._duration)
        self.is_whole = self._weights is None or bool(np.all(self._weights == np.floor(self._weights)))
        counted = self._duration if self._weights is None else self._duration[self._weights > 0]
        in_order = np.sort(counted)  # np.unique takes four times as long on a million floats
        starts = np.flatnonzero(np.diff(in_order, prepend=-1.0))
        self.time: Floats = in_order[starts]
        rows = np.diff(starts, append=len(in_order))
        self._ended: Counts = rows if weights is None else self._counts(self._duration, None, "left")

    def ended(self, chosen: Chosen | None = None) -> Counts:
        """How many of the chosen rows (a mask; None: all) end at each time."""
        return self._ended if chosen is None else self._counts(self._duration, chosen, "left")

    def at_risk(self, chosen: Chosen | None = None) -> Counts:
        """How many of the chosen rows are at risk just before each time."""
        # Added up from the last time on: all that are left there end there, without a rest from rounding.
        not_ended = np.cumsum(self.ended(chosen)[::-1])[::-1]
        if self._entry is None:
            return np.asarray(not_ended)
        # Who enters at a time is at risk from the next one on: hence "right".
        entered = self._counts(self._entry, chosen, "right")
        return np.asarray(not_ended - (np.cumsum(entered[::-1])[::-1] - entered))

    def places(self) -> tuple[Places, Places]:
        """For each row the first time it is at risk at, and the time it ends at, as places in `time`."""
        last = len(self.time) - 1  # rows of weight 0 may lie beyond it
        ends = np.minimum(np.searchsorted(self.time, self._duration), last)
        if self._entry is None:
            return np.zeros_like(ends), ends
        return np.minimum(np.searchsorted(self.time, self._entry, "right"), last), ends

    def squares(self) -> Floats:
        """What a row's square counts in a sum over the sample: alike rows each for itself, a part squared."""
        if self._weights is None:
            return np.ones(len(self._duration))
        return self._weights if self.is_whole else np.square(self._weights)

    def _counts(self, at: Floats, chosen: Chosen | None, side: Literal["left", "right"]) -> Counts:
        weights = self._weights
        if chosen is not None:
            at, weights = at[chosen], None if weights is None else weights[chosen]
        if weights is None:
            at = np.sort(at)  # a search for sorted values stays in the processor's cache
        positions = np.searchsorted(self.time, at, side)
        # Rows of weight 0 may lie beyond the last time; they count nothing there.
        counted = np.bincount(positions, weights, len(self.time))[: len(self.time)]
        return counted.astype(np.int64) if self.is_whole else counted


def observed(event_observed: ArrayLike, length: int) -> Chosen:
    """The flags as a mask. Raises ValueError where they are not one for each duration, or not all 0 or 1."""
    flags = np.asarray(event_observed)
    _check_length("event_observed", flags, length)
    if flags.dtype != np.bool_ and not np.all((flags == 0) | (flags == 1)):
        raise ValueError("event_observed has missing or other values; it must be true or false in every row")
    return flags.astype(np.bool_)


def _checked_durations(duration: ArrayLike) -> Floats:
    durations = np.asarray(duration, dtype=np.float64)
    if not np.all((durations >= 0) & (durations < np.inf)):
        raise ValueError("a duration is missing, infinite or below 0; leave such rows out, and say how many")
    return durations


def _checked_entries(entry: ArrayLike, duration: Floats) -> Floats:
    entries = np.asarray(entry, dtype=np.float64)
    _check_length("entry", entries, len(duration))
    if not np.all(entries < duration):
        raise ValueError("an entry is missing or not before its duration's end; such a row was never at risk")
    return entries


def _checked_weights(weights: ArrayLike, duration: Floats) -> Floats:
    counts = np.asarray(weights, dtype=np.float64)
    _check_length("weights", counts, len(duration))
    if not np.all((counts >= 0) & (counts < np.inf)):
        raise ValueError("a weight is missing, infinite or below 0; it says how many, or how much, a row stands for")
    return counts


def _check_length(name: str, values: NDArray[np.generic], length: int) -> None:
    if values.shape != (length,):
        raise ValueError(f"{name} has the shape {values.shape}; {length} durations need one value each")
