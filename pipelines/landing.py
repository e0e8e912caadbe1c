"""One file on its way in: landed, checked, tokenised, masked, written as immutable Parquet parts."""

import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa

from pipelines.arrivals import arrivals
from pipelines.contract import IDENTIFIERS, FileRefused
from pipelines.drift import drift
from pipelines.engines.duckdb import DuckDBEngine
from pipelines.landing_sql import events_sql, identity_sql, named_sql, typed_sql
from pipelines.layout import Layout
from pipelines.masking import TEXTS, masked_columns
from pipelines.quarantining import REFUSED_SCHEMA as REFUSED_SCHEMA
from pipelines.quarantining import broken_rows, keep_broken, keep_refused, refused_lines
from pipelines.records import RefusedLine
from pipelines.row_rules import OUT_OF_SCOPE
from pipelines.signatures import signature_id_sql, template_sql
from pipelines.slices import SLICE_BYTES
from pipelines.sources import Source
from pipelines.tokens import token_sql
from warehouse.connect import literal

# What holds raw text; it goes with the file, and its memory with it.
RAW_TABLES = (
    *("arrived", "lines", "landed_objects", "remaining", "broken", "wallet_tokens", "user_tokens"),
    *(f"{name}_masks" for name in TEXTS),
)
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
        for arrival in arrivals(self.engine, self.layout, self.source, self.slice_bytes):
            self._slice(landed, [line for line in arrival.refused if self._is_wanted(line.line)])
            progress(arrival.bytes_read, landed.rows_read)
        self._refuse_if_all_broken(landed)
        return landed

    def _is_wanted(self, line: int) -> bool:
        return self.only_lines is None or line in self.only_lines

    def _slice(self, landed: Landed, refused: list[RefusedLine]) -> None:
        """Write the sound rows of a slice, then look at what was left behind; every step before is a view."""
        self.engine.view("wanted", f"SELECT * FROM landed {self._replayed()}")
        self.engine.view("named", named_sql(self.layout, self.source, "wanted"))
        self._keep_tokens()
        part = self._write(len(landed.parts))
        self._keep_broken(part)
        self._count(landed, refused)
        landed.parts.append(part)
        if landed.rows_read >= HOPELESS_ROWS:
            self._refuse_if_all_broken(landed)
        rows = [*refused_lines(refused), *broken_rows(self.engine)]
        keep_refused(self.engine, self.batch_id, str(self.layout.path), rows)

    def _replayed(self) -> str:
        if self.only_lines is None:
            return ""
        self.engine.register("replayed", pa.table({"line": pa.array(sorted(self.only_lines), pa.int64())}))
        return "SEMI JOIN replayed USING (line)"

    def _keep_tokens(self) -> None:
        """Once per distinct identifier of the slice: hashing each row costs three times that."""
        for column in IDENTIFIERS:
            kind = column.removesuffix("_id")
            distinct = f"SELECT DISTINCT {column} FROM named WHERE {column} IS NOT NULL"
            token = token_sql(self.key, kind, column)
            self.engine.keep(f"{kind}_tokens", f"SELECT {column}, {token} AS {kind}_token FROM ({distinct})")

    def _write(self, number: int) -> Path:
        part = self.folder / f"{number:05d}.parquet"
        columns = masked_columns(self.engine)
        signature = signature_id_sql("error_code", template_sql("message"))
        self.engine.run(
            f"""COPY (
                WITH tokenised AS (
                    SELECT * EXCLUDE (event_id, request_id), {identity_sql(self.source.form)}
                    FROM ({typed_sql(self.source, "named")})
                    LEFT JOIN wallet_tokens USING (wallet_id) LEFT JOIN user_tokens USING (user_id)
                    WHERE broken_rule IS NULL
                ),
                sound AS (
                    SELECT tokenised.*, {", ".join(column.expression for column in columns)}
                    FROM tokenised {" ".join(column.join for column in columns)}
                ),
                unfolded AS ({events_sql(self.source.form)})
                SELECT * EXCLUDE (line), {EVENT_KEY} AS event_key, {WALLET_KEY} AS wallet_key,
                    CASE WHEN event_type = 'termination.failed' THEN {signature} END AS signature_id,
                    {literal(self.batch_id)} AS batch_id, {literal(str(self.layout.path))} AS source_file,
                    line AS source_line
                FROM unfolded
            ) TO {literal(str(part))} (FORMAT parquet, COMPRESSION snappy)"""
        )
        return part

    def _keep_broken(self, part: Path) -> None:
        """Broken are the rows that did not get into the part: to find them so is cheaper than to judge all twice."""
        sound = f"SELECT source_line AS line FROM read_parquet({literal(str(part))})"
        self.engine.keep("remaining", f"SELECT * FROM wanted ANTI JOIN ({sound}) USING (line)")
        typed = typed_sql(self.source, f"({named_sql(self.layout, self.source, 'remaining')})")
        keep_broken(self.engine, typed, self.source.form, self.key)

    def _count(self, landed: Landed, refused: list[RefusedLine]) -> None:
        count = int(self.engine.value("SELECT count(*) FROM wanted"))
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
