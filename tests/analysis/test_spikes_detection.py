"""Which intervals are spikes: known answers and laws, on seeded series."""

import numpy as np
import pandas as pd
import pytest

from analysis.spikes import detect, discoveries

HOURS = 24 * 28
START = pd.Timestamp("2026-01-05")


def series(observed: np.ndarray, exposure: np.ndarray | None = None, name: str = "s") -> pd.DataFrame:
    at = pd.date_range(START, periods=len(observed), freq="h")
    frame = pd.DataFrame({"series": name, "at": at, "observed": observed})
    return frame if exposure is None else frame.assign(exposure=exposure)


def poisson(mean: float | np.ndarray, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).poisson(mean, HOURS)


def test_a_jump_is_a_spike_and_what_was_before_is_not() -> None:
    observed = poisson(4.0)
    observed[600:606] = 30
    found = detect(series(observed), 1e-4)
    assert found["is_spike"][600:606].all()
    assert not found["is_spike"][:600].any()
    assert found["expected"][600] == pytest.approx(4.0, abs=1.0)


def test_the_first_two_weeks_are_not_judged() -> None:
    found = detect(series(poisson(4.0)))
    assert found.loc[: 24 * 14 - 1, ["expected", "upper", "p_value"]].isna().all().all()
    assert found.loc[24 * 14 :, ["expected", "upper", "p_value"]].notna().all().all()


def test_one_day_of_history_is_judged_not_at_all() -> None:
    found = detect(series(np.full(24, 9)))
    assert not found["is_spike"].any()
    assert found["p_value"].isna().all()


def test_a_surge_of_traffic_with_the_same_rate_is_no_spike() -> None:
    attempts = np.full(HOURS, 100.0)
    attempts[550:620] = 400
    observed = poisson(0.05 * attempts)
    assert detect(series(observed), 1e-4)["is_spike"].any()  # the plain count cannot tell
    assert not detect(series(observed, attempts), 1e-4)["is_spike"].any()


def test_a_lost_half_of_the_traffic_is_no_spike_although_the_rate_doubles() -> None:
    attempts = np.full(HOURS, 100.0)
    attempts[550:] = 50
    assert not detect(series(poisson(5.0), attempts), 1e-4)["is_spike"].any()


def test_a_daily_rhythm_is_expected() -> None:
    usual = 10 * (1 + 0.9 * np.sin(2 * np.pi * np.arange(HOURS) / 24))
    found = detect(series(poisson(usual)), 1e-4)
    assert not found["is_spike"].any()
    late = found.index[24 * 21 :]
    assert np.corrcoef(found["expected"][late], usual[24 * 21 :])[0, 1] > 0.97


def test_nothing_looks_ahead() -> None:
    observed = poisson(3.0)
    changed = observed.copy()
    changed[500:] = 50
    before, after = detect(series(observed)), detect(series(changed))
    pd.testing.assert_frame_equal(before[:500], after[:500])


def test_the_order_of_the_rows_changes_nothing() -> None:
    both = pd.concat([series(poisson(3.0)), series(poisson(1.0, 2), name="t")], ignore_index=True)
    shuffled = both.sample(frac=1, random_state=3)
    pd.testing.assert_frame_equal(detect(both), detect(shuffled).sort_index())


def test_an_outbreak_long_ago_hardly_changes_the_answer() -> None:
    observed = poisson(3.0)
    sick = observed.copy()
    sick[340:364] += 40
    healthy, scarred = detect(series(observed)), detect(series(sick))
    ratio = scarred["expected"][550:] / healthy["expected"][550:]
    assert ratio.between(0.9, 1.1).all()


def test_single_failures_of_a_rare_series_are_no_spikes_and_stay_in_its_baseline() -> None:
    observed = poisson(0.02)
    found = detect(series(observed), 1e-4)
    assert not found["is_spike"].any()
    assert found["expected"].mean() == pytest.approx(0.02, abs=0.01)


