"""What each signature was decided to be: every distinct code and message is classified once and joined back."""

from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa

from pipelines.classify import Taxonomy
from pipelines.engines.duckdb import DuckDBEngine
from pipelines.signatures import template

SCHEMA = pa.schema(
    {
        "signature_id": pa.string(),
        "error_code": pa.string(),
        "template": pa.string(),
        "cause_category": pa.string(),
        "cause": pa.string(),
        "other_causes": pa.list_(pa.string()),
        "decided_by": pa.string(),
        "confidence": pa.float64(),
        "taxonomy_version": pa.string(),
    }
)


def decide_new(engine: DuckDBEngine, taxonomy: Taxonomy, events: str) -> int:
    """Classify the signatures of a relation of events that `decisions` does not hold yet; returns how many."""
    found = engine.rows(
        f"""SELECT signature_id, min(error_code), min(message) FROM {events}
        WHERE signature_id IS NOT NULL AND signature_id NOT IN (SELECT signature_id FROM decisions)
        GROUP BY signature_id ORDER BY signature_id"""
    )
    engine.register("decided", pa.Table.from_pylist(list(_decided(taxonomy, found)), SCHEMA))
    engine.run("INSERT INTO decisions SELECT * FROM decided")
    engine.drop("decided")
    return len(found)


def _decided(taxonomy: Taxonomy, found: Iterable[tuple[Any, ...]]) -> Iterable[Mapping[str, Any]]:
    for signature_id, error_code, message in found:
        shape = None if message is None else template(message)
        decision = taxonomy.classifier.decide(error_code, shape)
        named = dict(zip(("signature_id", "error_code", "template"), (signature_id, error_code, shape), strict=True))
        yield named | vars(decision) | {"taxonomy_version": taxonomy.version}


def taxonomy_tables(taxonomy: Taxonomy) -> dict[str, pa.Table]:
    """The taxonomy as relations: causes, cause_categories and words, in the order of its files."""
    version = {"taxonomy_version": taxonomy.version}
    causes = [_row(cause, "signals") | version | {"position": n} for n, cause in enumerate(taxonomy.causes.values())]
    words = [_row(word, "group") | {"word_group": word.group} for word in taxonomy.words.values()]
    return {
        "causes": _table(causes),
        "cause_categories": _table([_row(one) for one in taxonomy.categories.values()]),
        "words": _table(words),
    }


def _table(rows: list[dict[str, Any]]) -> pa.Table:
    """The rows; a column without any value (no cause was ever replaced) is text too, not of the type NULL."""
    found = pa.Table.from_pylist(rows)
    kinds = [pa.string() if pa.types.is_null(field.type) else field.type for field in found.schema]
    return found.cast(pa.schema(list(zip(found.column_names, kinds, strict=True))))


def _row(held: object, *without: str) -> dict[str, Any]:
    return {name: value for name, value in vars(held).items() if name not in without}
