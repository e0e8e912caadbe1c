"""What hits an attempt from outside: passing faults, incidents, maintenance, closed hours."""

import numpy as np
from numpy.random import Generator

from pipelines.demo.arrays import DAY, HOUR, Flags, Floats, Ints, Small, chance, draw_by, table
from pipelines.demo.population import Crowd
from pipelines.demo.scenario import Scenario, Table


class Faults:
    """Draws the fault that ends an attempt, if any."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._rate = scenario.by_platform("fault_rate")
        shares = table(scenario.causes, [scenario.behaviour["faults"]])
        self._shares: Floats = np.repeat(shares, len(scenario.platforms), axis=0)
        self._passing = np.flatnonzero(shares[0])
        hours = np.asarray(scenario.world["traffic"]["hours"], dtype=np.float64)
        self._load = 0.6 + 0.4 * hours / hours.mean()

    @property
    def passing(self) -> Ints:
        """Causes that are faults: they pass by themselves, and no user can mend them."""
        return self._passing

    def strike(
        self, rng: Generator, crowd: Crowd, at: Ints, version: Small, component: Small
    ) -> tuple[Small, Small]:
        """The cause of the fault (0 for none) and the number of the incident it belongs to (0 for none)."""
        cause, incident = self._ordinary(rng, crowd, at), np.zeros(len(crowd), dtype=np.uint8)
        self._at_night(rng, crowd, at, cause)
        for platform, begins, ends, night in self._scenario.maintenance:
            hit = (crowd.platform == platform) & (at >= begins) & (at < ends)
            hit &= chance(rng, night["chance"], len(crowd))
            cause[hit] = self._scenario.cause("tf_service_unavailable")
        for number, planted in enumerate(self._scenario.happenings["incident"], 1):
            hit = self._in_slice(planted, crowd, at, version, component)
            hit &= chance(rng, planted["chance"], len(crowd))
            cause[hit], incident[hit] = self._scenario.cause(planted["cause"]), number
        return cause, incident

    def _ordinary(self, rng: Generator, crowd: Crowd, at: Ints) -> Small:
        hour = (at + self._scenario.offset) % DAY // HOUR
        struck = chance(rng, self._rate[crowd.platform] * self._load[hour], len(crowd))
        return np.where(struck, draw_by(rng, self._shares, crowd.platform), 0).astype(np.uint8)

    def _at_night(self, rng: Generator, crowd: Crowd, at: Ints, cause: Small) -> None:
        night = self._scenario.behaviour["night"]
        hour = (at + self._scenario.offset) % DAY // HOUR
        odds = np.array([night["chance"][name] for name in self._scenario.platform_names])[crowd.platform]
        closed = (hour >= night["from_hour"]) | (hour < night["until_hour"])
        refused = closed & chance(rng, odds, len(crowd))
        number = self._scenario.cause(night["cause"])
        cause[refused & ~self._scenario.is_lifted[crowd.platform, number]] = number

    def _in_slice(self, planted: Table, crowd: Crowd, at: Ints, version: Small, component: Small) -> Flags:
        begins, ends = self._scenario.window(planted)
        hit: Flags = (at >= begins) & (at < ends)
        hit &= crowd.platform == self._scenario.platform_names.index(planted["platform"])
        held = {
            "app_version": version,
            "component": component,
            "os": crowd.os,
            "region": crowd.region,
            "bank": crowd.bank,
        }
        for name, word in planted["slice"].items():
            hit &= held[name] == self._scenario.dimension(name).index(word)
        return hit
