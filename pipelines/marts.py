"""The marts file of a snapshot: attempts and cases of the wallets that changed, and what pages read, built anew.

A load costs what is new: only wallets with new events are worked through again, and only days on which one of
their attempts changed are counted again.
"""

import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pipelines.classify import Taxonomy
from pipelines.decisions import SCHEMA, decide, taxonomy_tables
from pipelines.engines.duckdb import DuckDBEngine, parquet_sql, sql_names, sql_text
from pipelines.reclassify import reclassify
from warehouse.connect import literal
from warehouse.reviews import Standing

SILENCE_DAYS = 90
PREPARATION_DAYS = 30
QUIET_HOURS = 24
STEPS = ("timeline", "case_spans", "case_events", "termination_steps", "other_events", "pairs")
MODELS = {"attempts": "1_attempts", "case_facts": "2_cases", "case_moments": "3_case_moments"}
ORDERS = {
    "attempts": "requested_at, attempt_id",
    "case_facts": "first_requested_at, case_id",
    "case_moments": "occurred_at",
}
EVENTS_AT_ONCE = 6_000_000  # what two GB of memory work through without spilling much
COUNTED = {"marts": ("requested_on", "changed_days"), "case_marts": ("first_requested_on", "changed_case_days")}
# Days with a changed attempt, and later days of its wallet: there the day before, on which it last failed, may be new.
CHANGED_DAYS = """
    SELECT requested_on FROM changed
    UNION
    SELECT a.requested_on
    FROM temp.attempts a
    JOIN (SELECT wallet_key, min(requested_on) AS since_on FROM changed GROUP BY wallet_key) c
        ON c.wallet_key = a.wallet_key AND c.since_on < a.requested_on"""
_PARAMETER = re.compile(r"\$([a-z_]+)")


@dataclass(frozen=True)
class Scope:
    """What one load works on: the parts that are new and those that are published, and the moment it stands for."""

    new: list[Path]
    published: list[Path]
    as_of: datetime
    utc_offset_minutes: int

    @property
    def is_full(self) -> bool:
        """Nothing published is kept: the first load, or history worked through again."""
        return not self.published


