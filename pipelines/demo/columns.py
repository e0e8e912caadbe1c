"""Rows of numbers as a table of the contract's columns; instants stay instants until a form writes them."""

import json
from itertools import product

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.demo.arrays import Flags, Ints, Rows
from pipelines.demo.details import money
from pipelines.demo.failure_columns import FailureColumns
from pipelines.demo.hashing import below, chosen
from pipelines.demo.identifiers import event_ids, request_ids, user_ids, wallet_ids
from pipelines.demo.operations import Operation, operation_columns
from pipelines.demo.rows import FAILED, REQUESTED, SUCCEEDED, TYPES, WITHDRAWN
from pipelines.demo.scenario import Scenario, instant

FIELDS = {"region": "region", "app_version": "version", "os": "os", "channel": "channel"}
OF_ATTEMPTS = {"component": "component", "bank": "bank"}
IN_ATTEMPT = (REQUESTED, FAILED, SUCCEEDED, WITHDRAWN)
SAYS_ATTRIBUTES = 8  # besides requests, one event in so many does


class Columns:
    """Makes tables of rows."""

    def __init__(self, scenario: Scenario, operations: list[Operation]) -> None:
        self._scenario = scenario
        self._operations = operations
        self._failures = FailureColumns(scenario)
        self._without = scenario.by_platform("without_request_id")
        names = (*FIELDS, *OF_ATTEMPTS, "currency")
        self._words = {name: pa.array([None, *scenario.dimension(name)[1:]], pa.string()) for name in names}
        self._attributes = self._all_attributes()
        self._releases = self._all_releases()

    def table(self, rows: Rows) -> pa.Table:
        """The rows under the contract's names, with `occurred_at` and `paired_at` in milliseconds."""
        is_operation = rows["wallet"] < 0
        if not is_operation.any():
            return self._wallets(rows)
        usual = self._wallets(_as_wallets(rows, is_operation))
        held = [self._operations[number] for number in rows["paired"][is_operation]]
        return operation_columns(usual, is_operation, held)

    def planted(self) -> pa.Table:
        """The personal values in the tables made since this was last asked."""
        return self._failures.wordings.filling.planted()

    def _wallets(self, rows: Rows) -> pa.Table:
        failed, in_attempt = rows["type"] == FAILED, np.isin(rows["type"], IN_ATTEMPT)
        only_failures = self._failures.of(rows, failed)
        contact = only_failures.pop("contact")
        columns = {
            "event_id": event_ids(rows),
            "occurred_at": pa.array(rows["occurred"]),
            "paired_at": pa.array(rows["paired"]),
            "event_type": pa.array(TYPES).take(pa.array(rows["type"])),
            "wallet_id": wallet_ids(self._scenario, rows["platform"], rows["wallet"]),
            "user_id": user_ids(rows),
            "platform": pa.array(self._scenario.platform_names).take(pa.array(rows["platform"])),
            "request_id": request_ids(rows, in_attempt, self._without),
            **only_failures,
            **self._dimensions(rows, in_attempt),
            **self._money(rows),
            "attributes": pc.coalesce(contact, self._attributes.take(pa.array(self._attribute_number(rows)))),
        }
        return pa.table(columns)

    def _dimensions(self, rows: Rows, in_attempt: Flags) -> dict[str, pa.Array]:
        held = {name: self._words[name].take(pa.array(rows[field])) for name, field in FIELDS.items()}
        for name, field in OF_ATTEMPTS.items():
            held[name] = chosen(in_attempt, self._words[name].take(pa.array(rows[field])))
        held["release"] = chosen(in_attempt, self._release(rows))
        return held

    def _money(self, rows: Rows) -> dict[str, pa.Array]:
        has = rows["amount"] >= 0
        return {
            "amount": chosen(has, money(np.maximum(rows["amount"], 0))),
            "currency": chosen(has, self._words["currency"].take(pa.array(rows["currency"]))),
        }

    def _release(self, rows: Rows) -> pa.Array:
        """What ran on the servers: the platform's newest version at that moment."""
        number = np.zeros(len(rows), dtype=np.int64)
        for platform, (first, times) in enumerate(self._releases):
            mine = rows["platform"] == platform
            newest = np.searchsorted(times, rows["occurred"][mine], side="right") - 1
            number[mine] = first + np.maximum(newest, 0)
        held = [
            f"{one['name']}-{version}" for one in self._scenario.platforms for version, _ in one["versions"]
        ]
        return pa.array(held).take(pa.array(number))

    def _all_releases(self) -> list[tuple[int, Ints]]:
        found, first = [], 0
        for platform in self._scenario.platforms:
            times = np.array([instant(at) for _, at in platform["versions"]], dtype=np.int64)
            found.append((first, times))
            first += len(times)
        return found

    def _all_attributes(self) -> pa.Array:
        ages, tiers, networks = (self._scenario.dimension(name)[1:] for name in ("age", "tier", "network"))
        held = [
            json.dumps({"age_band": age, "tier": int(tier), "network": network}, separators=(",", ":"))
            for age, tier, network in product(ages, tiers, networks)
        ]
        return pa.array([None, *held], pa.string())

    def _attribute_number(self, rows: Rows) -> Ints:
        """Attributes stand on requests, and now and then elsewhere."""
        tiers, networks = (len(self._scenario.dimension(name)) - 1 for name in ("tier", "network"))
        number = ((rows["age"] - 1).astype(np.int64) * tiers + rows["tier"] - 1) * networks + rows["network"]
        said = (rows["type"] == REQUESTED) | (below(rows["number"], 93, SAYS_ATTRIBUTES) == 0)
        return np.where(said, number, 0)


def _as_wallets(rows: Rows, which: Flags) -> Rows:
    """The same rows with a wallet where there is none, so that all can be made at once."""
    held = rows.copy()
    for name in ("wallet", "user"):
        held[name][which] = 0
    for name in ("age", "tier", "network"):
        held[name][which] = 1
    return held
