"""The what-if against the simulator, which can lift the rule and let the same wallets go through it again."""

from collections import Counter
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from lifted_rules import snapshot_of

from analysis.what_if import WhatIf, what_if
from dashboards.queries import Selection, ask
from dashboards.queries.policy import rule_parameters
from pipelines.demo.lifting import FirstCases, Saving
from pipelines.demo.scenario import Scenario

# Rules of both categories: ones that pass by themselves and ones that people must mend, rare ones and frequent ones.
RULES = (
    "pp_balance_not_zero",
    "pp_auto_debit_active",
    "pp_residual_below_minimum",
    "pp_risk_control_hold",
    "lr_loan_outstanding",
    "pp_linked_account",
    "pp_manual_review",
    "pp_transaction_pending",
)
FIGURES = ("failures_spared", "cases_more", "days_saved")
SEEDS = range(100, 200)
ALL_DAYS = Selection(date(2026, 1, 1), date(2026, 12, 31))


def compared(seed: int, wallets: int) -> tuple[WhatIf, Saving]:
    """What the log of one world says of lifting a rule on every platform, and what it truly saves there."""
    world = FirstCases.of(Scenario.read(wallets, seed, 180))
    rule = RULES[seed % len(RULES)]
    with snapshot_of(world) as snapshot:
        said = what_if(ask(snapshot, "what_if_paths", ALL_DAYS, **rule_parameters([rule])))
    return said, world.saving((platform, rule) for platform in world.scenario.platform_names)


def is_within(said: WhatIf, truth: Saving, figure: str) -> bool:
    estimate = getattr(said, figure)
    return bool(estimate.low <= getattr(truth, figure) <= estimate.high)


@pytest.mark.slow
def test_the_truth_lies_within_the_interval_in_95_of_100_worlds() -> None:
    worlds = [compared(seed, wallets=12_000) for seed in SEEDS]
    within = Counter(figure for world in worlds for figure in FIGURES if is_within(*world, figure))
    assert {figure: within[figure] for figure in FIGURES if within[figure] < 95} == {}


def test_lifting_takes_out_the_rule_and_leaves_every_other_blocker() -> None:
    scenario = Scenario.read(3000, 5, 180)
    cause = scenario.cause("pp_auto_debit_active")
    rules = {("aurora", "pp_auto_debit_active")}
    logged = FirstCases.of(scenario)
    lifted = FirstCases.of(replace(scenario, lifted=frozenset(rules)))
    is_aurora = logged.crowd.platform == scenario.platform_names.index("aurora")
    hit = is_aurora & (logged.course.hidden == cause).any(axis=1)
    assert hit.sum() > 20
    assert (logged.course.hidden[~hit] == lifted.course.hidden[~hit]).all()
    for before, after in zip(logged.course.hidden[hit], lifted.course.hidden[hit], strict=True):
        left = [blocker for blocker in before if blocker not in (0, cause)]
        assert after.tolist() == left + [0] * (4 - len(left))
    is_of_aurora = np.isin(lifted.rows["wallet"], lifted.crowd.wallet[is_aurora])
    assert not (is_of_aurora & (lifted.rows["cause"] == cause)).any()


def test_a_rule_that_stands_nowhere_saves_nothing() -> None:
    world = FirstCases.of(Scenario.read(500, 5, 180))
    assert world.saving([("egret", "pp_investment_held")]) == Saving(0, 0.0, 0.0, 0.0)
