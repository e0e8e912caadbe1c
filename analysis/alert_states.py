"""From hours to the state of an alert rule: whether the bar is passed, for how long, and what became of it.

No clock: an hour is judged by what the log holds of it. A log that stopped is a state of its own, never an all-clear.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from analysis.spike_rhythms import Floats

State = Literal["ok", "pending", "firing", "recovering", "no_data"]
Verdict = bool | None  # the bar is passed, is not, or nothing was decided that could tell


@dataclass(frozen=True)
class Bar:
    """What failures have to reach within a window: a count, and beside it a rate or a multiple of what was expected."""

    least_failures: int
    over_hours: int = 1
    least_rate: float | None = None
    times_expected: float | None = None


@dataclass(frozen=True)
class Stretch:
    """One incident, by positions of its hours: first and last over the bar, where it fired, where it was over.

    `over` is None while it is not seen to be over.
    """

    first: int
    fired: int
    last: int
    over: int | None


@dataclass(frozen=True)
class Course:
    """The state after each hour, and the incidents in them."""

    states: tuple[State, ...]
    stretches: tuple[Stretch, ...]


def verdicts(hours: pd.DataFrame, bar: Bar, is_last_finished: bool = True) -> list[Verdict]:
    """Whether the window that ends with each hour passes the bar; None where nothing in it was decided.

    hours: one row per hour without gaps, columns `failures`, `decided` and, for `times_expected`, `expected` (NaN where
    nothing was expected). An hour that is not finished speaks for a bar that is passed, never against it: it is left
    out of the answer otherwise.
    """
    failures, decided = (_summed(hours[name], bar.over_hours) for name in ("failures", "decided"))
    is_over = failures >= bar.least_failures
    can_tell = decided > 0
    if bar.least_rate is not None:
        is_over &= failures >= bar.least_rate * decided
    if bar.times_expected is not None:
        expected = _summed(hours["expected"].fillna(0.0), bar.over_hours)
        is_over &= failures > bar.times_expected * expected
        can_tell &= _summed(hours["expected"].isna() & (hours["decided"] > 0), bar.over_hours) == 0
    found: list[Verdict] = [bool(over) if can else None for over, can in zip(is_over, can_tell, strict=True)]
    return found if is_last_finished or (found and found[-1]) else found[:-1]


def course(found: Sequence[Verdict], for_hours: int = 1, clear_hours: int = 1) -> Course:
    """The states that follow from the verdicts, hour by hour.

    pending becomes firing after `for_hours` hours over the bar in a row, firing becomes recovering at the first hour
    below it, and ok after `clear_hours` of them in a row. An hour without a verdict ends a pending, and neither ends an
    incident nor carries it on.
    """
    states: list[State] = []
    stretches: list[Stretch] = []
    current: Stretch | None = None
    over = below = 0
    for place, verdict in enumerate(found):
        over = over + 1 if verdict else 0
        below = below + 1 if verdict is False else 0 if verdict else below
        if current is None and over >= for_hours:
            current, below = Stretch(place - over + 1, place, place, None), 0
        elif current and verdict:
            current = Stretch(current.first, current.fired, place, None)
        elif current and below >= clear_hours:
            stretches.append(Stretch(current.first, current.fired, current.last, place))
            current = None
        states.append(_state(verdict, current is not None))
    return Course(tuple(states), (*stretches, *([current] if current else [])))


def spike_state(stages: Sequence[str], is_lesser_open: bool, is_judged: bool) -> State:
    """The state of a rule about spikes on one platform.

    stages: those of its open spikes that are large enough. is_lesser_open: one that is not is open. is_judged: the
    newest hour of the platform's series could be judged, and its log has not gone quiet.
    """
    if any(stage != "recovering" for stage in stages):
        return "firing"
    if stages:
        return "recovering"
    if not is_judged:
        return "no_data"
    return "pending" if is_lesser_open else "ok"


def _state(verdict: Verdict, is_open: bool) -> State:
    if verdict is None:
        return "no_data"
    if verdict:
        return "firing" if is_open else "pending"
    return "recovering" if is_open else "ok"


def _summed(values: "pd.Series[float] | pd.Series[bool]", over_hours: int) -> Floats:
    """The sum of each window of so many rows; the first ones are shorter."""
    total: Floats = np.concatenate([np.zeros(over_hours), np.cumsum(values.to_numpy(dtype=np.float64))])
    return total[over_hours:] - total[:-over_hours]
