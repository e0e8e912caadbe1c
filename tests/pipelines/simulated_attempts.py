"""What the simulator's log holds once it is loaded, without the log: decided attempts in memory, judged for spikes.

The honest short cut: the same people, blockers, faults and incidents as `python -m pipelines demo` writes down; files,
delivery and classification are left out. A failure's cause is the true one, or none where its message says nothing.
"""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pandas as pd

from pipelines.demo.columns import Columns
from pipelines.demo.operations import operations
from pipelines.demo.rows import FAILED, SUCCEEDED
from pipelines.demo.scenario import Scenario
from pipelines.demo.simulation import Simulation
from pipelines.spike_rows import DIMENSIONS
from pipelines.spikes import Judgement, judge_hours
from warehouse.connect import connect

PLANTED = ("incident", "surge", "policy_change")
KINDS = {"operations.release": "release", "operations.configuration_changed": "configuration_changed"}


def without_happenings(scenario: Scenario) -> Scenario:
    """The same world without what happens once; maintenance nights, pay days and holidays come back and stay."""
    happenings: dict[str, Any] = {**scenario.happenings, **dict.fromkeys(PLANTED, ())}
    happenings["tilt"] = [tilt for tilt in happenings["tilt"] if "starts_at" not in tilt]
    return replace(scenario, happenings=happenings)


def simulated_attempts(scenario: Scenario) -> pd.DataFrame:
    """One row per decided attempt, under the names of the relation `attempts`; `incident` is the planted one, or 0."""
    simulation = Simulation(scenario)
    blocks = [simulation.block(first, count, lambda _: None) for first, count in simulation.blocks()]
    rows = np.concatenate(blocks)
    decided = rows[np.isin(rows["type"], (FAILED, SUCCEEDED))]
    decided["number"] = np.arange(len(decided))
    table = Columns(scenario, operations(scenario)).table(decided)
    is_failed = decided["type"] == FAILED
    cause = np.array(["unclassified", *scenario.causes[1:]], object)[np.where(decided["is_vague"], 0, decided["cause"])]
    category = np.array([one["id"] or "unclassified" for one in scenario.categories], object)
    kind = category[np.where(decided["is_vague"], 0, decided["cause"])]
    held = table.select(["platform", "error_code", *DIMENSIONS]).to_pandas()
    return held.assign(
        requested_at=pd.to_datetime(decided["paired"], unit="ms"),
        wallet_token=decided["wallet"],
        outcome=np.where(is_failed, "failed", "succeeded"),
        cause=np.where(is_failed, cause, None),
        cause_category=np.where(is_failed, kind, None),
        incident=decided["incident"],
    )


def judged(scenario: Scenario, attempts: pd.DataFrame) -> Judgement:
    """As a load judges them."""
    connection = connect()
    connection.register("attempts", attempts)
    rows = [(one.at, one.platform, one.event_type.split(".")[1], one.message) for one in operations(scenario)]
    happened = pd.DataFrame(rows, columns=["at", "platform", "kind", "label"]).assign(event_id="")
    connection.register("operations", happened.assign(occurred_at=pd.to_datetime(happened["at"], unit="ms")))
    as_of = datetime.fromtimestamp(scenario.ends_at / 1000, UTC).replace(tzinfo=None)
    return judge_hours(lambda sql, values: connection.execute(sql, values).df(), as_of)
