"""Who has wallets: one block of wallets at a time, as parallel arrays."""

from dataclasses import dataclass, fields

import numpy as np
from numpy.random import Generator

from pipelines.demo.arrays import Flags, Floats, Ints, Small, chance, draw, draw_by, lognormal, table
from pipelines.demo.scenario import Scenario

SHARES_PERSON = 0.06  # wallets whose owner also has the wallet before


@dataclass(frozen=True)
class Crowd:
    """Wallets and what stays the same about them; words are positions in `Scenario.dimension`."""

    wallet: Ints
    user: Ints
    platform: Small
    region: Small
    age: Small
    tier: Small
    network: Small
    os: Small
    channel: Small
    bank: Small
    update_days: Floats
    balance: Ints
    currency: Small
    viewed: Flags
    documents: Flags
    contacted: Flags

    def __len__(self) -> int:
        return len(self.wallet)

    def take(self, which: Ints) -> "Crowd":
        """The wallets at these positions."""
        return Crowd(**{field.name: getattr(self, field.name)[which] for field in fields(self)})


def crowd(scenario: Scenario, rng: Generator, first: int, count: int) -> Crowd:
    """Wallets number `first` up to `first + count`."""
    world, wallet = scenario.world, np.arange(first, first + count, dtype=np.int64)
    platform = draw(rng, scenario.by_platform("share"), count)
    region, age = _people(scenario, rng, platform)
    is_shared = chance(rng, SHARES_PERSON, count) & (wallet > first)
    owner = np.arange(count) - is_shared
    region, age = region[owner], age[owner]
    channel = _channels(scenario, rng, age)
    return Crowd(
        wallet=wallet,
        user=wallet - is_shared,
        platform=platform,
        region=region,
        age=age,
        tier=draw(rng, list(world["tiers"].values()), count) + np.uint8(1),
        network=draw(rng, list(world["networks"].values()), count) + np.uint8(1),
        os=_systems(scenario, rng, channel),
        channel=channel,
        bank=draw(rng, [bank["share"] for bank in world["bank"]], count) + np.uint8(1),
        update_days=lognormal(rng, 4.0, 1.4, count),
        balance=(lognormal(rng, 140.0, 1.6, count) * 100).astype(np.int64),
        currency=_currencies(scenario, rng, platform),
        **_prepared(scenario, rng, count),
    )


def _people(scenario: Scenario, rng: Generator, platform: Small) -> tuple[Small, Small]:
    """Region and age: platforms are at home in some regions, and some regions are older."""
    regions = scenario.world["regions"]
    names = list(regions)
    pull = table(names, [held.get("regions", {}) for held in scenario.platforms], default=1.0)
    region = draw_by(rng, pull * np.array(list(regions.values())), platform)
    older = scenario.world["older"]
    shares = np.array([[age["share"] for age in scenario.world["age"]]] * len(names))
    shares[[names.index(name) for name in older["regions"]], -1] *= older["factor"]
    return region + np.uint8(1), draw_by(rng, shares, region) + np.uint8(1)


def _channels(scenario: Scenario, rng: Generator, age: Small) -> Small:
    """Older people call and come to a branch more often."""
    names = list(scenario.world["channels"])
    shares = np.array([list(scenario.world["channels"].values())] * len(scenario.dimension("age")))
    shares[-1, [names.index("branch"), names.index("phone")]] *= 2.5
    return draw_by(rng, shares, age) + np.uint8(1)


def _systems(scenario: Scenario, rng: Generator, channel: Small) -> Small:
    """The phone's system; none where no phone is used."""
    names = scenario.dimension("channel")
    system = draw(rng, list(scenario.world["os"].values()), len(channel)) + np.uint8(1)
    on_phone = np.isin(channel, [names.index("app"), names.index("mini_program")])
    return np.where(on_phone, system, 0).astype(np.uint8)


def _currencies(scenario: Scenario, rng: Generator, platform: Small) -> Small:
    """The first currency of the world but for some wallets of platforms that go abroad."""
    count = len(scenario.world["currencies"])
    foreign = chance(rng, scenario.by_platform("foreign_currency")[platform], len(platform))
    return np.where(foreign, rng.integers(2, count + 1, len(platform)), 1).astype(np.uint8)


def _prepared(scenario: Scenario, rng: Generator, count: int) -> dict[str, Flags]:
    shares = scenario.world["preparation"]
    return {
        "viewed": chance(rng, shares["conditions_viewed"], count),
        "documents": chance(rng, shares["documents_ready"], count),
        "contacted": chance(rng, shares["support_contacted"], count),
    }
