"""How a series breathes: its interval, the seasons that go with it, how far back its baseline looks."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

HOUR = 3600.0
DAY = 24 * HOUR
WEEK = 7 * DAY
YEAR = 365.25 * DAY

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Rhythm:
    """What the interval says about a series. All lengths but `seasons` count intervals.

    seasons: (length, harmonics) of each season. memory: how far back a baseline looks. warm_up: history
    needed before anything is judged. refit_every: how long one fit serves. horizons: trailing windows in
    which weak evidence is pooled, the interval itself first. trend: how far the log mean may plausibly move
    over one memory: little in eight weeks, much in ten years (held at .5 there, a steady rise of weekly counts
    was found to be false alarms half again as often as stated).
    """

    seasons: tuple[tuple[float, int], ...]
    memory: int
    warm_up: int
    refit_every: int
    horizons: tuple[int, ...]
    trend: float = 0.5


def rhythm_of(step_seconds: float) -> Rhythm:
    """The rhythm of series with such intervals: hours of day and week, days of a week, weeks of a year."""
    if step_seconds < DAY:
        day, week = DAY / step_seconds, WEEK / step_seconds
        pooled = tuple(sorted({1, max(1, round(day / 4)), round(day)}))
        return Rhythm(((day, 3), (week, 3)), round(8 * week), round(2 * week), max(1, round(day)), pooled)
    if step_seconds < 4 * DAY:
        week = WEEK / step_seconds
        return Rhythm(((week, 3),), round(26 * week), round(4 * week), 1, (1, 3, 7))
    year = YEAR / step_seconds
    return Rhythm(((year, 2),), round(10 * year), round(year), 1, (1, 2), trend=1.5)


def design(rhythm: Rhythm, count_intervals: int) -> Floats:
    """One row per interval: a constant, the trend (in memories), sine and cosine of each harmonic."""
    at = np.arange(count_intervals, dtype=np.float64)
    columns = [np.ones_like(at), at / rhythm.memory]
    for length, harmonics in rhythm.seasons:
        for k in range(1, harmonics + 1):
            angle = 2 * np.pi * k * at / length
            columns += [np.cos(angle), np.sin(angle)]
    return np.column_stack(columns)


def prior_precision(rhythm: Rhythm) -> Floats:
    """How firmly each coefficient is held at zero: the constant hardly, each further harmonic more.

    It keeps the seasons of a series with few counts near flat: a baseline must not learn from three
    failures.
    """
    deviations = [10.0, rhythm.trend]
    for _, harmonics in rhythm.seasons:
        deviations += [deviation for k in range(1, harmonics + 1) for deviation in [0.5 / k] * 2]
    precision: Floats = 1 / np.square(np.array(deviations))
    return precision
