"""Seeds of the simulator as snapshots, without files: its rows become attempts, and the real SQL all that follows."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from dashboards.queries import Selection, Snapshot
from pipelines.demo.courses import Attempts
from pipelines.demo.population import Crowd, crowd
from pipelines.demo.rows import TYPES
from pipelines.demo.scenario import Scenario
from pipelines.demo.simulation import Simulation
from pipelines.engines.duckdb import sql_text
from warehouse.connect import connect
from warehouse.manifest import Manifest

MODELS = """
    CREATE TABLE attempts AS
        SELECT r.wallet AS wallet_key, r.attempt // 16 + 1 AS case_number, r.attempt % 16 + 1 AS attempt_number,
            r.platform, r.occurred_at AS requested_at, d.occurred_at AS decided_at,
            coalesce(split_part(d.event_type, '.', 2), 'open') AS outcome,
            CASE WHEN d.is_vague THEN 'unclassified' WHEN d.event_type = 'termination.failed' THEN d.cause END AS cause,
            d.cause AS blocker
        FROM logged r
        LEFT JOIN logged d ON d.wallet = r.wallet AND d.attempt = r.attempt
            AND d.event_type IN ('termination.failed', 'termination.succeeded', 'termination.withdrawn')
        WHERE r.event_type = 'termination.requested';
    CREATE TABLE case_facts AS
        SELECT wallet_key, case_number, any_value(platform) AS platform, min(requested_at)::DATE AS first_requested_on,
            count(*) FILTER (outcome = 'failed') AS count_failures,
            min(decided_at) FILTER (outcome = 'succeeded') AS resolved_at,
            min(decided_at) FILTER (outcome = 'withdrawn') AS withdrawn_at,
            any_value(p.prepared) AS prepared
        FROM attempts JOIN people p ON p.wallet = wallet_key GROUP BY wallet_key, case_number;
    CREATE TABLE case_moments AS
        SELECT wallet AS wallet_key, attempt // 16 + 1 AS case_number, event_type, occurred_at, channel
        FROM logged WHERE event_type LIKE 'countermeasure.%' OR event_type = 'help.contacted';
    CREATE TABLE changed_case_days AS SELECT DISTINCT first_requested_on FROM case_facts;"""
MARTS = ("failure_waits", "wait_steps", "first_decisions_daily")
ALL_DAYS = Selection(date(2026, 1, 1), date(2026, 12, 31))


class Watched(Simulation):
    """A simulation that keeps who mends what stood in the way after which failure, and who its wallets are."""

    def __init__(self, scenario: Scenario) -> None:
        super().__init__(scenario)
        self.reactions: list[pd.DataFrame] = []
        measure = self._journeys._reactions._measure

        def watched(rng, crowd: Crowd, failed: Attempts, fixed, mending, log) -> None:
            told = {"wallet_key": crowd.wallet, "attempt": np.full(len(crowd), failed.number), "is_mending": mending}
            self.reactions.append(pd.DataFrame(told))
            measure(rng, crowd, failed, fixed, mending, log)

        self._journeys._reactions._measure = watched


@contextmanager
def simulated(wallets: int, seed: int) -> Iterator[tuple[Snapshot, Watched]]:
    """One seed as a snapshot of the marts that waits and steps are read from, and its simulation."""
    scenario = Scenario.read(wallets, seed, 180)
    simulation = Watched(scenario)
    rows = simulation.block(0, wallets, lambda _: None)
    connection = connect()
    connection.execute("ATTACH ':memory:' AS marts; USE marts")
    connection.register("people", people(scenario, wallets))
    connection.register("logged", logged(scenario, rows))
    connection.execute(MODELS)
    for name in MARTS:
        connection.execute(f"CREATE TABLE {name} AS {sql_text('case_marts', name)}")
    connection.execute("USE memory")
    ends_at = datetime.fromtimestamp(scenario.ends_at / 1000, UTC).replace(tzinfo=None)
    manifest = Manifest("s1", 1, "marts", ends_at + timedelta(milliseconds=1), 0, "1.0")
    yield Snapshot(Path("nowhere"), manifest, connection), simulation
    connection.close()


def logged(scenario: Scenario, rows: np.ndarray) -> pa.Table:
    """The rows with the words that a log has."""
    words = {"event_type": (TYPES, "type"), "platform": (scenario.platform_names, "platform")}
    words |= {"cause": (scenario.causes, "cause"), "channel": (scenario.dimension("channel"), "channel")}
    named = {name: pa.array(list(of)).take(pa.array(rows[code])) for name, (of, code) in words.items()}
    occurred = pa.array(rows["occurred"]).cast(pa.timestamp("ms"))
    plain = {name: pa.array(rows[name]) for name in ("wallet", "is_vague")}
    return pa.table({"attempt": pa.array(rows["attempt"].astype(np.int64)), "occurred_at": occurred, **plain, **named})


def people(scenario: Scenario, wallets: int) -> pa.Table:
    """Each wallet's preparation, a bit for each word."""
    drawn = crowd(scenario, np.random.default_rng([scenario.seed, 0]), 0, wallets)  # what a simulation draws first
    bits = drawn.viewed * 1 + drawn.documents * 2 + drawn.contacted * 4
    return pa.table({"wallet": drawn.wallet, "prepared": bits.astype(np.int16)})
