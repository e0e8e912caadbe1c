"""The hidden blockers of a wallet: what stands between it and its end, in the order in which it will show."""

import numpy as np
from numpy.random import Generator

from pipelines.demo.arrays import Flags, Floats, Ints, Small
from pipelines.demo.population import Crowd
from pipelines.demo.scenario import Scenario, Table

MOST = 4
MORE = (0.36, 0.12, 0.03)  # of blocked wallets: a second, a third, a fourth blocker


class Blockers:
    """Draws blockers by platform, person and day."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._tilts = [*scenario.happened("tilt"), *_effects(scenario)]
        self._rate = scenario.by_platform("blocked_rate")
        self._stage = np.array([category["stage"] for category in scenario.categories])

    def hidden(self, rng: Generator, crowd: Crowd, at: Ints) -> Small:
        """wallets x 4 causes, those that show first first, 0 where there is no more."""
        odds = self._odds(crowd, at)
        rate = self._rate[crowd.platform] * odds.sum(axis=1) / self._scenario.odds.sum(axis=1)[crowd.platform]
        blocked = np.flatnonzero(rng.random(len(crowd)) < 1.0 - np.exp(-rate))
        hidden = np.zeros((len(crowd), MOST), dtype=np.uint8)
        hidden[blocked] = self._drawn(rng, odds[blocked])
        return self.without_lifted(hidden, crowd) if self._scenario.lifted else hidden

    def without_lifted(self, hidden: Small, crowd: Crowd) -> Small:
        """The same wallets with the same other blockers: what is lifted is taken out after it was drawn."""
        left = np.where(self._scenario.is_lifted[crowd.platform[:, None], hidden], 0, hidden).astype(np.uint8)
        return np.take_along_axis(left, np.argsort(left == 0, axis=1, kind="stable"), axis=1)

    def _drawn(self, rng: Generator, odds: Floats) -> Small:
        with np.errstate(divide="ignore"):
            keys = np.log(odds) + rng.gumbel(size=odds.shape)
        chosen = np.argsort(-keys, axis=1)[:, :MOST]
        luck = rng.random(len(odds))
        kept = np.column_stack([np.ones(len(odds), dtype=bool), *(luck < share for share in MORE)])
        order = self._stage[chosen] + rng.random(chosen.shape) * 0.9 + np.where(kept, 0.0, 100.0)
        ordered = np.argsort(order, axis=1)
        return np.take_along_axis(np.where(kept, chosen, 0), ordered, axis=1).astype(np.uint8)

    def _odds(self, crowd: Crowd, at: Ints) -> Floats:
        odds: Floats = self._scenario.odds[crowd.platform]
        for tilt in self._tilts:
            odds[self._hit(tilt, crowd, at), self._scenario.cause(tilt["cause"])] *= tilt["factor"]
        return odds * self._spared(crowd)

    def _hit(self, tilt: Table, crowd: Crowd, at: Ints) -> Flags:
        begins, ends = self._scenario.window(tilt)
        hit: Flags = (at >= begins) & (at < ends)
        if "platform" in tilt:
            hit &= crowd.platform == self._scenario.platform_names.index(tilt["platform"])
        for key, name in (("ages", "age"), ("regions", "region"), ("channels", "channel")):
            if key in tilt:
                words = self._scenario.dimension(name)
                hit &= np.isin(getattr(crowd, name), [words.index(word) for word in tilt[key]])
        return hit

    def _spared(self, crowd: Crowd) -> Floats:
        """Getting ready spares blockers: documents spare personal ones, known conditions the platform's."""
        spares = self._scenario.world["preparation"]["spares"]
        kinds = np.array([cause[:2] for cause in self._scenario.causes])
        left = np.ones((len(crowd), len(kinds)))
        left[np.ix_(crowd.documents, kinds == "pi")] *= spares["documents_ready"]
        left[np.ix_(crowd.viewed, kinds == "pp")] *= spares["conditions_viewed"]
        left[crowd.contacted] *= spares["support_contacted"]
        return left


def _effects(scenario: Scenario) -> list[Table]:
    """Policy changes as tilts from their day on."""
    return [
        {"platform": change["platform"], "starts_at": change["at"], **change["effect"]}
        for change in scenario.happened("policy_change")
        if "effect" in change
    ]
