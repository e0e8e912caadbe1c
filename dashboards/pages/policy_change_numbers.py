"""The numbers of the change card: before, after, and against the others."""

from dataclasses import dataclass

import pandas as pd

from analysis.difference import (
    Repeats,
    Scale,
    before_and_after,
    difference_in_differences,
    repeat_effects,
    weekly_rates,
)
from analysis.panels import Panel, panel
from dashboards import store
from dashboards.pages.policy_change_choices import POLICY, Look
from dashboards.store import View

ALL = "all"
MEASURES = ("failure_rate", "case_rate")
ENOUGH = 100_000  # decided attempts that tell how often wallets come back; of more, a part of the wallets is asked
AGAINST = {"value": "against", "low": "against_low", "high": "against_high"}


@dataclass(frozen=True)
class Comparison:
    """What is compared, and with whom: `left_out` had a policy change of their own in these days."""

    look: Look
    others: tuple[str, ...]
    left_out: tuple[str, ...]
    measures: pd.DataFrame
    weekly: pd.DataFrame
    attempts: Panel
    repeats: Repeats

    def measure(self, name: str) -> dict:
        return next(row for row in self.measures.to_dict("records") if row["group"] == name)

    @property
    def odds(self) -> dict:
        """The difference in differences of the failure rate in log odds."""
        return self._against(self.attempts, "log_odds")

    @property
    def parallel(self) -> dict | None:
        """The same comparison within the weeks before, where nothing had changed; None where they are too few."""
        weeks = self.attempts.early_and_late()
        return None if weeks is None else self._against(weeks, "points")

    def _against(self, held: Panel, scale: Scale) -> dict:
        return difference_in_differences(held, self.look.platform, scale, self.repeats).to_dict("records")[0]


def compare(view: View, look: Look) -> Comparison | None:
    """None where the platform has no decided attempt in these days."""
    days = look.days(view.selection)
    decided = view.ask(store.decided_on, days)
    if look.platform not in set(decided["platform"]):
        return None
    left_out = changed_too(view, look)
    attempts = around(look, left_out, decided.assign(group=MEASURES[0]))
    cases = around(look, left_out, view.ask(store.cases_on, days).assign(group=MEASURES[1]))
    repeats = repeated(view, look, int(decided["count_decided"].sum()))
    measures = [compared(attempts, look.platform, repeats)]
    if look.platform in cases.platforms:
        measures.append(compared(cases, look.platform, {}))  # a case counts once, whatever becomes of it later
    others = tuple(name for name in attempts.platforms if name != look.platform)
    weekly = weekly_rates(attempts, look.platform)
    return Comparison(look, others, left_out, pd.concat(measures, ignore_index=True), weekly, attempts, repeats)


def repeated(view: View, look: Look, count_decided: int) -> Repeats:
    """How much more rates vary because wallets come back."""
    asked = {"changed_on": look.after[0], "one_in": max(count_decided // ENOUGH, 1)}
    return repeat_effects(view.ask(store.repeats_on, look.days(view.selection), **asked))


def around(look: Look, left_out: tuple[str, ...], rows: pd.DataFrame, totals: pd.DataFrame | None = None) -> Panel:
    """The days before and after, of the platform and of those it is compared with."""
    kept = rows[~rows["platform"].isin(left_out)]
    all_kept = None if totals is None else totals[~totals["platform"].isin(left_out)]
    return panel(kept, look.before, look.after, all_kept)


def changed_too(view: View, look: Look) -> tuple[str, ...]:
    """Other platforms with a policy change of their own in these days: no measure of how it goes without one."""
    found = store.changes_listed(view.snapshot)
    days = found["occurred_at_local"].dt.date.between(look.before[0], look.after[-1])
    platforms = found.loc[days & found["kind"].eq(POLICY), "platform"].unique()
    return tuple(sorted(set(platforms) - {look.platform}))


def compared(held: Panel, platform: str, repeats: Repeats) -> pd.DataFrame:
    """One row per group: before, after, their difference, and `against` the others with its interval and p_value."""
    against = difference_in_differences(held, platform, repeats=repeats).rename(columns=AGAINST)
    return before_and_after(held, platform, repeats).merge(against, on="group")


def by_cause(view: View, comparison: Comparison) -> pd.DataFrame:
    """The sub-causes that failed on the platform on either side."""
    look, days = comparison.look, comparison.look.days(view.selection)
    failures, decided = view.ask(store.failures_on, days), view.ask(store.decided_on, days)
    held = around(look, comparison.left_out, failures, decided)
    return in_order(compared(held, look.platform, comparison.repeats), "failures")


def by_segment(view: View, comparison: Comparison, segment: str) -> pd.DataFrame:
    """The values of a dimension that the platform had attempts of."""
    look = comparison.look
    rows = view.ask(store.segments_on, look.days(view.selection), segment=segment)
    held = around(look, comparison.left_out, rows)
    if look.platform not in held.platforms:
        return pd.DataFrame()
    return in_order(compared(held, look.platform, comparison.repeats), "decided")


def in_order(rows: pd.DataFrame, count: str) -> pd.DataFrame:
    """Rows that have any of the count: those beyond chance against the others first, then the largest."""
    size = rows[f"{count}_before"] + rows[f"{count}_after"]
    is_beyond = (rows["against_low"] > 0) | (rows["against_high"] < 0)
    kept = rows[size > 0].assign(size=size, is_beyond=is_beyond)
    ordered = kept.sort_values(["is_beyond", "size", "group"], ascending=[False, False, True])
    return ordered.drop(columns=["size", "is_beyond"])
