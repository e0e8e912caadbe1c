"""A simulated world as the relations that the what-if reads."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pandas as pd

from pipelines.classify import Taxonomy
from pipelines.decisions import taxonomy_tables
from pipelines.demo.courses import END_KINDS, NEVER
from pipelines.demo.lifting import FirstCases
from pipelines.demo.rows import FAILED
from warehouse import Snapshot
from warehouse.connect import connect
from warehouse.manifest import Manifest


@contextmanager
def snapshot_of(world: FirstCases) -> Iterator[Snapshot]:
    """Its failures and cases, with the causes that the messages mean; nothing is written to a file."""
    connection = connect()
    connection.execute("ATTACH ':memory:' AS marts; USE marts")
    known = taxonomy_tables(Taxonomy.read())
    told = {"failure_step_facts": failures(world), "failed_cases": cases(world)}
    tables = told | {name: known[name] for name in ("causes", "policies")}
    for name, table in tables.items():
        connection.register("made", table)
        connection.execute(f"CREATE TABLE {name} AS FROM made")
    connection.execute("USE memory")
    for name in tables:
        connection.execute(f"CREATE VIEW {name} AS FROM marts.{name}")
    as_of = pd.Timestamp(world.scenario.ends_at, unit="ms").to_pydatetime()
    yield Snapshot(Path("nowhere"), Manifest("s1", 1, "marts", as_of, 480, "1.0"), connection)
    connection.close()


def failures(world: FirstCases) -> pd.DataFrame:
    rows = world.rows[world.rows["type"] == FAILED]
    names = np.array(world.scenario.causes)
    cause = np.where(rows["is_vague"], "unclassified", names[rows["cause"]])
    return pd.DataFrame(
        {
            "first_requested_on": requested_on(world)[rows["wallet"]],
            "wallet_key": rows["wallet"],
            "case_number": 1,
            "attempt_number": rows["attempt"].astype(np.int64) + 1,
            "platform": np.array(world.scenario.platform_names)[rows["platform"]],
            "decided_at": pd.to_datetime(rows["occurred"], unit="ms"),
            "cause": cause,
            "policy_clause": pd.Series([None] * len(rows), dtype="str"),
            "other_causes": [[names[one] for one in named if one] for named in rows["named"]],
            "frozen_amount": np.nan,
            "currency": pd.Series([None] * len(rows), dtype="str"),
        }
    )


def requested_on(world: FirstCases) -> pd.DatetimeIndex:
    return pd.to_datetime(world.course.requested // 86_400_000 * 86_400_000, unit="ms")


def cases(world: FirstCases) -> pd.DataFrame:
    ended, is_open = world.ended(world.course)
    kinds = np.where(is_open, "open", np.array(END_KINDS)[world.course.end_kind])
    failed = world.course.first_failed
    held = pd.DataFrame(
        {
            "wallet_key": world.crowd.wallet,
            "case_number": 1,
            "platform": np.array(world.scenario.platform_names)[world.crowd.platform],
            "first_requested_on": requested_on(world),
            "causes_key": 0,
            "end_kind": kinds,
            "first_failed_at": pd.to_datetime(np.where(failed == NEVER, 0, failed), unit="ms"),
            "hours_observed": (ended - failed) / 3_600_000,
        }
    )
    return held[failed != NEVER]