class Marts:
    """Builds one marts file. It is attached as `fresh`; unqualified names are its tables or temporary ones."""

    def __init__(self, engine: DuckDBEngine, taxonomy: Taxonomy, standing: Standing, scope: Scope) -> None:
        self._engine = engine
        self._taxonomy = taxonomy
        self._standing = standing
        self._scope = scope
        self._values: Mapping[str, Any] = {
            "utc_offset_minutes": scope.utc_offset_minutes,
            "silence_days": SILENCE_DAYS,
            "preparation_days": PREPARATION_DAYS,
            "quiet_hours": QUIET_HOURS,
            "taxonomy_version": taxonomy.version,
            "as_of": scope.as_of,
        }

    def build(self) -> None:
        """Work the new events in: signatures, attempts, cases, marts, views."""
        new = events_sql(self._scope.new, self._scope.published)
        self._engine.run(f"CREATE OR REPLACE TEMP VIEW new_events AS {new}")
        self._classify()
        if self._scope.is_full:
            self._work_through_all()
        else:
            reclassify(self._engine, self._taxonomy.version)
            self._work_through_touched()
        self._count()

    def _classify(self) -> None:
        for name, table in taxonomy_tables(self._taxonomy).items():
            self._engine.register("listed", table)
            self._engine.run(f"CREATE OR REPLACE TABLE fresh.{name} AS SELECT * FROM listed")
        self._engine.register("none_decided", SCHEMA.empty_table())
        self._engine.run("CREATE TABLE IF NOT EXISTS fresh.decisions AS SELECT * FROM none_decided")
        self._engine.drop("listed", "none_decided")
        decide(self._engine, self._taxonomy, self._standing, "new_events")

    def _work_through_all(self) -> None:
        """Everything from nothing, in as many shares of the wallets as memory asks for."""
        count = self._engine.value("SELECT count(*) FROM new_events")
        shares = max(1, -(-count // EVENTS_AT_ONCE))
        for share in range(shares):
            mine = f"WHERE wallet_key % {shares} = {share}" if shares > 1 else ""
            self._engine.run(f"CREATE OR REPLACE TEMP VIEW events_in_scope AS SELECT * FROM new_events {mine}")
            self._model()
            for table in MODELS:
                self._engine.run(f"CREATE TABLE IF NOT EXISTS fresh.{table} AS FROM temp.{table} LIMIT 0")
            self._insert()
        self._engine.run("DROP VIEW events_in_scope")
        self._engine.keep("changed_days", "SELECT DISTINCT requested_on FROM attempts")
        self._engine.keep("changed_case_days", "SELECT DISTINCT first_requested_on FROM case_facts")

    def _work_through_touched(self) -> None:
        """The wallets with new events, with all they ever did; the others stay as they are."""
        engine = self._engine
        engine.keep("touched", "SELECT DISTINCT wallet_key FROM new_events WHERE wallet_key IS NOT NULL")
        everything = parquet_sql([*self._scope.published, *self._scope.new])
        engine.keep("events_in_scope", f"{everything} SEMI JOIN touched USING (wallet_key)")
        self._model()
        engine.drop("events_in_scope")
        told = "attempt_id, wallet_key, requested_on, requested_at, outcome, cause, signature_id"
        engine.keep("before", f"SELECT {told} FROM fresh.attempts SEMI JOIN touched USING (wallet_key)")
        opened = "SELECT first_requested_on FROM fresh.case_facts SEMI JOIN touched USING (wallet_key)"
        engine.keep("changed_case_days", f"{opened} UNION SELECT first_requested_on FROM temp.case_facts")
        engine.run("INSERT INTO changed_case_days FROM recaused_case_days")
        for table in MODELS:
            engine.run(f"DELETE FROM fresh.{table} WHERE wallet_key IN (FROM touched)")
        now = f"SELECT {told} FROM temp.attempts"
        engine.keep("changed", f"({now} EXCEPT FROM before) UNION ALL (FROM before EXCEPT {now})")
        engine.keep("changed_days", CHANGED_DAYS)
        engine.run("INSERT INTO changed_days FROM recaused_days")
        self._insert()
        engine.drop("before", "changed", "touched", "recaused_days", "recaused_case_days")

    def _model(self) -> None:
        for step in STEPS:
            self._engine.keep(step, *self._sql("steps", step))
        for table, name in MODELS.items():
            self._engine.keep(table, *self._sql("models", name))
        self._engine.drop(*STEPS)

    def _insert(self) -> None:
        for table, order in ORDERS.items():
            self._engine.run(f"INSERT INTO fresh.{table} FROM temp.{table} ORDER BY {order}")
        self._engine.drop(*(f"temp.{table}" for table in MODELS))

    def _count(self) -> None:
        """Days that changed are counted again, hours and operations of new events added, small summaries made anew."""
        for folder, (day, days) in COUNTED.items():
            for name in sql_names(folder):
                self._refresh(name, folder, f"DELETE FROM fresh.{name} WHERE {day} IN (FROM {days})")
        for name in sql_names("additions"):
            self._refresh(name, "additions", None)
        for name in sql_names("summaries"):
            self._engine.run(f"DROP TABLE IF EXISTS fresh.{name}")
            self._refresh(name, "summaries", None)
        for name in sql_names("views"):
            self._engine.run(f"CREATE OR REPLACE VIEW fresh.{name} AS {self._inlined('views', name)}")
        self._engine.drop(*(days for _, days in COUNTED.values()))

    def _refresh(self, name: str, folder: str, clearing: str | None) -> None:
        """Put a model's rows into the table of its name, which is made where there is none."""
        self._engine.keep("made", *self._sql(folder, name))
        self._engine.run(f"CREATE TABLE IF NOT EXISTS fresh.{name} AS FROM made LIMIT 0")
        if clearing:
            self._engine.run(clearing)
        self._engine.run(f"INSERT INTO fresh.{name} FROM made")
        self._engine.drop("made")

    def _sql(self, folder: str, name: str) -> tuple[str, dict[str, Any]]:
        text = sql_text(folder, name)
        return text, {found: self._values[found] for found in set(_PARAMETER.findall(text))}

    def _inlined(self, folder: str, name: str) -> str:
        """A view's text: it can hold no parameter, so its values are written into it."""
        return _PARAMETER.sub(lambda found: _value(self._values[found[1]]), sql_text(folder, name))


def events_sql(parts: list[Path], others: list[Path]) -> str:
    """SELECT of the events of some parts; without any, no row in the shape of the others."""
    return parquet_sql(parts) if parts else f"{parquet_sql(others[:1])} LIMIT 0"


def _value(value: Any) -> str:
    return f"TIMESTAMP {literal(value)}" if isinstance(value, datetime) else literal(value)


@contextmanager
def fresh_marts(engine: DuckDBEngine, path: Path, before: Path | None) -> Iterator[None]:
    """A new marts file attached as `fresh`: a copy of the one before, or empty. Closed and complete afterwards."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if before:
        shutil.copyfile(before, path)
    engine.run(f"ATTACH {literal(str(path))} AS fresh")
    engine.run("USE fresh")
    try:
        yield
        engine.run("CHECKPOINT fresh")
    finally:
        engine.run("USE memory")
        engine.run("DETACH fresh")
