"""What of a slice's rows is safe to store: tokens in place of identifiers, masked texts and their templates.

Each distinct value is worked out once: a log names a wallet several times and says few things in many rows.
"""

import json
from collections.abc import Callable

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.engines.duckdb import DuckDBEngine
from pipelines.mask import MAYBE_PERSONAL, mask, mask_json
from pipelines.outlines import outline_sql
from pipelines.signatures import template_of
from pipelines.tokens import tokens

SAFE = ("wallet_token", "user_token", "masked_message", "masked_shown_message", "masked_attributes", "template")
_RAW = ("line", "wallet_id", "user_id", "message", "shown_message", "whole_attributes")


def safe_columns(engine: DuckDBEngine, key: bytes, named: str) -> pa.Table:
    """A table of `line` and SAFE with one row for each row of the relation `named`, in its order."""
    raw = engine.arrow(f"SELECT {', '.join(_RAW)} FROM {named}")
    message = _of_distinct(raw["message"], lambda texts: _masked(texts, mask))
    columns = (
        raw["line"],
        _of_distinct(raw["wallet_id"], lambda values: tokens(key, "wallet", values)),
        _of_distinct(raw["user_id"], lambda values: tokens(key, "user", values)),
        message,
        _of_distinct(raw["shown_message"], lambda texts: _masked(texts, mask)),
        _of_distinct(raw["whole_attributes"], lambda texts: _masked(texts, mask_attributes)),
        _of_distinct(message, lambda texts: _templates(engine, texts)),
    )
    return pa.table(columns, names=["line", *SAFE])


def _of_distinct(column: pa.ChunkedArray | pa.Array, change: Callable[[pa.Array], pa.Array]) -> pa.Array:
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    encoded = whole.dictionary_encode()
    return change(encoded.dictionary).take(encoded.indices)


def _masked(texts: pa.Array, change: Callable[[str], str]) -> pa.Array:
    """Only texts that can hold personal data are looked at closely."""
    maybe = pc.match_substring_regex(texts, MAYBE_PERSONAL)
    safe = [change(text) for text in texts.filter(maybe).to_pylist()]
    return pc.replace_with_mask(texts, maybe, pa.array(safe, pa.string()))


def _templates(engine: DuckDBEngine, texts: pa.Array) -> pa.Array:
    engine.present("distinct_texts", pa.table({"text": texts}))
    outlines = engine.arrow(f"SELECT {outline_sql('text')} AS outline FROM distinct_texts")["outline"]
    return _of_distinct(outlines, lambda held: pa.array([template_of(one) for one in held.to_pylist()], pa.string()))


def mask_attributes(text: str) -> str:
    """A JSON object masked. One that Python cannot walk (too deep, a number too long) is kept as one masked text."""
    try:
        return mask_json(text)
    except (ValueError, RecursionError):
        return json.dumps({"text": mask(text)}, ensure_ascii=False)
