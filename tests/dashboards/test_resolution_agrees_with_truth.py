"""The times of the resolution page against the simulator's truth beside the logs: within 2 %.

The truth tells when a person gave up, the log only when the wallet was last heard of. So abandoned cases are left out
where that moment counts (it censors a curve), and kept where it does not (the share of all that is resolved by a day).
"""

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.horizons import ended_by_cause
from analysis.survival import aalen_johansen, kaplan_meier, median
from dashboards.pages.resolution_numbers import HORIZONS, curve_of
from dashboards.queries import Selection, resolution
from warehouse import Snapshot, open_snapshot

EVER = Selection(date(2026, 1, 1), date(2026, 12, 31))
TOLERANCE = 0.02
LEAST_CASES = 30
ABANDONED = "abandoned"


@pytest.fixture
def now(warehouse_folder: Path) -> Snapshot:
    return open_snapshot(warehouse_folder)


@pytest.fixture
def truth(now: Snapshot) -> pd.DataFrame:
    """The failed cases as they went: group columns, end_kind, hours."""
    cases = pd.read_parquet(now.folder.parent / "dashboard-logs" / "truth" / "cases.parquet")
    cases = cases[cases["count_failures"] > 0].drop(columns="end_kind")
    cases = cases.rename(columns={"end_kind_by_contract": "end_kind"})
    as_of, local = pd.Timestamp(now.as_of, tz="UTC"), pd.Timedelta(minutes=now.utc_offset_minutes)
    ended_at = cases["ended_at"].where(cases["end_kind"] != "open", as_of)
    cases["hours"] = (ended_at - cases["first_failed_at"]) / pd.Timedelta(hours=1)
    cases["month"] = (cases["first_requested_at"] + local).dt.strftime("%Y-%m")
    return cases


@pytest.mark.parametrize("by", ["platform", "channel", "month"])
def test_medians_of_kaplan_and_meier(now: Snapshot, truth: pd.DataFrame, by: str) -> None:
    ours = resolution.resolution_durations(now, EVER, by)
    ours, cases = ours[ours["end_kind"] != ABANDONED], truth[truth["end_kind"] != ABANDONED]
    groups = [rows for rows in cases.groupby(by) if len(rows[1]) >= LEAST_CASES]
    assert len(groups) > 1
    for name, rows in groups:
        expected = median(kaplan_meier(rows["hours"], rows["end_kind"] == "succeeded")).time
        assert median(curve_of(ours[ours["group_value"] == name])).time == pytest.approx(expected, rel=TOLERANCE)


def test_medians_of_those_resolved(now: Snapshot, truth: pd.DataFrame) -> None:
    ours = resolution.resolution_durations(now, EVER, "platform")
    ours = ours[ours["end_kind"] == "succeeded"]
    for name, rows in truth.dropna(subset="time_to_resolution_hours").groupby("platform"):
        told = ours[ours["group_value"] == name]
        assert told["count_cases"].sum() == len(rows)
        expected = rows["time_to_resolution_hours"].median()
        assert np.repeat(told["hours"], told["count_cases"]).median() == pytest.approx(expected, rel=TOLERANCE)


def test_the_share_of_all_that_is_resolved_by_a_day(now: Snapshot, truth: pd.DataFrame) -> None:
    counted = resolution.resolution_durations(now, EVER, "platform")
    ends = counted["end_kind"].where(counted["end_kind"] != "open", None)
    curves = aalen_johansen(counted["hours"] / 24, ends, weights=counted["count_cases"])
    known = truth.dropna(subset="hours")
    causes = known["end_kind"].where(known["end_kind"] != "open", None)
    expected = aalen_johansen(known["hours"].clip(lower=0.0) / 24, causes)
    shares = [ended_by_cause(table, "succeeded", HORIZONS) for table in (curves, expected)]
    assert [share.value for share in shares[0]] == pytest.approx([share.value for share in shares[1]], rel=TOLERANCE)