def test_missing_hours_count_as_zero_but_without_traffic_are_not_judged() -> None:
    full = series(poisson(3.0), np.full(HOURS, 60.0))
    quiet = full.drop(full.index[400:500])
    quiet.loc[510, ["observed", "exposure"]] = 0
    by_rate = detect(quiet)
    assert np.isnan(by_rate["p_value"][510])
    assert by_rate["expected"][600] == pytest.approx(3.0, abs=1.0)
    by_count = detect(quiet.drop(columns="exposure"))
    assert by_count["expected"][520] < 2.9  # a hundred zeros among five hundred hours


def test_p_values_keep_their_level_on_quiet_series() -> None:
    quiet = pd.concat([series(poisson(2.0, seed), name=f"s{seed}") for seed in range(12)])
    p_value = detect(quiet)["p_value"].dropna()
    assert 0.005 < (p_value <= 0.05).mean() < 0.06
    assert (p_value <= 0.001).mean() < 0.004


@pytest.mark.parametrize("observed", [np.zeros(HOURS), np.full(HOURS, 7.0)])
def test_constant_series_have_no_spikes(observed: np.ndarray) -> None:
    assert not detect(series(observed))["is_spike"].any()


def test_weekly_series_have_a_season_of_a_year() -> None:
    at = pd.date_range("2015-01-05", periods=400, freq="7D")
    usual = np.exp(2 + 0.5 * np.cos(2 * np.pi * np.arange(400) / 52.18))
    observed = np.random.default_rng(5).poisson(usual)
    observed[390] += 40
    found = detect(pd.DataFrame({"series": "s", "at": at, "observed": observed}))
    assert found["is_spike"][390]
    assert found["is_spike"].sum() <= 8  # 348 judged weeks at one in a hundred: 3.5 expected
    assert np.corrcoef(found["expected"][300:], usual[300:])[0, 1] > 0.95


def test_rows_of_the_same_hour_are_judged_by_their_sum() -> None:
    observed = poisson(4.0)
    halves = pd.concat([series(observed // 2), series(observed - observed // 2)], ignore_index=True)
    whole = detect(series(observed))["p_value"].to_numpy()
    np.testing.assert_array_equal(detect(halves)["p_value"].to_numpy(), np.concatenate([whole, whole]))


def test_discoveries_by_hand() -> None:
    # level .05, four series: sorted .01 <= .0125, .02 <= .025, .04 > .0375, .9 > .05; so the first two
    found = discoveries(np.array([[0.9], [0.01], [0.04], [0.02]]), 0.05)
    assert found.ravel().tolist() == [False, True, False, True]
    # two judged series only: .03 > .025 but .03 <= .05 is not reached, as .2 > .05
    assert not discoveries(np.array([[np.nan], [0.03], [0.2]]), 0.05).any()


def test_no_rows_are_no_spikes() -> None:
    found = detect(series(np.array([])))
    assert list(found.columns) == ["series", "at", "observed", "expected", "upper", "p_value", "is_spike"]
    assert found.empty


def test_what_cannot_be_judged_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match="lack the columns at, observed"):
        detect(pd.DataFrame({"series": ["s"]}))
    with pytest.raises(ValueError, match="negative"):
        detect(series(np.array([-1.0])))


def test_numbered_weeks_and_epoch_seconds_are_judged_like_instants() -> None:
    rng = np.random.default_rng(3)
    weeks = np.arange(200)
    counts = pd.DataFrame({"series": "a", "at": pd.Timestamp("2020-01-06") + pd.to_timedelta(7 * weeks, "D")})
    counts["observed"] = rng.poisson(5, len(weeks))
    epoch = counts["at"].astype("datetime64[s]").astype("int64")
    by_instant, by_number, by_second, by_millisecond = (
        detect(counts.assign(at=at))["p_value"] for at in (counts["at"], weeks, epoch, epoch * 1000)
    )
    for other in (by_number, by_second, by_millisecond):
        pd.testing.assert_series_equal(by_instant, other)
