"""Masking of a slice's texts: each distinct one once, and only where it can hold personal data."""

import json
from dataclasses import dataclass

import pyarrow as pa

from pipelines.engines.duckdb import DuckDBEngine
from pipelines.mask import MAYBE_PERSONAL, mask, mask_json
from warehouse.connect import literal

TEXTS = {"message": "message", "shown_message": "shown_message", "attributes": "whole_attributes"}


@dataclass(frozen=True)
class MaskedColumn:
    """How a text column is read from the sound rows: the join it needs, and its expression."""

    join: str
    expression: str


def masked_columns(engine: DuckDBEngine) -> list[MaskedColumn]:
    """Mask the texts of `named` and keep raw and safe ones side by side until the slice is written."""
    return [_masked_column(engine, name, column) for name, column in TEXTS.items()]


def _masked_column(engine: DuckDBEngine, name: str, column: str) -> MaskedColumn:
    texts = engine.rows(
        f"SELECT text FROM (SELECT DISTINCT {column} AS text FROM named) "
        f"WHERE regexp_matches(text, {literal(MAYBE_PERSONAL)})"
    )
    change = mask_attributes if name == "attributes" else mask
    pairs = [(text, safe) for (text,) in texts if (safe := change(text)) != text]
    if not pairs:
        return MaskedColumn("", f"{column} AS masked_{name}")
    raws, safes = zip(*pairs, strict=True)
    engine.register(f"{name}_masks", pa.table({"raw": pa.array(raws), "safe": pa.array(safes)}))
    join = f"LEFT JOIN {name}_masks ON {name}_masks.raw = {column}"
    return MaskedColumn(join, f"coalesce({name}_masks.safe, {column}) AS masked_{name}")


def mask_attributes(text: str) -> str:
    """A JSON object masked. One that Python cannot walk (too deep, a number too long) is kept as one masked text."""
    try:
        return mask_json(text)
    except (ValueError, RecursionError):
        return json.dumps({"text": mask(text)}, ensure_ascii=False)
