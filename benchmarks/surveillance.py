"""Weekly counts with outbreaks whose place is known, drawn from the settings that Noufaily et al. (2013) published.

The log mean is theta + beta * week + the first harmonic of 52 weeks; counts are negative binomial with variance phi
times the mean (Statistics in Medicine 32, 1206-1222): seven settings, each without and with a trend and a season.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt
import pandas as pd

WEEKS = 624
PAST_FROM, SCORED_FROM = 312, 575  # counted from 0: four outbreaks before the last 49 weeks, and one in them
PAST_OUTBREAKS = 4
PAST_SIZES = (2, 3, 5, 10)  # in standard deviations
SPREAD = 0.5  # of the log of how many weeks after its start a case of an outbreak falls
# theta, beta, gamma 1, gamma 2, phi
SETTINGS = (
    (0.1, 0.0025, 0.6, 0.6, 1.5),
    (-2.0, 0.005, 0.1, 0.3, 2.0),
    (1.5, 0.003, 0.2, -0.4, 1.0),
    (0.5, 0.002, 0.5, 0.5, 5.0),
    (2.5, 0.001, 1.0, 0.1, 3.0),
    (3.75, 0.001, 0.1, -0.1, 1.1),
    (5.0, 0.0001, 0.05, 0.01, 1.2),
)
Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Setting:
    """One of the 28."""

    theta: float
    beta: float
    gamma_1: float
    gamma_2: float
    phi: float

    def mean(self) -> Floats:
        week = np.arange(1, WEEKS + 1)
        angle = 2 * np.pi * week / 52
        season = self.gamma_1 * np.cos(angle) + self.gamma_2 * np.sin(angle)
        return np.asarray(np.exp(self.theta + self.beta * week + season))

    def counts(self, rng: np.random.Generator) -> Counts:
        """Negative binomial as a Poisson whose mean is gamma distributed; Poisson where phi is 1."""
        mean = self.mean()
        if self.phi > 1:
            mean = rng.gamma(mean / (self.phi - 1), self.phi - 1)
        return np.asarray(rng.poisson(mean))


def settings() -> Iterator[Setting]:
    """All 28, in the paper's order of means, each: plain, season, trend, both."""
    for (theta, beta, gamma_1, gamma_2, phi), has_trend, has_season in product(SETTINGS, (0, 1), (0, 1)):
        yield Setting(theta, beta * has_trend, gamma_1 * has_season, gamma_2 * has_season, phi)


def surveillance_series(repeats: int, seed: int = 1) -> pd.DataFrame:
    """series, scenario, at, baseline (without the newest outbreak), observed, outbreak (its cases), is_scored, size.

    size: of the newest outbreak as it was meant, 1 to 10 standard deviations of its week, in turn.
    """
    drawn = [
        _drawn(np.random.default_rng([seed, number, repeat]), one, 1 + (3 * number + repeat) % 10).assign(
            scenario=number, series=f"{number}/{repeat}"
        )
        for number, one in enumerate(settings(), 1)
        for repeat in range(repeats)
    ]
    return pd.concat(drawn, ignore_index=True)


def outbreak(rng: np.random.Generator, size: float, start: int) -> Counts:
    """Cases by week: Poisson about `size`, at least one, each a log-normal time after the start."""
    count = max(1, rng.poisson(size))
    weeks = start + np.floor(rng.lognormal(0.0, SPREAD, count)).astype(np.int64)
    return np.bincount(np.minimum(weeks, WEEKS - 1), minlength=WEEKS)


def _drawn(rng: np.random.Generator, setting: Setting, size: int) -> pd.DataFrame:
    deviation = np.sqrt(setting.phi * setting.mean())
    baseline = setting.counts(rng)
    for start in rng.integers(PAST_FROM, SCORED_FROM - 10, PAST_OUTBREAKS):
        baseline = baseline + outbreak(rng, rng.choice(PAST_SIZES) * deviation[start], start)
    start = int(rng.integers(SCORED_FROM, WEEKS - 2))
    newest = outbreak(rng, size * deviation[start], start)
    at = pd.Timestamp("2000-01-03") + pd.to_timedelta(7 * np.arange(WEEKS), unit="D")
    counts = {"baseline": baseline, "observed": baseline + newest, "outbreak": newest}
    return pd.DataFrame({"at": at, **counts, "is_scored": np.arange(WEEKS) >= SCORED_FROM, "size": size})
