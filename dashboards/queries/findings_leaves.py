"""The failures of two periods by all that slices tell apart: which slices overlap, and where in one a change sits."""

from typing import Any

import numpy as np
import pandas as pd

from analysis.findings_told import Leaves, gathering
from dashboards.queries.compose import ask
from dashboards.queries.findings_slices import ANY, IN_CAUSES, RATE, WHOLE
from dashboards.queries.findings_windows import Windows
from dashboards.queries.selection import FAILURE_FILTERS, POPULATION_FILTERS, Selection
from warehouse import Snapshot

COLUMN_OF = {**POPULATION_FILTERS, **FAILURE_FILTERS, "signature": "signature_id"}
WITHIN = ("platform", "cause", "version", "bank", "region", "channel", "os")
GATHERED = ("gathered_kind", "gathered_value", "gathered_share", "gathered_usual")


def leaves_of(snapshot: Snapshot, selection: Selection, held: Windows, found: pd.DataFrame) -> pd.DataFrame:
    """The failures now and before; none where no finding of attempts asks for them."""
    if not (found["is_finding"] & (found["measure"] == RATE)).any():
        return pd.DataFrame()
    now, before = held.compared(selection)
    return ask(snapshot, "finding_leaves", now, (now, before))


def held_leaves(leaves: pd.DataFrame, rows: pd.DataFrame) -> Leaves:
    """Which slice holds which failures."""
    members = np.array([is_member(leaves, row) for row in rows.to_dict("records")], dtype=bool)
    return Leaves(members, *(leaves[f"count_{part}"].to_numpy(dtype=np.float64) for part in ("current", "previous")))


def is_member(leaves: pd.DataFrame, row: dict) -> np.ndarray:
    """Which leaves a slice holds."""
    is_inside = np.ones(len(leaves), dtype=bool)
    if row["kind"] != WHOLE:
        is_inside &= (leaves[COLUMN_OF[row["kind"]]] == row["value"]).to_numpy(dtype=bool)
    if row["platform"] != ANY:
        is_inside &= (leaves["platform"] == row["platform"]).to_numpy(dtype=bool)
    return is_inside


def gathered(leaves: pd.DataFrame, rows: pd.DataFrame) -> dict[str, list[Any]]:
    """Where in each finding of attempts nearly all of its change sits; missing where it is spread."""
    found = [within(leaves, row) if row["measure"] == RATE else (None,) * 4 for row in rows.to_dict("records")]
    return {name: [one[place] for one in found] for place, name in enumerate(GATHERED)}


def within(leaves: pd.DataFrame, row: dict) -> tuple[Any, ...]:
    """The kind and value, the share of the change, and its usual share of all failures (on the slice's platform)."""
    every = leaves if row["platform"] == ANY else leaves[leaves["platform"] == row["platform"]]
    told = {row["kind"], *(("platform",) if row["platform"] != ANY else ())}
    told |= set(IN_CAUSES) if row["kind"] in IN_CAUSES else set()
    columns = {COLUMN_OF[kind]: kind for kind in WITHIN if kind not in told}
    growth = row["total_current"] / row["total_previous"]
    found = gathering(leaves[is_member(leaves, row)], every, list(columns), growth)
    return (columns[found.dimension], found.value, found.share, found.usual) if found else (None,) * 4
