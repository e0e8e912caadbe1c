"""What is true behind the logs, row by row: the cause of every failure, how every case went."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipelines.demo.arrays import HOUR, Ints, Rows, Small
from pipelines.demo.courses import DONE, END_KINDS, NEVER, OPEN, TAKEN_BACK, Course
from pipelines.demo.identifiers import wallet_ids
from pipelines.demo.lanes import Lane
from pipelines.demo.population import Crowd
from pipelines.demo.rows import FAILED, ORIGINAL
from pipelines.demo.scenario import Scenario

SILENCE = 90 * 24 * HOUR
ABANDONED = END_KINDS.index("abandoned")


class TruthFile:
    """A Parquet file that grows table by table; without any it is not there."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._writer: pq.ParquetWriter | None = None

    def add(self, table: pa.Table) -> None:
        if self._writer is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._writer = pq.ParquetWriter(self._path, table.schema, compression="zstd")
        self._writer.write_table(table)

    def close(self) -> None:
        if self._writer:
            self._writer.close()


def failures(scenario: Scenario, lane: Lane, path: str, rows: Rows, ours: pa.Table) -> pa.Table:
    """One row per failure, copies left out: what its message says, and what really stood in the way."""
    which = np.flatnonzero((rows["type"] == FAILED) & (rows["copy"] == ORIGINAL))
    held, ours = rows[which], ours.take(pa.array(which))
    causes = pa.array(scenario.causes)
    categories = pa.array([category["id"] for category in scenario.categories])
    said = np.where(held["is_vague"], 0, held["cause"])
    others = np.where(held["hidden"] == held["cause"][:, None], 0, held["hidden"]).astype(np.uint8)
    incidents = pa.array([None, *(one["id"] for one in scenario.happenings["incident"])])
    has_id = "event_id" in lane.columns()
    return pa.table(
        {
            "source": pa.repeat(lane.name, len(held)),
            "source_file": pa.repeat(path, len(held)),
            "platform": ours["platform"],
            "event_id": ours["event_id"] if has_id else pa.nulls(len(held), pa.string()),
            "request_id": ours["request_id"],
            "wallet_id": ours["wallet_id"],
            "requested_at": _instants(held["paired"] // lane.precision * lane.precision),
            "occurred_at": _instants(held["occurred"] // lane.precision * lane.precision),
            "cause": pc.if_else(pa.array(said == 0), "unclassified", causes.take(pa.array(said))),
            "cause_category": pc.if_else(
                pa.array(said == 0), "unclassified", categories.take(pa.array(said))
            ),
            "blocker": causes.take(pa.array(held["cause"])),
            "named": _lists(scenario, held["named"]),
            "other_blockers": _lists(scenario, others),
            "incident": incidents.take(pa.array(held["incident"])),
        }
    )


def cases(scenario: Scenario, crowd: Crowd, course: Course, number: int, last_event: Ints) -> pa.Table:
    """One row per case whose first request lies within the log; `last_event` is parallel to the crowd."""
    which = np.flatnonzero(course.requested <= scenario.ends_at)
    crowd, kind = crowd.take(which), course.end_kind[which]
    failed, ended = course.first_failed[which], course.ended[which]
    resolved = (kind == DONE) & (failed != NEVER)
    hours = np.where(resolved, (ended - np.where(resolved, failed, 0)) / HOUR, 0.0)
    silent = scenario.ends_at - last_event[which] > SILENCE
    seen = np.where((kind == DONE) | (kind == TAKEN_BACK), kind, np.where(silent, ABANDONED, OPEN))
    words = {name: pa.array(scenario.dimension(name)) for name in ("region", "age", "channel")}
    return pa.table(
        {
            "platform": pa.array(scenario.platform_names).take(pa.array(crowd.platform)),
            "wallet_id": wallet_ids(scenario, crowd.platform, crowd.wallet),
            "case_number": pa.repeat(number + 1, len(which)),
            "first_requested_at": _instants(course.requested[which]),
            "first_failed_at": _instants(failed),
            "ended_at": _instants(ended),
            "end_kind": pa.array(END_KINDS).take(pa.array(kind)),
            "end_kind_by_contract": pa.array(END_KINDS).take(pa.array(seen)),
            "blockers": _lists(scenario, course.hidden[which]),
            "time_to_resolution_hours": pa.array(hours, mask=~resolved),
            "count_attempts": pa.array(course.attempts[which]),
            "count_failures": pa.array(course.failures[which]),
            **{name: words[name].take(pa.array(getattr(crowd, name))) for name in words},
        }
    )


def _instants(at: Ints) -> pa.Array:
    return pa.array(at, mask=at == NEVER).cast(pa.timestamp("ms", tz="UTC"))


def _lists(scenario: Scenario, places: Small) -> pa.Array:
    """Each row's causes as a list; 0 is left out."""
    offsets = np.concatenate([[0], np.cumsum((places > 0).sum(axis=1))]).astype(np.int32)
    values = pa.array(scenario.causes).take(pa.array(places[places > 0]))
    return pa.ListArray.from_arrays(pa.array(offsets), values)
