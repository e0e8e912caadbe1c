"""From judged hours to spikes."""

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from analysis.spike_spans import largest_stretch, likeliest_stretch, spans

START = pd.Timestamp("2026-01-05")


def judged(observed: list[int], p_value: list[float], spikes: list[int]) -> pd.DataFrame:
    """Hours with one failure in ten attempts expected."""
    at = pd.date_range(START, periods=len(observed), freq="h")
    frame = pd.DataFrame({"series": "s", "at": at, "observed": observed, "exposure": 10.0, "expected": 1.0})
    return frame.assign(p_value=p_value, is_spike=np.isin(np.arange(len(observed)), spikes))


def test_the_largest_stretch_by_hand() -> None:
    # 3 - 1 + 4 = 6 from index 1 to 3
    assert largest_stretch(np.array([-2.0, 3.0, -1.0, 4.0, -5.0, 2.0])) == (1, 3)


def test_the_likeliest_stretch_leaves_out_a_failure_before_attempts_that_went_well() -> None:
    failures = np.array([1.0, 0.0, 0.0, 3.0, 4.0, 0.0, 3.0, 0.0])
    # 11 of 28 against .02 before: a failure speaks by ln(.393 / .02) = 2.98, a success by ln(.607 / .98) = -.48.
    # First hour: 2.98 - 3 * .48 = 1.54, then eight successes: -3.83. The fourth to the seventh: 10 * 2.98 - 6 * .48.
    assert likeliest_stretch(failures, np.array([4.0, 4.0, 4.0, 4.0, 4.0, 4.0, 4.0, 0.0]), 0.02) == (3, 6)
    # with nobody asking between, the first is of the same stretch
    assert likeliest_stretch(failures, np.array([4.0, 0.0, 0.0, 4.0, 4.0, 4.0, 4.0, 0.0]), 0.02) == (0, 6)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1), st.floats(1e-6, 0.999))
def test_the_likeliest_stretch_begins_and_ends_with_a_failure(counts: list[tuple[int, int]], usual: float) -> None:
    failures, others = (np.array(each, dtype=float) for each in zip(*counts, strict=True))
    if failures.sum():
        first, last = likeliest_stretch(failures, failures + others, usual)
        assert first <= last
        assert failures[first] > 0
        assert failures[last] > 0


def test_a_spike_reaches_from_its_first_excess_to_its_last() -> None:
    observed = [1, 1, 4, 1, 9, 9, 9, 1, 1, 1, 1]
    [found] = spans(judged(observed, [1, 1, 0.2, 0.2, 1e-6, 1e-9, 1e-9, 1e-5, 0.5, 0.5, 0.5], [5, 6]))
    # over twice the expected count: -1 -1 2 -1 7 7 7 -1: largest from the hour with 4 on
    assert (found.started_at, found.last_at) == (START + pd.Timedelta(hours=2), START + pd.Timedelta(hours=6))
    assert (found.observed, found.expected, found.exposure, found.score) == (32, 5.0, 50.0, 9.0)
    assert not found.is_open  # 32 of 50 failed; of the 40 attempts since, 26 would have


def test_a_spike_with_nothing_after_it_is_open() -> None:
    [found] = spans(judged([1] * 10 + [9, 9], [1.0] * 10 + [1e-7, 1e-9], [10, 11]))
    assert found.is_open


def test_two_spikes_a_day_apart_are_two_and_three_hours_apart_are_one() -> None:
    quiet, loud = [1] * 24, [9, 9]
    far = judged(loud + quiet + loud, [1e-9] * 2 + [0.5] * 24 + [1e-9] * 2, [0, 26])
    assert len(spans(far)) == 2
    near = judged(loud + quiet[:3] + loud, [1e-9] * 2 + [0.5] * 3 + [1e-9] * 2, [0, 5])
    assert len(spans(near)) == 1


def test_an_excess_of_a_few_failures_is_no_spike() -> None:
    assert spans(judged([1, 1, 5, 1], [1, 1, 1e-9, 1], [2])) == []  # four more than expected


def test_without_a_discovery_there_is_none() -> None:
    assert spans(judged([1, 9, 9, 1], [1, 1e-3, 1e-3, 1], [])) == []


def stage_of(observed: list[int]) -> str:
    quiet = [1] * 12
    [found] = spans(judged(quiet + observed, [0.5] * 12 + [1e-9] * len(observed), list(range(12, 12 + len(observed)))))
    return found.stage


def test_the_stage_by_hand() -> None:
    assert stage_of([6, 6]) == "opened"
    # thirds of six hours: 2 hours each; excess of the newest 10 and of those before 10
    assert stage_of([6, 6, 6, 6, 6, 6]) == "lasting"
    # 8 + 8 - 2 = 14 against 4 + 4 - 2 = 6
    assert stage_of([6, 6, 4, 4, 8, 8]) == "growing"
    # 3 + 3 - 2 = 4 against 9 + 9 - 2 = 16
    assert stage_of([6, 6, 9, 9, 3, 3]) == "recovering"
