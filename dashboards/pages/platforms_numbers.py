"""The numbers of the page of platforms, and how they are written."""

from dataclasses import dataclass

import pandas as pd

from analysis.funnel import between_groups
from dashboards import store
from dashboards.pages.platforms_choices import Choices
from dashboards.store import Statement, View
from dashboards.text import NOTHING, is_missing


@dataclass(frozen=True)
class Compared:
    """Platforms by one measure, the lowest standardised rate first; `target` is the rate of all together."""

    rows: pd.DataFrame
    target: float
    dispersion: float
    between: float
    statement: Statement

    @property
    def ranked(self) -> pd.DataFrame:
        """The platforms with enough cases to be told apart."""
        return self.rows[~self.rows["is_small"]]


def compare(view: View, chosen: Choices) -> Compared:
    """What the choices ask for under the reader's filters."""
    own = (chosen.measure, chosen.mix, chosen.within_days)
    cells = store.mix_cells(view.snapshot, view.selection, *own)
    rows = store.platforms.compared(cells, chosen.is_highest_first)
    target = store.platforms.target_of(rows)
    dispersion, between = between_groups(rows["indirect"].fillna(target), rows["total"], target)
    ordered = rows.sort_values(["is_small", "indirect", "platform"], ignore_index=True)
    statement = store.mix_statement(view.snapshot, view.selection, *own)
    return Compared(ordered, target, dispersion, between, statement)


def with_interval(view: View, row: dict, name: str) -> str:
    """24.1% (22.4% – 25.9%)"""
    if is_missing(row[name]):
        return NOTHING
    value, low, high = (view.say.percent(row[f"{name}{end}"]) for end in ("", "_low", "_high"))
    return f"{value} ({low} – {high})"


def ratio(row: dict) -> str:
    """Observed over expected with its interval, 1.14 (1.03 – 1.26)."""
    if is_missing(row["ratio"]):
        return NOTHING
    return f"{row['ratio']:.2f} ({row['ratio_low']:.2f} – {row['ratio_high']:.2f})"


def rank(row: dict) -> str:
    """The rank and the ranks that it may as well have, 2 (1 – 3)."""
    if is_missing(row["rank"]):
        return NOTHING
    return f"{row['rank']:.0f} ({row['rank_low']:.0f} – {row['rank_high']:.0f})"


def mix_named(view: View, chosen: Choices) -> str:
    return view.say.listed([view.say(f"filter.{name}") for name in chosen.mix])
