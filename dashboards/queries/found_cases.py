"""The list of cases that a reader looks through, and how they ended."""

from typing import Any

import pandas as pd

from dashboards.queries.compose import ask
from dashboards.queries.selection import Selection
from warehouse import Snapshot


def cases_listed(
    snapshot: Snapshot, selection: Selection, ends: list[str], sort: str, count_rows: int, skipped: int
) -> pd.DataFrame:
    """One row per case with a failure, or named by the search, in the order asked for.

    `ends` keeps those end kinds, all where empty. `sort` is newest, longest_open, attempts or frozen. `skipped` rows
    are left out before `count_rows` are given; the order is total, so parts never overlap.
    """
    own: dict[str, Any] = {"ends": ends, "sort": sort, "count_rows": count_rows, "skipped": skipped}
    return ask(snapshot, "cases_listed", selection, **own)


def cases_ended(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """One row per end kind of the cases listed: end_kind, count_cases."""
    return ask(snapshot, "cases_ended", selection)
