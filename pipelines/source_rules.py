"""What a [[source]] table of sources.toml may say; each problem is one sentence that says what to change."""

from collections.abc import Iterator, Mapping
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pipelines.contract import EVENT_TYPES, FORMS, OUTCOMES, column_names

FORMATS = ("csv", "jsonl", "parquet")
TEXTS = ("name", "use", "format", "form", "encoding", "timezone")
MAPPINGS = ("columns", "values", "constants", "scope")
KEYS = {"files", *TEXTS, *MAPPINGS}
CHECKED_VALUES = {"event_type": EVENT_TYPES, "outcome": frozenset(OUTCOMES)}


def problems(table: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with one [[source]] table, the first problem first. Only the first is sure: others may follow."""
    yield from _shape_problems(table)
    if table.get("format", "csv") not in FORMATS:
        yield f"format {table['format']} is not known; use {', '.join(FORMATS)}."
    if table.get("form", "events") not in FORMS:
        yield f'form {table["form"]} is not known; use "events" or "attempts".'
    yield from _zone_problems(table.get("timezone", "UTC"))
    yield from _name_problems(table)
    yield from _word_problems(table)


def _shape_problems(table: Mapping[str, Any]) -> Iterator[str]:
    """Every key known, and of its type."""
    if unknown := sorted(set(table) - KEYS):
        yield f"unknown key {unknown[0]}; known are {', '.join(sorted(KEYS))}."
    if "name" not in table:
        yield 'it has no name; write name = "..."'
    yield from (f"{key} must be a text." for key in TEXTS if not isinstance(table.get(key, ""), str))
    files = table.get("files", [])
    if not isinstance(files, str) and not _is_list_of_texts(files):
        yield "files must be a text or a list of texts."
    for key in MAPPINGS:
        held = table.get(key, {})
        if not isinstance(held, dict):
            yield f"{key} must be a table; write it as [source.{key}]."
        else:
            yield from _entry_problems(key, held)


def _entry_problems(key: str, held: Mapping[str, Any]) -> Iterator[str]:
    for name, value in held.items():
        if key == "scope" and not _is_list_of_texts(value):
            yield f"[source.scope] {name} must be a list of texts."
        elif key == "values" and not (isinstance(value, dict) and _is_list_of_texts(list(value.values()))):
            yield f"[source.values.{name}] must map texts to texts."
        elif key in ("columns", "constants") and not isinstance(value, str):
            yield f"[source.{key}] {name} must be a text."


def _is_list_of_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _zone_problems(zone: str) -> Iterator[str]:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        yield f"timezone {zone} is not known; write it like Asia/Shanghai or UTC."


def _name_problems(table: Mapping[str, Any]) -> Iterator[str]:
    """What is mapped must be a column of ours; a source built on a ready one may be of either form."""
    forms = FORMS if "use" in table else (table.get("form", "events"),)
    known = tuple(dict.fromkeys(name for form in forms for name in column_names(form)))
    for ours in (*table.get("columns", {}), *table.get("constants", {}), *table.get("values", {})):
        if ours not in known:
            yield f"{ours} is not a column of ours; columns are {', '.join(known)}."


def _word_problems(table: Mapping[str, Any]) -> Iterator[str]:
    for column, allowed in CHECKED_VALUES.items():
        known = f"which is not known; use one of {', '.join(sorted(allowed))}."
        for theirs, ours in table.get("values", {}).get(column, {}).items():
            if ours not in allowed:
                yield f'[source.values.{column}] maps "{theirs}" to "{ours}", {known}'
        constant = table.get("constants", {}).get(column)
        if constant is not None and constant not in allowed:
            yield f'[source.constants] sets {column} to "{constant}", {known}'
