"""Findings on months in which nothing was planted are false; on those in which something was, they find it.

Measured 2026-11-25 at the sample's size (40,000 wallets, 180 days): 9 of 692 quiet weeks had a finding (173 seeds).
"""

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context

import pandas as pd
import pytest
from simulated_weeks import compared, finished_on, simulated, without_changes

from analysis.findings import judged
from pipelines.demo.scenario import Scenario

SEEDS, WALLETS, DAYS = 200, 24_000, 140  # about the daily traffic of the sample
PLANTED_SEEDS = 10
WEEKS = range(4)
# A week with something planted in it, and the sub-cause and platform that it hits.
OUTAGES = {
    date(2026, 9, 28): ("tf_otp_not_delivered", "bamboo"),
    date(2026, 8, 24): ("tf_data_transfer_error", "aurora"),
}


def false_weeks(seed: int) -> int:
    """In how many of a month's weeks something was found where nothing changed."""
    scenario = without_changes(Scenario.read(WALLETS, seed, DAYS))
    log = simulated(scenario)
    return sum(bool(judged(*compared(scenario, log, week))["is_finding"].any()) for week in WEEKS)


def outages_found(seed: int) -> int:
    """How many of the outages are found, by sub-cause and platform, among the findings of their week."""
    scenario = Scenario.read(40_000, seed, 180)
    log = simulated(scenario)
    return sum(is_found(scenario, log, week, *OUTAGES[week]) for week in OUTAGES)


def is_found(
    scenario: Scenario, log: tuple[pd.DataFrame, pd.DataFrame], monday: date, cause: str, platform: str
) -> bool:
    back = (finished_on(scenario) - monday).days // 7 - 1
    found = judged(*compared(scenario, log, back))
    # Numbers where all of a column are numbers, with a point where others are missing, else texts.
    value, place = (pd.to_numeric(found[name], errors="coerce") for name in ("value", "platform"))
    is_it = (value == scenario.cause(cause)) & (place == scenario.platform_names.index(platform))
    return bool((found["is_finding"] & is_it & (found["difference"] > 0)).any())


def by_seed(count: Callable[[int], int], seeds: int) -> list[int]:
    # Not forked: pandas and numpy have threads of their own.
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        return list(pool.map(count, range(1, seeds + 1)))


@pytest.mark.slow
def test_at_most_one_finding_in_twenty_weeks_without_change_is_false() -> None:
    # Every finding is false here, so that the false discovery rate is the share of weeks with any.
    found = by_seed(false_weeks, SEEDS)
    assert sum(found) / (SEEDS * len(WEEKS)) <= 0.05


@pytest.mark.slow
def test_planted_outages_are_found() -> None:
    assert sum(by_seed(outages_found, PLANTED_SEEDS)) >= 0.7 * PLANTED_SEEDS * len(OUTAGES)


def test_a_quiet_month_has_nothing_to_tell() -> None:
    assert false_weeks(1) == 0
