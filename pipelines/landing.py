"""One file on its way in: landed, checked, tokenised, masked, written as immutable Parquet parts."""

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.arrivals import Arrival, arrivals
from pipelines.contract import FileRefused
from pipelines.drift import drift
from pipelines.engines.duckdb import DuckDBEngine
from pipelines.landing_sql import events_sql, identity_sql, named_sql, typed_sql
from pipelines.layout import Layout
from pipelines.masking import SAFE, safe_columns
from pipelines.quarantining import REFUSED_SCHEMA as REFUSED_SCHEMA
from pipelines.quarantining import broken_rows, keep_broken, keep_refused, refused_lines
from pipelines.read_ahead import ahead
from pipelines.row_rules import OUT_OF_SCOPE
from pipelines.signatures import signature_id_sql
from pipelines.slices import SLICE_BYTES
from pipelines.sources import Source
from warehouse.connect import literal

# What holds raw text; it goes with the file, and its memory with it.
RAW_TABLES = ("landed", "remaining", "broken")
HOPELESS_ROWS = 100_000  # a file with so many rows at its beginning and none of them sound is refused at once


@dataclass
class Landed:
    """What became of one file's rows, and the Parquet parts they are in."""

    rows_read: int = 0
    rows_quarantined: int = 0
    rows_out_of_scope: int = 0
    rules: Counter[str] = field(default_factory=Counter)
    drift: Counter[str] = field(default_factory=Counter)
    parts: list[Path] = field(default_factory=list)

    @property
    def is_all_broken(self) -> bool:
        """Rows were read, none is sound, and not all are merely out of scope."""
        return self.rows_out_of_scope < self.rows_read == self.rows_quarantined


