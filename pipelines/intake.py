"""Files on their way in: known ones told by their hash, broken ones refused, the others landed beside the facts."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from pipelines.encodings import EncodingError
from pipelines.engines.duckdb import DuckDBEngine
from pipelines.landing import Landed, Landing
from pipelines.layout import FileRefused, Layout, read_layout
from pipelines.ledger import Batch
from pipelines.progress import Progress
from pipelines.slices import TextLog
from pipelines.sources import Source
from warehouse.connect import literal

BATCH_ID_LENGTH = 16  # hex digits of the file's SHA-256


@dataclass(frozen=True)
class LogFile:
    """One file to be loaded, and how it is read."""

    path: Path
    source: Source


@dataclass(frozen=True)
class Arrived:
    """One file that was landed, not yet published."""

    batch_id: str
    file: LogFile
    layout: Layout
    landed: Landed
    refused_rows: Path

    @property
    def encoding(self) -> str | None:
        if self.layout.format == "parquet":
            return None
        return TextLog(self.file.path, self.file.source.encoding).encoding


@dataclass
class Intake:
    """What became of the files of one load.

    `known` are files sent again with their rows, `refused` broken ones with the reason.
    """

    arrived: list[Arrived] = field(default_factory=list)
    known: list[tuple[LogFile, int]] = field(default_factory=list)
    refused: list[tuple[LogFile, str]] = field(default_factory=list)

    def parts(self) -> list[Path]:
        return [part for one in self.arrived for part in one.landed.parts]


@dataclass(frozen=True)
class Receiver:
    """Takes files in, one after the other, into the staging folder of one load."""

    engine: DuckDBEngine
    key: bytes
    staging: Path
    ledger: dict[str, Batch]
    progress: Progress

    def receive(self, files: Iterable[LogFile]) -> Intake:
        """Land every file that is new. A file that cannot be read is refused whole and leaves nothing behind."""
        intake = Intake()
        for file in files:
            try:
                self._receive(file, intake)
            except (FileRefused, EncodingError) as error:
                intake.refused.append((file, str(error)))
        return intake

    def _receive(self, file: LogFile, intake: Intake) -> None:
        layout = read_layout(file.path, file.source)
        batch_id = digest(file.path)
        if batch_id in self.ledger:
            intake.known.append((file, self.ledger[batch_id].rows_read))
            self.progress.skip(file.path)
        elif twin := next((one for one in intake.arrived if one.batch_id == batch_id), None):
            intake.known.append((file, twin.landed.rows_read))
            self.progress.skip(file.path)
        else:
            intake.arrived.append(self._land(file, layout, batch_id))

    def receive_again(self, file: LogFile, batch_id: str, lines: frozenset[int]) -> Arrived:
        """Land only some lines of a file that was loaded before. Raises FileRefused, EncodingError."""
        return self._land(file, read_layout(file.path, file.source), batch_id, lines)

    def _land(
        self, file: LogFile, layout: Layout, batch_id: str, lines: frozenset[int] | None = None
    ) -> Arrived:
        before = file.path.stat()
        folder = self.staging / "facts" / batch_id
        landing = Landing(self.engine, file.source, layout, batch_id, self.key, folder, lines)
        with self.progress.file(file.path) as tell:
            landed = landing.run(tell)
        after = file.path.stat()
        if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
            raise FileRefused(f"{file.path} changed while it was read. Load it again when it is complete.")
        return Arrived(batch_id, file, layout, landed, self._keep_refused(batch_id))

    def _keep_refused(self, batch_id: str) -> Path:
        path = self.staging / "quarantine" / f"{batch_id}.parquet"
        path.parent.mkdir(parents=True, exist_ok=True)
        self.engine.run(
            f"COPY (SELECT * FROM refused ORDER BY source_line) TO {literal(str(path))} (FORMAT parquet)"
        )
        return path


def digest(path: Path) -> str:
    """The batch id of a file: the beginning of the SHA-256 of its bytes, whatever it is called."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:BATCH_ID_LENGTH]
