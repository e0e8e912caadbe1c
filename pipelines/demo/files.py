"""From spilled rows to the files of the five logs, and the truth about them."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from pipelines.demo.arrays import Rows
from pipelines.demo.columns import Columns
from pipelines.demo.delivery import Months
from pipelines.demo.dirt import Broken, Dirt, within
from pipelines.demo.lanes import Lane, lanes
from pipelines.demo.scenario import Scenario
from pipelines.demo.sinks import Sink, open_sink
from pipelines.demo.spill import Spill
from pipelines.demo.statement import FileCount, count, finish
from pipelines.demo.truth import TruthFile, failures

CHUNK_ROWS = 50_000


class Files:
    """Writes every file of every lane, one at a time."""

    def __init__(self, scenario: Scenario, months: Months, columns: Columns, out: Path) -> None:
        self._scenario, self._months, self._columns, self._out = scenario, months, columns, out
        self._lanes = lanes(scenario)
        self._failures = TruthFile(out / "truth" / "failures.parquet")
        self._planted = TruthFile(out / "truth" / "planted.parquet")

    def clear(self) -> None:
        """Take away what an earlier run wrote: with more days it wrote files that this one does not."""
        for lane in self._lanes:
            for path in self._out.glob(lane.path("*")):
                path.unlink()

    @property
    def count(self) -> int:
        """How many files there can be."""
        return len(self._lanes) * len(self._months)

    def write(self, spill: Spill) -> Iterator[FileCount]:
        """Write file after file; yields the count of each once it is there."""
        for place, lane in enumerate(self._lanes):
            for month, name in enumerate(self._months.names()):
                rows = spill.take(place * len(self._months) + month)
                if len(rows):
                    yield self._file(lane, month, name, rows)
        self._failures.close()
        self._planted.close()

    def _file(self, lane: Lane, month: int, name: str, rows: Rows) -> FileCount:
        path = lane.path(name)
        held = FileCount(path, lane.name, surprise_column=lane.surprise(month))
        dirt = Dirt(lane, float(self._scenario.world["delivery"]["broken"]))
        rng = np.random.default_rng([self._scenario.seed, 1 << 40, month, self._lanes.index(lane)])
        planned = dirt.plan(rng, len(rows), month == len(self._months) - 1)
        names = list(lane.columns().values()) + ([held.surprise_column] if held.surprise_column else [])
        sink = open_sink(self._out / path, lane, names)
        for begin in range(0, len(rows), CHUNK_ROWS):
            part = rows[begin : begin + CHUNK_ROWS]
            self._chunk(lane, month, path, part, sink, dirt, within(planned, begin, begin + CHUNK_ROWS))
            count(held, part, self._months, lane.is_attempts)
        sink.close()
        return finish(held, dirt.counts)

    def _chunk(
        self,
        lane: Lane,
        month: int,
        path: str,
        rows: Rows,
        sink: Sink,
        dirt: Dirt,
        planned: list[tuple[int, Broken]],
    ) -> None:
        ours = self._columns.table(rows)
        dirt.write(sink, lane.table(ours, month), planned)
        self._failures.add(failures(self._scenario, lane, path, rows, ours))
        self._planted.add(self._columns.planted())