@dataclass(frozen=True)
class Landing:
    """Everything one file's landing needs. `folder` receives its parts; `only_lines` limits a replay."""

    engine: DuckDBEngine
    source: Source
    layout: Layout
    batch_id: str
    key: bytes
    folder: Path
    only_lines: frozenset[int] | None = None
    slice_bytes: int = SLICE_BYTES

    def run(self, progress: Callable[[int, int], None]) -> Landed:
        """Land the whole file; `progress(bytes_read, rows_read)` is called after each slice.

        Raises FileRefused where no row at all is sound or the file is damaged; then no part is left behind.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        self.engine.register("refused", REFUSED_SCHEMA.empty_table())
        try:
            return self._run(progress)
        except BaseException:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise
        finally:
            self.engine.drop(*RAW_TABLES)

    def _run(self, progress: Callable[[int, int], None]) -> Landed:
        landed = Landed()
        for arrival in ahead(self._protected()):
            self._slice(landed, arrival)
            progress(arrival.bytes_read, landed.rows_read)
        self._refuse_if_all_broken(landed)
        return landed

    def _protected(self) -> Iterator[Arrival]:
        """The slices, each with what of it is safe to store; run in a thread of its own, while the last is written."""
        reader = self.engine.beside()
        try:
            for arrival in arrivals(reader, self.layout, self.source, self.slice_bytes):
                wanted = self._wanted(arrival)
                yield replace(wanted, rows=self._with_safe_columns(reader, wanted.rows))
        finally:
            reader.connection.close()

    def _wanted(self, arrival: Arrival) -> Arrival:
        """What a replay asks for; the whole slice otherwise."""
        if self.only_lines is None:
            return arrival
        is_wanted = pc.is_in(arrival.rows["line"], pa.array(sorted(self.only_lines), pa.int64()))
        refused = tuple(line for line in arrival.refused if line.line in self.only_lines)
        return Arrival(arrival.rows.filter(is_wanted), arrival.bytes_read, refused)

    def _slice(self, landed: Landed, arrival: Arrival) -> None:
        """Write the sound rows of a slice, then look at what was left behind."""
        self.engine.present("landed", arrival.rows)
        self.engine.view("named", named_sql(self.layout, self.source, "landed", SAFE))
        part, count_sound = self._write(len(landed.parts))
        self._keep_broken(part, are_all_sound=count_sound == arrival.rows.num_rows)
        self._count(landed, arrival)
        landed.parts.append(part)
        if landed.rows_read >= HOPELESS_ROWS:
            self._refuse_if_all_broken(landed)
        rows = [*refused_lines(arrival.refused), *broken_rows(self.engine)]
        keep_refused(self.engine, self.batch_id, str(self.layout.path), rows)

    def _with_safe_columns(self, engine: DuckDBEngine, rows: pa.Table) -> pa.Table:
        engine.present("landed", rows)
        safe = safe_columns(engine, self.key, f"({named_sql(self.layout, self.source, 'landed')})")
        if not safe["line"].equals(rows["line"]):
            raise AssertionError(f"{self.layout.path}: rows and their tokens came in two orders")
        for name in SAFE:
            rows = rows.append_column(name, safe[name])
        return rows

    def _write(self, number: int) -> tuple[Path, int]:
        """Write the slice's events; returns the part and how many events it holds."""
        part = self.folder / f"{number:05d}.parquet"
        signature = signature_id_sql("error_code", "template")
        has_ids = not self.engine.value("SELECT count(*) FROM named WHERE event_id IS NULL")
        count = self.engine.value(
            f"""COPY (
                WITH sound AS (
                    SELECT * EXCLUDE (event_id, request_id), {identity_sql(self.source.form, has_ids)}
                    FROM ({typed_sql(self.source, "named")}) WHERE broken_rule IS NULL
                ),
                unfolded AS ({events_sql(self.source.form)})
                SELECT * EXCLUDE (line, template), {EVENT_KEY} AS event_key, {WALLET_KEY} AS wallet_key,
                    CASE WHEN event_type = 'termination.failed' THEN {signature} END AS signature_id,
                    {literal(self.batch_id)} AS batch_id, {literal(str(self.layout.path))} AS source_file,
                    line AS source_line
                FROM unfolded
            ) TO {literal(str(part))} (FORMAT parquet, COMPRESSION snappy)"""
        )
        return part, int(count)

    def _keep_broken(self, part: Path, are_all_sound: bool) -> None:
        """Broken are the rows that did not get into the part: to find them so is cheaper than to judge all twice."""
        sound = f"SELECT source_line AS line FROM read_parquet({literal(str(part))})"
        others = "LIMIT 0" if self.source.form == "events" and are_all_sound else f"ANTI JOIN ({sound}) USING (line)"
        self.engine.keep("remaining", f"SELECT * FROM landed {others}")
        typed = typed_sql(self.source, f"({named_sql(self.layout, self.source, 'remaining', SAFE)})")
        keep_broken(self.engine, typed, self.source.form)

    def _count(self, landed: Landed, arrival: Arrival) -> None:
        count, refused = arrival.rows.num_rows, arrival.refused
        found = dict(self.engine.rows("SELECT broken_rule, count(*) FROM broken GROUP BY ALL"))
        landed.rows_read += count + len(refused)
        landed.rows_quarantined += sum(found.values()) + len(refused)
        landed.rows_out_of_scope += found.get(OUT_OF_SCOPE, 0)
        landed.rules.update(found)
        landed.rules.update(line.rule for line in refused)
        landed.drift.update(drift(self.engine, self.layout, self.source, count))

    def _refuse_if_all_broken(self, landed: Landed) -> None:
        if self.only_lines is not None or not landed.is_all_broken:
            return
        rule, count = landed.rules.most_common(1)[0]
        raise FileRefused(
            f"{self.layout.path}: none of its {landed.rows_read} rows can be loaded; {count} break the rule {rule}. "
            f'Check the mapping of source "{self.source.name}".'
        )


# 64 bits of SHA-1: five times faster than DuckDB's md5_number_lower. Keys that meet are told apart by event_id.
EVENT_KEY = "CAST('0x' || left(sha1(platform || chr(31) || event_id), 16) AS UBIGINT)"
# One wallet of one platform as a number: windows and joins over two texts take several times as long.
WALLET_KEY = "CAST('0x' || left(sha1(platform || chr(31) || wallet_token), 16) AS UBIGINT)"
