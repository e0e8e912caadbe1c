"""The generators of the back-tests: moments as the settings say, truth where it is said to be."""

import numpy as np
import pytest

from benchmarks.planted_slices import DIMENSIONS, planted_leaves
from benchmarks.surveillance import SCORED_FROM, WEEKS, outbreak, settings, surveillance_series


def test_there_are_28_settings_and_their_means_by_hand() -> None:
    held = list(settings())
    assert len(held) == 28
    # plain, season, trend and both of the first: e^.1 = 1.105; week 52: cos 1, sin 0, so e^(.1 + .6) = 2.014
    assert held[0].mean() == pytest.approx(np.full(WEEKS, 1.10517), abs=1e-5)
    assert held[1].mean()[51] == pytest.approx(2.01375, abs=1e-5)
    # e^(.1 + .0025 * 624) = 5.259
    assert held[2].mean()[-1] == pytest.approx(5.2593, abs=1e-4)
    assert held[3].mean()[-1] == pytest.approx(np.exp(0.1 + 1.56 + 0.6), abs=1e-4)


@pytest.mark.parametrize("number", range(0, 28, 3))
def test_counts_have_the_mean_and_the_variance_of_their_setting(number: int) -> None:
    setting = list(settings())[number]
    drawn = np.stack([setting.counts(np.random.default_rng([5, seed])) for seed in range(100)])
    pearson = np.square(drawn - setting.mean()) / setting.mean()
    # 62,400 counts
    assert drawn.sum() / (100 * setting.mean().sum()) == pytest.approx(1.0, abs=0.05)
    assert pearson.mean() == pytest.approx(setting.phi, rel=0.1)


def test_an_outbreak_begins_in_its_week_and_holds_its_cases() -> None:
    found = outbreak(np.random.default_rng(1), 400.0, 600)
    assert found.sum() == pytest.approx(400, abs=60)
    assert found[:600].sum() == 0
    # the median of a log-normal about 0 is one week: half of the cases in the first
    assert found[600] == pytest.approx(found.sum() / 2, rel=0.15)
    assert outbreak(np.random.default_rng(1), 0.0, 600).sum() == 1


def test_series_are_seeded_and_their_newest_outbreak_lies_in_the_scored_weeks() -> None:
    weeks = surveillance_series(1)
    assert weeks.equals(surveillance_series(1))
    assert not weeks.equals(surveillance_series(1, seed=2))
    assert weeks["series"].nunique() == 28
    assert weeks["is_scored"].sum() == 28 * (WEEKS - SCORED_FROM) == 28 * 49
    assert (weeks["observed"] - weeks["baseline"] == weeks["outbreak"]).all()
    assert weeks.loc[~weeks["is_scored"], "outbreak"].sum() == 0
    assert (weeks.groupby("series")["outbreak"].sum() > 0).all()


@pytest.mark.parametrize("count_causes", [1, 3])
def test_planted_slices_lose_and_others_do_not(count_causes: int) -> None:
    leaves, truth = planted_leaves(count_causes, 0.0, seed=3)
    assert len(leaves) == 10 * 12 * 10 * 8
    assert len(truth) == count_causes
    is_in = np.zeros(len(leaves), dtype=bool)
    for element in truth:
        assert len(element) == 2
        is_in |= np.logical_and.reduce([leaves[name] == value for name, value in element])
    ratio = leaves["observed"] / leaves["expected"]
    assert ratio[is_in].between(0.2 - 1e-9, 0.8 + 1e-9).all()
    assert ratio[~is_in].to_numpy() == pytest.approx(1.0)
    assert set(DIMENSIONS) <= set(leaves.columns)
