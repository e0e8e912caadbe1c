"""Resampling: near the known interval of a mean, wider where rows of a cluster go together, the same each time."""

import numpy as np
import pytest

from analysis.bootstrap import cluster_interval

VALUES = np.random.default_rng(3).normal(10, 2, size=400)


def mean(places: np.ndarray) -> float:
    return float(VALUES[places].mean())


def test_near_the_interval_of_a_mean() -> None:
    low, high = cluster_interval(mean, range(400))
    half = 1.96 * VALUES.std() / 20
    assert (low, high) == pytest.approx((VALUES.mean() - half, VALUES.mean() + half), abs=0.05)


def test_the_same_rows_give_the_same_interval() -> None:
    assert cluster_interval(mean, range(400)) == cluster_interval(mean, range(400))


def test_rows_that_go_together_say_less() -> None:
    order = np.argsort(VALUES)
    clusters = np.empty(400, dtype=int)
    clusters[order] = np.repeat(range(10), 40)  # like with like
    low, high = cluster_interval(mean, clusters.tolist())
    apart_low, apart_high = cluster_interval(mean, range(400))
    assert high - low > 3 * (apart_high - apart_low)


def test_one_cluster_tells_nothing_of_others() -> None:
    assert np.isnan(cluster_interval(mean, ["one"] * 400)).all()
