"""The difference in differences against the simulator, which knows what a policy change did and when there was none."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pandas as pd
import pytest

from analysis.difference import Repeats, difference_in_differences, repeat_effects
from analysis.panels import Panel
from pipelines.demo.arrays import DAY, Ints, Rows
from pipelines.demo.rows import FAILED, SUCCEEDED
from pipelines.demo.scenario import Scenario
from pipelines.demo.simulation import Simulation

SEEDS = range(1, 81)
WALLETS = 12_000
PLATFORM, CLAUSE, CHANGED_AT = "aurora", "AUR-4.2", datetime(2026, 8, 2, 16, tzinfo=UTC)
WEEKS, BEFORE_THEM = 4, 28  # weeks on each side; days simulated before them, so that people already try again
DAYS = 2 * 7 * WEEKS


@dataclass(frozen=True)
class Seen:
    """What the log shows around the date."""

    panel: Panel
    repeats: Repeats

    @property
    def against(self) -> pd.Series:
        return difference_in_differences(self.panel, PLATFORM, repeats=self.repeats).iloc[0]


def world(seed: int, is_changed: bool) -> Scenario:
    """Nothing happens but, where asked for, the one policy change in the middle; who is hit more stays."""
    whole = Scenario.read(WALLETS, seed, DAYS + BEFORE_THEM)
    held = {kind: [] for kind in whole.happenings}
    held["tilt"] = [one for one in whole.happenings["tilt"] if "starts_at" not in one]
    if is_changed:
        held["policy_change"] = [one for one in whole.happenings["policy_change"] if one["clause"] == CLAUSE]
    ends = {"ends_at": CHANGED_AT + timedelta(weeks=WEEKS)}
    return replace(whole, happenings=held, world={**whole.world, **ends})


def seen(seed: int, is_changed: bool) -> Seen:
    scenario = world(seed, is_changed)
    rows = Simulation(scenario).block(0, WALLETS, lambda _: None)
    rows = rows[np.isin(rows["type"], [FAILED, SUCCEEDED])]
    day = (rows["paired"] - scenario.starts_at) // DAY - BEFORE_THEM
    rows, day = rows[day >= 0], day[day >= 0]
    cube = np.zeros((2, len(scenario.platforms), DAYS))
    for kind, which in enumerate((rows["type"] == FAILED, rows["type"] >= 0)):
        np.add.at(cube[kind], (rows["platform"][which], day[which]), 1)
    is_after = np.arange(DAYS) >= DAYS // 2
    panel = Panel(("all",), scenario.platform_names, is_after, cube[:1], cube[1:])
    return Seen(panel, repeat_effects(repeats(scenario, rows, day)))


def repeats(scenario: Scenario, rows: Rows, day: Ints) -> pd.DataFrame:
    """What repeats_by_platform.sql counts of a log."""
    names = np.array(scenario.platform_names)[rows["platform"]]
    told = {"platform": names, "wallet": rows["wallet"], "day": day, "is_after": day >= DAYS // 2}
    attempts = pd.DataFrame(told).assign(failures=rows["type"] == FAILED, decided=1)
    wallet = ["platform", "is_after", "wallet"]
    days = attempts.groupby([*wallet, "day"])[["failures", "decided"]].sum()
    together, apart = squared(days.groupby(wallet).sum()), squared(days)
    beyond = together.groupby(wallet[:2]).sum() - apart.groupby(wallet[:2]).sum()
    return beyond.assign(**days.groupby(wallet[:2]).sum()).reset_index()


def squared(counts: pd.DataFrame) -> pd.DataFrame:
    failures, decided = counts["failures"], counts["decided"]
    products = {"failures_squared": failures**2, "decided_squared": decided**2}
    return pd.DataFrame({**products, "failures_times_decided": failures * decided})


def rate_after(held: list[Seen]) -> float:
    """Over all seeds together: near what the world makes on average."""
    after = [one.panel.sides[1] for one in held]
    return sum(side.failures[0, 0].sum() for side in after) / sum(side.decided[0, 0].sum() for side in after)


@pytest.fixture(scope="module")
def changed() -> list[Seen]:
    return [seen(seed, is_changed=True) for seed in SEEDS]


@pytest.fixture(scope="module")
def unchanged() -> list[Seen]:
    return [seen(seed + 1000, is_changed=False) for seed in SEEDS]


@pytest.mark.slow
def test_the_interval_holds_the_true_change(changed: list[Seen], unchanged: list[Seen]) -> None:
    """True is what the same weeks are like with the change less without it; 80 seeds each tell it to 0.3 points."""
    truth = rate_after(changed) - rate_after(unchanged)
    assert 0.005 < truth < 0.03
    held = [one.against for one in changed]
    covered = np.mean([one["low"] <= truth <= one["high"] for one in held])
    assert covered >= 0.90  # 95 % of 80, less two standard errors
    assert abs(np.mean([one["value"] for one in held]) - truth) < 0.008


@pytest.mark.slow
def test_on_a_date_without_a_change_it_rejects_at_about_its_level(unchanged: list[Seen]) -> None:
    assert np.mean([one.against["p_value"] < 0.05 for one in unchanged]) <= 0.10
