"""A named .sql file and a selection become one statement with its parameters."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from dashboards.queries.case_relations import search_parameters
from dashboards.queries.periods import Compared, ends, spanning
from dashboards.queries.relations import SHADOWS
from dashboards.queries.selection import FAILURE_FILTERS, POPULATION_FILTERS, Selection
from warehouse import Snapshot

FOLDER = Path(__file__).parent / "sql"
STEPS = re.compile(r"\A((?:--.*\n)*)WITH ")  # a file that begins with named steps of its own


@dataclass(frozen=True)
class Statement:
    """What is sent to the engine: the text and the values of its named parameters."""

    sql: str
    parameters: Mapping[str, Any]


@cache
def read_sql(name: str) -> str:
    """The text of sql/<name>.sql; its first line states the grain."""
    return (FOLDER / f"{name}.sql").read_text("utf-8").strip()


def statement(
    snapshot: Snapshot, name: str, selection: Selection | None, compared: Compared | None = None, **values: object
) -> Statement:
    """The file `name` over the relations as `selection` sees them; without one, over everything.

    A file that compares sees the days of `compared` too. `values` are the file's own named parameters.
    """
    text = read_sql(name)
    seen = spanning(selection, compared) if selection and "$previous_from" in text else selection
    sql = shadowed(text, seen) if seen else text
    known = parameters(snapshot, seen) | (ends(selection, compared) if selection else {}) | values
    used = dict.fromkeys(re.findall(r"\$([a-z_]+)", sql))
    return Statement(sql, {key: known[key] for key in used})


def shadowed(sql: str, selection: Selection) -> str:
    """Put a filtered relation of the same name before each relation that the file reads."""
    used = [name for name in SHADOWS if re.search(rf"\b(FROM|JOIN) {name}\b", sql)]
    shadows = ",\n".join(f"{name} AS (\n    {SHADOWS[name](selection)}\n)" for name in used)
    if not used:
        return sql
    if STEPS.match(sql):  # one list of steps: DuckDB does not find those of a WITH in parentheses after a WITH
        return STEPS.sub(lambda found: f"{found[1]}WITH {shadows},\n", sql)
    return f"WITH {shadows}\n(\n{sql}\n)"


def parameters(snapshot: Snapshot, selection: Selection | None) -> dict[str, Any]:
    """Every value a file may name: the period, the choices, and the snapshot's own."""
    held: dict[str, Any] = {"utc_offset_minutes": snapshot.utc_offset_minutes, "as_of": snapshot.as_of}
    if selection is None:
        return held
    chosen = selection.chosen(POPULATION_FILTERS | FAILURE_FILTERS)
    held |= {f"filter_{name}": list(values) for name, values in chosen.items()}
    held |= search_parameters(selection.search)
    return held | {"from": selection.from_on, "to": selection.to_on}


def ask(
    snapshot: Snapshot,
    name: str,
    selection: Selection | None = None,
    compared: Compared | None = None,
    **values: object,
) -> pd.DataFrame:
    """Run sql/<name>.sql; returns its rows."""
    ready = statement(snapshot, name, selection, compared, **values)
    return snapshot.query(ready.sql, ready.parameters)
