"""What platforms do: releases, configuration and policy changes, maintenance. Rows without a wallet."""

import json
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.demo.arrays import Flags, Rows
from pipelines.demo.rows import NO_AMOUNT, ROW, TYPES
from pipelines.demo.scenario import Scenario, instant

OF_ALL_ROWS = ("event_id", "occurred_at", "paired_at", "event_type", "platform")


@dataclass(frozen=True)
class Operation:
    """One thing a platform did."""

    at: int
    platform: str
    event_type: str
    message: str
    component: str = ""
    version: str = ""
    clause: str = ""
    ends_at: int | None = None

    def columns(self) -> dict[str, str | None]:
        """What its row says; all other columns of wallets are empty."""
        return {
            "message": self.message,
            "component": self.component or None,
            "app_version": self.version or None,
            "release": f"{self.platform}-{self.version}" if self.version else None,
            "policy_clause": self.clause or None,
            "attributes": self._until(),
        }

    def _until(self) -> str | None:
        if self.ends_at is None:
            return None
        return json.dumps({"ends_at": f"{np.datetime64(self.ends_at, 'ms').astype('datetime64[s]')}Z"})


def operations(scenario: Scenario) -> list[Operation]:
    """All operations within the log, in order of time."""
    found = [*_releases(scenario), *_changes(scenario), *_maintenance(scenario)]
    return sorted(
        (one for one in found if one.at <= scenario.ends_at), key=lambda one: (one.at, one.platform)
    )


def _releases(scenario: Scenario) -> list[Operation]:
    return [
        Operation(
            instant(at),
            platform["name"],
            "operations.release",
            f"{platform['label']} {version}",
            version=version,
        )
        for platform in scenario.platforms
        for version, at in platform["versions"]
        if instant(at) >= scenario.starts_at
    ]


def _changes(scenario: Scenario) -> list[Operation]:
    configured = [
        Operation(
            instant(held["at"]),
            held["platform"],
            "operations.configuration_changed",
            held["message"],
            component=held["component"],
        )
        for held in scenario.happened("configuration_change")
    ]
    policies = [
        Operation(
            instant(held["at"]),
            held["platform"],
            "operations.policy_changed",
            held["message"],
            clause=held["clause"],
        )
        for held in scenario.happened("policy_change")
    ]
    return [one for one in configured + policies if one.at >= scenario.starts_at]


def _maintenance(scenario: Scenario) -> list[Operation]:
    return [
        Operation(at, held["platform"], "operations.maintenance", held["message"], ends_at=ends)
        for _, at, ends, held in scenario.maintenance
    ]


def operation_rows(scenario: Scenario, held: list[Operation]) -> Rows:
    """Rows that point to their operation by `paired`; the wallet is -1."""
    rows = np.zeros(len(held), dtype=ROW)
    rows["occurred"] = [one.at for one in held]
    rows["platform"] = [scenario.platform_names.index(one.platform) for one in held]
    rows["type"] = [TYPES.index(one.event_type) for one in held]
    rows["wallet"], rows["user"], rows["amount"] = -1, -1, NO_AMOUNT
    rows["paired"] = np.arange(len(held))
    return rows


def operation_columns(usual: pa.Table, which: Flags, held: list[Operation]) -> pa.Table:
    """The table with the flagged rows saying what the operations held, in this order, say."""
    stated = [one.columns() for one in held]
    back = pa.array(np.cumsum(which) - 1, mask=~which)
    for place, name in enumerate(usual.column_names):
        if name not in OF_ALL_ROWS:
            values = pa.array([one.get(name) for one in stated], pa.string()).take(back)
            usual = usual.set_column(
                place, name, pc.if_else(pa.array(which), values, usual[name].combine_chunks())
            )
    return usual
