"""How the rows of a comparison are written: each rate with its counts and interval."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from dashboards.pages.policy_change_numbers import Comparison
from dashboards.store import View
from dashboards.text import NOTHING, is_missing
from dashboards.widgets.table import height_of, table

Row = Mapping[Hashable, Any]
MOST_VISIBLE = 12


def measures_table(view: View, comparison: Comparison) -> None:
    """Attempts and cases, before, after and against the others."""
    names = [view.say(f"policy_change.{name}") for name in comparison.measures["group"]]
    rows_table(view, "policy_change_measures", comparison.measures, "measure", names)


def rows_table(view: View, name: str, rows: pd.DataFrame, head: str, names: list[str]) -> None:
    """The table of rows as `compared` makes them, called `names` under the heading `head`."""
    records = rows.to_dict("records")
    shown = {head: names}
    for side in ("before", "after"):
        shown[side] = [rate(view, row, side) for row in records]
    shown["difference_in_points"] = [between(row, "difference", "low", "high") for row in records]
    shown["against_in_points"] = [between(row, "against", "against_low", "against_high") for row in records]
    shown["p_value"] = [NOTHING if is_missing(row["p_value"]) else f"{row['p_value']:.3f}" for row in records]
    table(view, name, pd.DataFrame(shown), height=height_of(len(rows), MOST_VISIBLE))


def rate(view: View, row: Row, side: str) -> str:
    """28.5% (717 / 2,508; 26.6% – 30.7%)"""
    say, low, high = view.say, row[f"low_{side}"], row[f"high_{side}"]
    counts = f"{say.number(row[f'failures_{side}'])} / {say.number(row[f'decided_{side}'])}"
    if is_missing(low):
        return f"{NOTHING} ({counts})"
    return f"{say.percent(row[f'rate_{side}'])} ({counts}; {say.percent(low)} – {say.percent(high)})"


def between(row: Row, value: str, low: str, high: str) -> str:
    """+2.7 (−0.5 … +5.9), in percentage points, with an arrow where 0 is outside."""
    if is_missing(row[value]):
        return NOTHING
    arrow = "▲ " if row[low] > 0 else "▼ " if row[high] < 0 else ""
    ends = (f"{row[name] * 100:+.2f}" for name in (low, high))
    return f"{arrow}{row[value] * 100:+.2f} ({' … '.join(ends)})"
