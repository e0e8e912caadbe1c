"""The parts of a comparison: what is shown, its finished days, and the days before that they are compared with."""

from dataclasses import replace
from datetime import date

import pandas as pd

from dashboards.queries.selection import Selection

Compared = tuple[Selection, Selection]
PARTS = ("shown", "current", "previous")


def spanning(selection: Selection, compared: Compared | None) -> Selection:
    """The selection, long enough to hold the days that it is compared with."""
    return replace(selection, from_on=min(selection.from_on, compared[1].from_on)) if compared else selection


def periods(selection: Selection, compared: Compared | None) -> dict[str, Selection]:
    """The parts that there are, by name; without a comparison all days of the period are the current ones."""
    parts = (selection, *compared) if compared else (selection, selection)
    return dict(zip(PARTS, parts, strict=False))


def ends(selection: Selection, compared: Compared | None) -> dict[str, date | None]:
    """$shown_*, $current_* and $previous_*; without a comparison no day is in the last."""
    known = periods(selection, compared)
    first = {f"{part}_from": known[part].from_on if part in known else None for part in PARTS}
    return first | {f"{part}_to": known[part].to_on if part in known else None for part in PARTS}


def within(rows: pd.DataFrame, column: str, part: Selection) -> pd.DataFrame:
    """The rows whose day is in the part."""
    return rows[rows[column].between(pd.Timestamp(part.from_on), pd.Timestamp(part.to_on))]


def part_of(rows: pd.DataFrame, part: str) -> pd.Series:
    """The one row of a part, of rows by part."""
    return rows[rows.index == part].iloc[0]


def summed(
    days: pd.DataFrame, column: str, keys: list[str], selection: Selection, compared: Compared | None
) -> pd.DataFrame:
    """The sums of rows of days by part and `keys`; `column` holds the day."""
    known = periods(selection, compared)
    parts = {part: within(days, column, chosen).drop(columns=column) for part, chosen in known.items()}
    return pd.concat(parts, names=["part", None]).groupby(["part", *keys], sort=False, dropna=False).sum()
