"""Series as they come: with holes, doubled, late, dead, without a clock. Not judged is said, and is no all-clear."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from analysis.spikes import detect

HOURS = 24 * 21
WARM_UP = 24 * 14
START = "2026-03-10"  # 2026-03-29, the day clocks go forward in Berlin, is judged
ANSWERS = ["expected", "upper", "p_value"]


def series(name: str = "s", hours: int = HOURS, start: str = START, seed: int = 1) -> pd.DataFrame:
    """Four failures of forty attempts an hour."""
    at = pd.date_range(start, periods=hours, freq="h")
    observed = np.random.default_rng(seed).poisson(4.0, hours).astype(float)
    return pd.DataFrame({"series": name, "at": at, "observed": observed, "exposure": 40.0})


def test_an_unknown_count_is_not_judged_and_is_no_zero() -> None:
    frame = series()
    frame.loc[[400, 401], "observed"] = [np.nan, np.inf]
    frame.loc[402, "exposure"] = np.nan
    found = detect(frame)
    assert found.loc[400:402, ANSWERS].isna().all().all()
    assert not found.loc[400:402, "is_spike"].any()
    assert found.drop([400, 401, 402]).loc[WARM_UP:, "p_value"].notna().all()
    by_count = detect(frame.drop(columns="exposure"))
    assert by_count.loc[400:401, "p_value"].isna().all()
    assert by_count["p_value"][402] > 0


def test_many_unknown_counts_do_not_lower_what_is_expected() -> None:
    frame = series()
    frame.loc[frame.index % 2 == 0, "observed"] = np.nan
    for known in (frame, frame.drop(columns="exposure")):
        assert detect(known)["expected"][WARM_UP + 1 :].mean() == pytest.approx(4.0, abs=0.6)


def test_a_row_without_an_instant_is_not_judged_and_disturbs_nothing() -> None:
    frame = pd.concat([series(), series().head(1).assign(at=pd.NaT, observed=900.0)], ignore_index=True)
    found = detect(frame)
    pd.testing.assert_frame_equal(found.head(HOURS)[ANSWERS], detect(series())[ANSWERS])
    assert found.iloc[-1][ANSWERS].isna().all()
    assert detect(series().assign(at=pd.NaT))["p_value"].isna().all()


@pytest.mark.parametrize("jump", ["1970-01-01", "2099-12-31"])
def test_a_clock_that_jumps_by_decades_costs_one_row(jump: str) -> None:
    frame = series()
    frame.loc[100, "at"] = pd.Timestamp(jump)
    found = detect(frame)
    assert np.isnan(found["p_value"][100])
    assert found["p_value"][WARM_UP:].notna().all()


def test_a_clock_a_little_off_stays_in_its_hour() -> None:
    frame = series()
    early = frame.assign(at=frame["at"].where(frame.index != 400, frame["at"] - pd.Timedelta(seconds=2)))
    pd.testing.assert_frame_equal(detect(early)[ANSWERS], detect(frame)[ANSWERS])


def test_instants_with_a_zone_are_judged_like_those_in_utc_across_the_change_of_clocks() -> None:
    utc = series()
    local = utc.assign(at=utc["at"].dt.tz_localize("UTC").dt.tz_convert("Europe/Berlin"))
    mixed = local.assign(at=local["at"].astype(object))
    for frame in (local, mixed):
        pd.testing.assert_frame_equal(detect(frame)[ANSWERS], detect(utc)[ANSWERS])


def test_local_hours_without_a_zone_are_summed_where_they_come_twice() -> None:
    local = series(start="2026-10-10").assign(at=lambda it: in_berlin(it["at"]))
    found = detect(local)
    # of the night of 2026-10-25, 02:00 comes twice: 2 * 40 attempts, expected about 8
    twice = found[found["at"] == pd.Timestamp("2026-10-25 02:00")]
    assert len(twice) == 2
    assert twice["expected"].to_list() == [pytest.approx(8.0, abs=2.0)] * 2
    assert not twice["is_spike"].any()


def in_berlin(at: "pd.Series[pd.Timestamp]") -> "pd.Series[pd.Timestamp]":
    return at.dt.tz_localize("UTC").dt.tz_convert("Europe/Berlin").dt.tz_localize(None)


def test_a_series_that_begins_late_is_not_judged_before_it_has_a_past() -> None:
    """A fit to nothing would expect every attempt to fail, and find a failing platform as usual."""
    late = series("late", hours=24 * 35).tail(24 * 25)
    late["observed"] = late["observed"].where(late["at"] < late["at"].iloc[0] + pd.Timedelta(days=10), 30.0)
    found = detect(pd.concat([series("old", hours=24 * 35), late], ignore_index=True))
    own = found[found["series"] == "late"].reset_index(drop=True)
    assert own["p_value"][:WARM_UP].isna().all()
    assert own["p_value"][WARM_UP + 24 :].notna().all()


def test_a_series_that_dies_leaves_the_others_as_they_were() -> None:
    old, dead = series("old"), series("dead", seed=2).head(WARM_UP + 24)
    found = detect(pd.concat([old, dead], ignore_index=True))
    pd.testing.assert_frame_equal(found[found["series"] == "old"][ANSWERS], detect(old)[ANSWERS])
    assert found[found["series"] == "dead"]["p_value"].notna().sum() == 24


def test_after_a_silence_longer_than_the_memory_a_history_begins_anew() -> None:
    again = series(start="2026-06-10")
    found = detect(pd.concat([series(), again], ignore_index=True))
    assert found["p_value"][HOURS : HOURS + WARM_UP].isna().all()
    assert found["p_value"][HOURS + WARM_UP :].notna().all()


@pytest.mark.parametrize("hours", [0, 1, 2, 24])
def test_too_little_history_is_judged_not_at_all(hours: int) -> None:
    found = detect(series(hours=hours))
    assert len(found) == hours
    assert found["p_value"].isna().all()


@pytest.mark.parametrize("observed", [0.0, 7.0, 1e12])
@pytest.mark.parametrize("exposure", [0.0, 40.0])
def test_constant_series_are_no_spikes(observed: float, exposure: float) -> None:
    found = detect(series().assign(observed=observed, exposure=exposure))
    assert not found["is_spike"].any()
    assert found["p_value"][WARM_UP:].notna().all() == (observed + exposure > 0)


def test_names_of_any_kind_are_series() -> None:
    parts = [series().assign(series=name) for name in ("<b>1</b>", 3, None)]
    frame = pd.concat([part.astype({"series": object}) for part in parts], ignore_index=True)
    found = detect(frame)
    assert found["p_value"].notna().sum() == 3 * (HOURS - WARM_UP)
    named = frame.assign(series=frame["series"].astype("category"))
    pd.testing.assert_frame_equal(detect(named)[ANSWERS], found[ANSWERS])


def test_instants_on_no_regular_interval_are_refused_in_words() -> None:
    at = pd.to_datetime(["2026-01-01 00:00:00.001", "2026-01-01 00:00:00.002", "2026-01-01 00:00:00.003"])
    frame = pd.DataFrame({"series": "s", "at": [*at, pd.Timestamp("2026-01-01 01:00")], "observed": 1})
    with pytest.raises(ValueError, match="no regular interval"):
        detect(frame)


def test_thousands_of_series_are_answered_each() -> None:
    hours = WARM_UP + 2
    names = np.repeat([f"s{number}" for number in range(5000)], hours)
    at = np.tile(pd.date_range(START, periods=hours, freq="h").to_numpy(), 5000)
    frame = pd.DataFrame({"series": names, "at": at, "observed": 1.0})
    frame.loc[len(frame) - 1, "observed"] = 60.0
    found = detect(frame)
    assert found["p_value"].notna().sum() == 2 * 5000
    assert found.index[found["is_spike"]].to_list() == [len(frame) - 1]


rows = st.tuples(
    st.sampled_from(["a", "b", None]),
    st.integers(-3, 24 * 16),
    st.one_of(st.none(), st.floats(0, 1e6), st.just(np.inf)),
    st.one_of(st.none(), st.floats(0, 1e6)),
)


@settings(max_examples=25, phases=[Phase.explicit, Phase.generate])  # shrinking takes minutes here
@given(st.lists(rows, max_size=30), st.booleans(), st.randoms(use_true_random=False))
def test_whatever_comes_is_answered_row_by_row_in_any_order(drawn: list[tuple], is_rate: bool, random) -> None:
    frame = pd.DataFrame(drawn, columns=["series", "at", "observed", "exposure"])
    frame["at"] = pd.Timestamp(START) + pd.to_timedelta(frame["at"].astype(float), "h")
    frame[["observed", "exposure"]] = frame[["observed", "exposure"]].astype(float)
    frame = pd.concat([frame, series("a")], ignore_index=True)
    frame = frame if is_rate else frame.drop(columns="exposure")
    order = list(range(len(frame)))
    random.shuffle(order)
    found, shuffled = detect(frame), detect(frame.iloc[order])
    assert found.index.equals(frame.index)
    assert not found.loc[found["observed"].isna(), "is_spike"].any()
    assert (found["p_value"].isna() == found["expected"].isna()).all()
    assert found["p_value"].dropna().between(0, 3).all()  # three windows tried
    pd.testing.assert_frame_equal(shuffled.sort_index()[ANSWERS], found[ANSWERS], rtol=1e-6)
