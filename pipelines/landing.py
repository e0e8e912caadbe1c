"""One file on its way in: landed, checked, tokenised, masked, written as immutable Parquet parts."""

import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipelines.arrivals import arrivals
from pipelines.engines.duckdb import DuckDBEngine
from pipelines.landing_sql import events_sql, typed_sql, unknown_columns
from pipelines.layout import FileRefused, Layout
from pipelines.mask import MAYBE_PERSONAL, mask, mask_broken_line
from pipelines.records import RefusedLine
from pipelines.signatures import signature_id_sql, template_sql
from pipelines.sources import Source
from pipelines.tokens import token_sql
from warehouse.connect import literal

TEXT_COLUMNS = ("message", "shown_message", "attributes")
OUT_OF_SCOPE = "out_of_scope"
REFUSED_SCHEMA = pa.schema(
    {
        "batch_id": pa.string(),
        "source_file": pa.string(),
        "source_line": pa.int64(),
        "rule": pa.string(),
        "detail": pa.string(),
        "row_masked": pa.string(),
    }
)


@dataclass
class Landed:
    """What became of one file's rows, and the Parquet parts they are in."""

    rows_read: int = 0
    rows_quarantined: int = 0
    rows_out_of_scope: int = 0
    rules: Counter[str] = field(default_factory=Counter)
    drift: Counter[str] = field(default_factory=Counter)
    parts: list[Path] = field(default_factory=list)


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

    def run(self, progress: Callable[[int, int], None]) -> Landed:
        """Land the whole file; `progress(bytes_read, rows_read)` is called after each slice.

        Raises FileRefused where no row at all is sound.
        """
        landed = Landed()
        self.folder.mkdir(parents=True, exist_ok=True)
        self.engine.register("refused", REFUSED_SCHEMA.empty_table())
        for arrival in arrivals(self.engine, self.layout, self.source):
            self._slice(landed, [line for line in arrival.refused if self._wanted(line.line)])
            progress(arrival.bytes_read, landed.rows_read)
        self._refuse_where_all_broken(landed)
        return landed

    def _wanted(self, line: int) -> bool:
        return self.only_lines is None or line in self.only_lines

    def _slice(self, landed: Landed, refused: list[RefusedLine]) -> None:
        self._limit_to_replayed()
        self._check()
        landed.rows_read += self.engine.value("SELECT count(*) FROM checked") + len(refused)
        self._note_drift(landed)
        self._quarantine(landed, refused)
        self._mask()
        self._write(landed)

    def _limit_to_replayed(self) -> None:
        if self.only_lines is not None:
            self.engine.register("wanted", pa.table({"line": sorted(self.only_lines)}))
            self.engine.run("DELETE FROM landed WHERE line NOT IN (SELECT line FROM wanted)")

    def _check(self) -> None:
        """Type every row, name the rule it breaks, and put tokens in the place of identifiers.

        Tokens are computed once per distinct identifier of the slice: hashing each row costs three times that.
        """
        self.engine.keep("typed", typed_sql(self.layout, self.source))
        for kind in ("wallet", "user"):
            distinct = f"SELECT DISTINCT {kind}_id FROM typed WHERE {kind}_id IS NOT NULL"
            token = token_sql(self.key, kind, f"{kind}_id")
            self.engine.keep(f"{kind}_tokens", f"SELECT {kind}_id, {token} AS {kind}_token FROM ({distinct})")
        self.engine.keep(
            "checked",
            f"""SELECT * EXCLUDE (event_id, request_id, attributes), {self._identity()},
                {_attributes()} AS attributes
            FROM typed LEFT JOIN wallet_tokens USING (wallet_id) LEFT JOIN user_tokens USING (user_id)""",
        )
        self.engine.drop("typed", "landed")

    def _identity(self) -> str:
        """event_id and request_id; where the log has none, they derive from the row's own content."""
        if self.source.form == "attempts":
            own = _digest(["platform", "wallet_token", "request_id", "requested_at"])
            return f"coalesce(event_id, {own}) AS event_id, coalesce(request_id, event_id, {own}) AS request_id"
        content = ["platform", "wallet_token", "user_token", "occurred_at", "event_type", "request_id"]
        content += ["error_code", "message", "channel", "amount", "currency", "policy_clause", "attributes", "extra"]
        return f"coalesce(event_id, {_digest(content)}) AS event_id, request_id"

    def _note_drift(self, landed: Landed) -> None:
        for name in unknown_columns(self.layout, self.source):
            landed.drift[name] += self.engine.value("SELECT count(*) FROM checked")
        if self.layout.format == "jsonl":
            keys = "SELECT unnest(json_keys(extra)) AS key FROM checked WHERE extra IS NOT NULL"
            landed.drift.update(dict(self.engine.rows(f"SELECT key, count(*) FROM ({keys}) GROUP BY key")))

    def _quarantine(self, landed: Landed, refused: list[RefusedLine]) -> None:
        found = dict(self.engine.rows("SELECT broken_rule, count(*) FROM checked WHERE broken_rule IS NOT NULL GROUP BY 1"))
        landed.rules.update(found)
        landed.rules.update(line.rule for line in refused)
        landed.rows_out_of_scope += found.get(OUT_OF_SCOPE, 0)
        landed.rows_quarantined += sum(found.values()) + len(refused)
        rows = [(line.line, line.rule, line.detail, mask_broken_line(line.raw)) for line in refused]
        if found:
            rows += [(n, rule, mask(detail or ""), mask(row) if row else None) for n, rule, detail, row in self._broken()]
        self._keep_refused(rows)

    def _broken(self) -> list[tuple[int, str, str | None, str | None]]:
        """line, rule, the offending value and the row of each broken row; rows out of scope are not kept."""
        names = ["platform", "wallet_token", "event_id", "error_code", "message", "amount", "currency", "policy_clause"]
        names += ["occurred_at", "event_type"] if self.source.form == "events" else ["requested_at", "decided_at", "outcome"]
        values = ", ".join(f"{literal(name)}, {name}" for name in names)
        details = " ".join(
            f"WHEN starts_with(broken_rule, {literal(name)}) THEN {name}" for name in names if name != "wallet_token"
        )
        return self.engine.rows(
            f"""SELECT line, broken_rule, CASE {details} END,
                CASE WHEN broken_rule <> '{OUT_OF_SCOPE}' THEN json_merge_patch('{{}}', json_object({values}))::VARCHAR END
            FROM checked WHERE broken_rule IS NOT NULL ORDER BY line"""
        )

    def _keep_refused(self, rows: Iterable[tuple[int, str, str, str | None]]) -> None:
        held = [{"source_line": n, "rule": rule, "detail": detail, "row_masked": row} for n, rule, detail, row in rows]
        if held:
            shared = {"batch_id": self.batch_id, "source_file": str(self.layout.path)}
            self.engine.register("more", pa.Table.from_pylist([shared | row for row in held], REFUSED_SCHEMA))
            self.engine.run("INSERT INTO refused SELECT * FROM more")

    def _mask(self) -> None:
        """Mask the texts that can hold personal data: those that pass the cheap test, each distinct one once."""
        maskings: list[dict[str, Any]] = []
        for column in TEXT_COLUMNS:
            texts = self.engine.rows(
                f"SELECT DISTINCT {column} FROM checked WHERE broken_rule IS NULL "
                f"AND regexp_matches({column}, {literal(MAYBE_PERSONAL)})"
            )
            change = mask_json if column == "attributes" else mask
            maskings += [{"column": column, "raw": text, "safe": change(text)} for (text,) in texts]
        schema = pa.schema({"column": pa.string(), "raw": pa.string(), "safe": pa.string()})
        self.engine.register("masks", pa.Table.from_pylist(maskings, schema))

    def _write(self, landed: Landed) -> None:
        part = self.folder / f"{len(landed.parts):05d}.parquet"
        joins = " ".join(
            f"LEFT JOIN masks m{i} ON m{i}.column = '{column}' AND m{i}.raw = {column}"
            for i, column in enumerate(TEXT_COLUMNS)
        )
        masked = ", ".join(f"coalesce(m{i}.safe, {column}) AS masked_{column}" for i, column in enumerate(TEXT_COLUMNS))
        signature = signature_id_sql("error_code", template_sql("message"))
        self.engine.run(
            f"""COPY (
                WITH sound AS (SELECT checked.*, {masked} FROM checked {joins} WHERE broken_rule IS NULL),
                unfolded AS ({events_sql(self.source.form)})
                SELECT * EXCLUDE (line), md5_number_lower(platform || chr(31) || event_id) AS event_key,
                    CASE WHEN event_type = 'termination.failed' THEN {signature} END AS signature_id,
                    {literal(self.batch_id)} AS batch_id, {literal(str(self.layout.path))} AS source_file,
                    line AS source_line
                FROM unfolded
            ) TO {literal(str(part))} (FORMAT parquet, COMPRESSION snappy)"""
        )
        landed.parts.append(part)
        self.engine.drop("checked", "masks")

    def _refuse_where_all_broken(self, landed: Landed) -> None:
        broken = landed.rows_quarantined - landed.rows_out_of_scope
        if self.only_lines is not None or not broken or broken < landed.rows_read:
            return
        rule, count = landed.rules.most_common(1)[0]
        raise FileRefused(
            f"{self.layout.path}: none of its {landed.rows_read} rows can be loaded; {count} break the rule {rule}. "
            f'Check the mapping of source "{self.source.name}".'
        )


def mask_json(text: str) -> str:
    """Mask the values of a JSON object, keeping it JSON; a masked number becomes a text."""
    return json.dumps(_masked_value(json.loads(text)), ensure_ascii=False)


def _masked_value(value: Any) -> Any:
    if isinstance(value, dict):
        return {mask(key): _masked_value(held) for key, held in value.items()}
    if isinstance(value, list):
        return [_masked_value(held) for held in value]
    if isinstance(value, bool) or value is None:
        return value
    masked = mask(str(value))
    return masked if isinstance(value, str) or masked != str(value) else value


def _attributes() -> str:
    merged = "json_merge_patch(coalesce(attributes, '{}'), coalesce(extra, '{}'))"
    return f"CASE WHEN extra IS NULL OR broken_rule IS NOT NULL THEN attributes ELSE nullif({merged}::VARCHAR, '{{}}') END"


def _digest(columns: list[str]) -> str:
    """An id made of a row's content; wallets and people enter it as tokens, so that it gives nothing away."""
    content = " || chr(31) || ".join(f"coalesce({column}::VARCHAR, '')" for column in columns)
    return f"'d' || substr(sha256({content}), 1, 23)"
