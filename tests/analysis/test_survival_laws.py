"""Laws that hold for any durations, whole or not, tied or not, open or not."""

from random import Random

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from analysis.survival import aalen_johansen, kaplan_meier, logrank, median, quantile, restricted_mean

DURATIONS = st.one_of(st.integers(0, 12), st.floats(0, 1e6, allow_subnormal=False))
CAUSES = st.sampled_from(["resolved", "withdrawn", "abandoned", None])


@st.composite
def cases(draw: st.DrawFn, least: int = 1) -> pd.DataFrame:
    rows = draw(st.lists(st.tuples(DURATIONS, st.booleans(), CAUSES), min_size=least, max_size=40))
    frame = pd.DataFrame(rows, columns=["duration", "ended", "cause"])
    return frame.astype({"duration": float, "cause": object})


def limits(curve: pd.DataFrame) -> pd.DataFrame:
    return curve[["lower", "upper"]].dropna()


@given(cases())
def test_survival_falls_from_1_to_0_and_its_band_holds_it(frame: pd.DataFrame) -> None:
    curve = kaplan_meier(frame["duration"], frame["ended"])
    assert curve["survival"].between(0, 1).all()
    assert curve["survival"].is_monotonic_decreasing
    known = curve.dropna()
    assert limits(curve).stack().between(0, 1).all()
    assert ((known["lower"] <= known["survival"]) & (known["survival"] <= known["upper"])).all()


@given(cases())
def test_every_row_is_counted_once(frame: pd.DataFrame) -> None:
    curve = kaplan_meier(frame["duration"], frame["ended"])
    assert curve["events"].sum() == frame["ended"].sum()
    assert curve["events"].sum() + curve["censored"].sum() == len(frame) == curve["at_risk"].iloc[0]


@given(cases())
def test_with_nothing_open_it_is_the_share_that_lasted_longer(frame: pd.DataFrame) -> None:
    curve = kaplan_meier(frame["duration"], np.ones(len(frame), dtype=bool))
    lasted = [(frame["duration"] > time).mean() for time in curve["time"]]
    assert curve["survival"].tolist() == pytest.approx(lasted, abs=1e-12)


@given(cases())
def test_with_nothing_open_the_median_is_the_plain_one(frame: pd.DataFrame) -> None:
    curve = kaplan_meier(frame["duration"], np.ones(len(frame), dtype=bool))
    assert median(curve).time == pytest.approx(frame["duration"].median())


@given(cases())
def test_with_nothing_open_the_mean_is_the_plain_one(frame: pd.DataFrame) -> None:
    assume(frame["duration"].max() > 0)
    horizon = frame["duration"].max() * 2
    result = restricted_mean(kaplan_meier(frame["duration"], np.ones(len(frame), dtype=bool)), horizon)
    spread = frame["duration"].std(ddof=0) / np.sqrt(len(frame))
    assert result.time == pytest.approx(frame["duration"].mean())
    assert (result.standard_error or 0.0) == pytest.approx(spread, rel=1e-6, abs=1e-7 * horizon)


@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_rows_is_nothing(frame: pd.DataFrame, random: Random) -> None:
    order = list(range(len(frame)))
    random.shuffle(order)
    mixed = frame.iloc[order]
    pd.testing.assert_frame_equal(
        kaplan_meier(frame["duration"], frame["ended"]), kaplan_meier(mixed["duration"], mixed["ended"])
    )
    pd.testing.assert_frame_equal(
        aalen_johansen(frame["duration"], frame["cause"]), aalen_johansen(mixed["duration"], mixed["cause"])
    )


@given(cases(), st.data())
def test_a_weight_is_so_many_rows(frame: pd.DataFrame, data: st.DataObject) -> None:
    counts = data.draw(st.lists(st.integers(0, 4), min_size=len(frame), max_size=len(frame)))
    repeated = frame.loc[np.repeat(frame.index, counts)]
    pd.testing.assert_frame_equal(
        kaplan_meier(frame["duration"], frame["ended"], weights=counts),
        kaplan_meier(repeated["duration"], repeated["ended"]),
    )
    weighted = logrank(frame["duration"], frame["ended"], frame["cause"].fillna("open"), weights=counts)
    plain = logrank(repeated["duration"], repeated["ended"], repeated["cause"].fillna("open"))
    assert weighted.chi_square == pytest.approx(plain.chi_square)


@given(cases())
def test_an_entry_before_everything_changes_nothing(frame: pd.DataFrame) -> None:
    since = np.full(len(frame), -1.0)
    pd.testing.assert_frame_equal(
        kaplan_meier(frame["duration"], frame["ended"], entry=since),
        kaplan_meier(frame["duration"], frame["ended"]),
    )


@given(cases())
def test_a_row_cut_in_two_is_the_same_row(frame: pd.DataFrame) -> None:
    end, none = frame["duration"] + 1, pd.Series([None] * len(frame), dtype=object)
    both, entry = pd.concat([end / 2, end]), pd.concat([0 * end, end / 2])
    whole = aalen_johansen(end, frame["cause"])
    cut = aalen_johansen(both, pd.concat([none, frame["cause"]]), entry=entry)
    told = ["cause", "time", "at_risk", "events", "incidence"]  # the error takes the two parts for two wallets
    pd.testing.assert_frame_equal(cut.loc[cut["time"].isin(end), told].reset_index(drop=True), whole[told])
    groups = ["first" if duration < 3 else "second" for duration in frame["duration"]]
    flags = pd.concat([0 * frame["ended"], frame["ended"]])
    tested = logrank(both, flags, groups * 2, entry=entry)
    assert tested.chi_square == pytest.approx(logrank(end, frame["ended"], groups).chi_square)


@given(cases(), st.floats(0.01, 0.98), st.floats(0.001, 0.009))
def test_quantiles_rise_and_lie_in_their_interval(frame: pd.DataFrame, q: float, step: float) -> None:
    curve = kaplan_meier(frame["duration"], frame["ended"])
    first, second = quantile(curve, q), quantile(curve, q + step)
    assert second.time is None or (first.time is not None and first.time <= second.time)
    if first.time is not None:
        assert first.low is None or first.low <= first.time
        assert first.high is None or first.time <= first.high


@given(cases())
def test_one_cause_is_one_minus_kaplan_meier(frame: pd.DataFrame) -> None:
    assume(frame["ended"].any())
    curve = kaplan_meier(frame["duration"], frame["ended"])
    ends = aalen_johansen(frame["duration"], np.where(frame["ended"], "ended", None))
    assert ends["incidence"].tolist() == pytest.approx((1 - curve["survival"]).tolist(), abs=1e-12)
    # Greenwood's, undone from the band: log(-log S) is 1.959964 errors of log S / log S from its lower limit.
    inside = curve.dropna()
    spread = np.log(np.log(inside["lower"]) / np.log(inside["survival"])) / 1.959963984540054
    greenwood = spread * -np.log(inside["survival"]) * inside["survival"]
    assert ends.loc[inside.index, "standard_error"].tolist() == pytest.approx(greenwood.tolist(), rel=1e-6, abs=1e-7)


@given(cases())
def test_all_ends_and_the_still_open_are_the_whole(frame: pd.DataFrame) -> None:
    is_ended = frame["cause"].notna()
    assume(is_ended.any())
    shares = aalen_johansen(frame["duration"], frame["cause"]).groupby("time")["incidence"].sum()
    still = kaplan_meier(frame["duration"], is_ended).set_index("time")["survival"]
    assert (shares + still).tolist() == pytest.approx([1.0] * len(still))
