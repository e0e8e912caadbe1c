"""The world of the simulator as data: read once from the .toml files beside this module."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from pipelines.demo.arrays import HOUR, Flags, Floats, Ints, table

FOLDER = Path(__file__).parent
Table = Mapping[str, Any]


def read_data(name: str) -> dict[str, Any]:
    """One of the .toml files beside this module."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def instant(moment: datetime) -> int:
    """Milliseconds since 1970 of a moment with a zone."""
    return round(moment.timestamp() * 1000)


@dataclass(frozen=True)
class Scenario:
    """Who, what and when. Causes, platforms and the like are numbers in arrays: positions in the tuples here.

    Position 0 of `causes` is no cause. Times are milliseconds since 1970, UTC.
    """

    seed: int
    wallets: int
    days: int
    world: Table
    platforms: tuple[Table, ...]
    happenings: Table
    behaviour: Table
    lifted: frozenset[tuple[str, str]] = frozenset()  # rules that are not there: platform and cause

    @classmethod
    def read(
        cls, wallets: int, seed: int, days: int, lifted: Iterable[tuple[str, str]] = ()
    ) -> "Scenario":
        if wallets < 1 or days < 1:
            raise ValueError(f"{wallets} wallets over {days} days make no log; ask for at least one of each.")
        platforms = tuple(read_data("platforms")["platform"])
        world, happenings, behaviour = (read_data(name) for name in ("world", "happenings", "causes"))
        return cls(seed, wallets, days, world, platforms, happenings, behaviour, frozenset(lifted))

    @cached_property
    def ends_at(self) -> int:
        return instant(self.world["ends_at"])

    @cached_property
    def offset(self) -> int:
        """Local time minus UTC."""
        return int(self.world["utc_offset_hours"]) * HOUR

    @cached_property
    def starts_at(self) -> int:
        """Local midnight, `days` before the last day."""
        local = self.world["ends_at"] + timedelta(milliseconds=self.offset) - timedelta(days=self.days)
        return instant(local.replace(hour=0, minute=0, second=0, microsecond=0)) - self.offset

    @cached_property
    def platform_names(self) -> tuple[str, ...]:
        return tuple(platform["name"] for platform in self.platforms)

    @cached_property
    def causes(self) -> tuple[str, ...]:
        return ("", *self.behaviour["cause"])

    def cause(self, name: str) -> int:
        return self.causes.index(name)

    def trait(self, name: str) -> Floats:
        """What causes.toml states under `name`, by cause."""
        default = self.behaviour["default"]
        stated = [default | self.behaviour["cause"].get(cause, {}) for cause in self.causes]
        return np.array([float(held[name]) for held in stated])

    @cached_property
    def categories(self) -> tuple[Table, ...]:
        """The category of each cause; the first stands for no cause."""
        held = self.behaviour["category"]
        return (
            {"id": "", "stage": 0.0, "countermeasure": ""},
            *(held[cause[:2]] for cause in self.causes[1:]),
        )

    @cached_property
    def odds(self) -> Floats:
        """platforms x causes: how likely a wallet's hidden blocker is this one."""
        return table(self.causes, [platform["odds"] for platform in self.platforms])

    @cached_property
    def is_lifted(self) -> Flags:
        """platforms x causes: whether the rule is lifted."""
        return np.array([[(name, cause) in self.lifted for cause in self.causes] for name in self.platform_names])

    def by_platform(self, name: str) -> Floats:
        return np.array([float(platform[name]) for platform in self.platforms])

    def dimension(self, name: str) -> tuple[str, ...]:
        """The values of a dimension; position 0 is none."""
        match name:
            case "bank":
                return ("", *(bank["id"] for bank in self.world["bank"]))
            case "age":
                return ("", *(age["id"] for age in self.world["age"]))
            case "component":
                return ("", *(name for platform in self.platforms for name in platform["components"]))
            case "app_version":
                return ("", *(version for platform in self.platforms for version, _ in platform["versions"]))
            case "channel":
                return ("", *self.world["channels"], *self.behaviour["help"])
            case "currency":
                return ("", *self.world["currencies"])
            case _:
                return (
                    "",
                    *self.world[
                        {"region": "regions", "tier": "tiers", "network": "networks"}.get(name, name)
                    ],
                )

    def happened(self, kind: str) -> list[Table]:
        """Happenings of a kind that touch the days of the log, in the file's order."""
        held = self.happenings[kind]
        return [
            one for one in held if self.window(one)[0] < self.ends_at and self.window(one)[1] > self.starts_at
        ]

    def window(self, happening: Table) -> tuple[int, int]:
        """From when until when; open where none is stated."""
        begins = happening.get("starts_at", happening.get("at"))
        ends = happening.get("ends_at")
        return (
            instant(begins) if begins else self.starts_at,
            instant(ends) if ends else self.ends_at + 1,
        )

    @cached_property
    def maintenance(self) -> list[tuple[int, int, int, Table]]:
        """platform, start, end and what is stated, of each night within the log."""
        found = []
        for number, held in enumerate(self.happenings["maintenance"]):
            first, step = instant(held["first_at"]), int(held["every_days"]) * 24 * HOUR
            starts: Ints = np.arange(first, self.ends_at, step)
            found += [(number, int(at), held) for at in starts if at >= self.starts_at]
        return [
            (self.platform_names.index(held["platform"]), at, at + int(held["hours"] * HOUR), held)
            for _, at, held in found
        ]
