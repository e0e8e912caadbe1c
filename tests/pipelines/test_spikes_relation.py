"""find_spikes on a real DuckDB: a planted incident, a surge, noise, and nothing at all."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import numpy as np
import pandas as pd
import pytest

from pipelines.spike_rows import severity
from pipelines.spikes import HOURS_SCHEMA, SPIKES_SCHEMA, Judgement, judge_hours
from warehouse.connect import connect

START = pd.Timestamp("2026-01-05")
DAYS = 42
AS_OF = datetime(2026, 2, 16)
ONSET = pd.Timestamp("2026-02-09 08:00")
OTHERS = ["channel", "app_version", "component", "release"]


def attempts(days: int = DAYS, seed: int = 7) -> pd.DataFrame:
    """20 decided attempts an hour on each of two platforms; 1 in 25 fails with a time-out."""
    rng = np.random.default_rng(seed)
    count = days * 24 * 40
    at = START + pd.to_timedelta(np.arange(count) % (days * 24), "h")
    frame = pd.DataFrame({"requested_at": at + pd.to_timedelta(rng.integers(0, 3600, count), "s")})
    frame["platform"] = np.where(np.arange(count) < count // 2, "p1", "p2")
    frame["bank"] = rng.choice(["b1", "b2", "b3"], count)
    frame["os"] = rng.choice(["ios", "android"], count)
    frame["region"] = rng.choice(["r1", "r2", "r3", "r4"], count)
    frame["wallet_token"] = [f"w{i}" for i in range(count)]
    is_failed = rng.random(count) < 0.04
    return with_failures(frame.assign(outcome="succeeded", **dict.fromkeys(OTHERS)), is_failed)


def with_failures(frame: pd.DataFrame, is_failed: Any, cause: str = "tf_network_timeout") -> pd.DataFrame:
    """These attempts failed with this cause."""
    facts = {"outcome": "failed", "cause_category": "technical_fault", "cause": cause, "error_code": "E-504"}
    before = {name: frame.get(name, pd.Series(None, index=frame.index)).astype(object) for name in facts}
    return frame.assign(**{name: before[name].mask(is_failed, value) for name, value in facts.items()})


def incident(frame: pd.DataFrame, cause: str = "tf_bank_channel_error") -> pd.DataFrame:
    """From ONSET on for two days, all attempts of bank b2 on p1 fail."""
    age = frame["requested_at"] - ONSET
    inside = age.between(pd.Timedelta(0), pd.Timedelta(days=2))
    return with_failures(frame, inside & (frame["bank"] == "b2") & (frame["platform"] == "p1"), cause)


def found(frame: pd.DataFrame, markers: Sequence[tuple[str, ...]] = ()) -> list[dict[str, Any]]:
    return list(judgement(frame, markers).spikes.to_pylist())


def judgement(frame: pd.DataFrame, markers: Sequence[tuple[str, ...]] = ()) -> Judgement:
    connection = connect()
    connection.register("given", frame)
    connection.execute("CREATE TABLE attempts AS FROM given")
    columns = "event_id VARCHAR, occurred_at TIMESTAMP, platform VARCHAR, kind VARCHAR, label VARCHAR"
    connection.execute(f"CREATE TABLE operations ({columns})")
    for number, marker in enumerate(markers):
        connection.execute("INSERT INTO operations VALUES (?, ?, ?, ?, ?)", [str(number), *marker])
    judged = judge_hours(lambda sql, values: connection.execute(sql, values).df(), AS_OF)
    assert judged.spikes.schema.equals(SPIKES_SCHEMA)
    assert judged.hours.schema.equals(HOURS_SCHEMA)
    return judged


def test_an_incident_is_one_spike_with_its_slice_bounds_size_and_marker() -> None:
    markers = [
        ("2026-02-06 09:00", "p1", "release", "too old"),
        ("2026-02-09 07:00", "p1", "configuration_changed", "certificate <b>"),
        ("2026-02-09 07:30", "p2", "release", "elsewhere"),
        ("2026-02-09 12:00", "p1", "release", "after"),
    ]
    [spike] = found(incident(attempts()), markers)
    assert spike["series"] == "p1 · tf_bank_channel_error"
    assert (spike["platform"], spike["cause"], spike["error_code"]) == ("p1", "tf_bank_channel_error", None)
    assert spike["cause_category"] == "technical_fault"
    assert spike["explained_by"] == ["bank=b2"]
    assert abs(spike["started_at"] - ONSET.to_pydatetime()).total_seconds() < 2 * 3600
    assert abs(spike["ended_at"] - (ONSET + pd.Timedelta(days=2)).to_pydatetime()).total_seconds() < 2 * 3600
    # 48 hours * 20 attempts / 3 banks = 320
    assert spike["observed"] == pytest.approx(320, rel=0.15)
    assert spike["count_wallets"] == spike["observed"] > spike["expected"]
    assert spike["severity"] == "high"
    assert spike["nearest_marker"] == "configuration_changed: certificate <b>"
    assert spike["stage"] == "closed"
    # nearly all failures of the cause, a third of the attempts of p1
    assert spike["share_of_failures"] > 0.95
    assert spike["share_of_attempts"] == pytest.approx(1 / 3, abs=0.05)
    assert spike["share_of_excess"] > 0.95


def test_the_hours_around_a_spike_and_the_newest_two_weeks_are_kept() -> None:
    hours = judgement(incident(attempts())).hours.to_pandas()
    own = hours[hours["cause"] == "tf_bank_channel_error"]
    assert own["at"].min() <= ONSET - pd.Timedelta(days=2)
    assert own["is_spike"].sum() > 24
    inside = own[own["at"].between(ONSET + pd.Timedelta(hours=2), ONSET + pd.Timedelta(hours=46))]
    assert (inside["observed"] > inside["upper"]).mean() > 0.9
    other = hours[hours["series"] == "p2 · tf_network_timeout"]
    # AS_OF is the first instant after the 42 days: 14 days of 24 hours
    assert len(other) == 14 * 24


def test_a_spike_that_has_not_ended_is_open() -> None:
    frame = incident(attempts())
    [spike] = found(frame[frame["requested_at"] < ONSET + pd.Timedelta(hours=20)])
    assert spike["ended_at"] is None
    assert spike["stage"] == "lasting"


def test_its_id_stays_when_the_log_grows_and_the_rows_are_shuffled() -> None:
    frame = incident(attempts())
    [early] = found(frame[frame["requested_at"] < ONSET + pd.Timedelta(hours=30)])
    [late] = found(frame.sample(frac=1, random_state=1))
    assert early["spike_id"] == late["spike_id"]


def test_a_surge_of_attempts_with_the_same_failure_rate_is_no_spike() -> None:
    frame, again = attempts(), [attempts(seed=seed) for seed in (8, 9, 10)]
    days = [one[one["requested_at"].between(ONSET, ONSET + pd.Timedelta(days=3))] for one in again]
    assert found(pd.concat([frame, *days], ignore_index=True)) == []


def test_a_new_code_without_a_cause_is_seen_by_its_code() -> None:
    frame = incident(attempts())
    is_new = frame["cause"] == "tf_bank_channel_error"
    facts = {"cause_category": "unclassified", "cause": None, "error_code": "X-1"}
    for name, value in facts.items():
        frame.loc[is_new, name] = value
    [spike] = found(frame)
    assert (spike["series"], spike["cause"], spike["error_code"]) == ("p1 · X-1", None, "X-1")
    assert spike["cause_category"] == "unclassified"


def test_one_wallet_that_tries_again_and_again_is_no_spike() -> None:
    frame = incident(attempts())
    frame.loc[frame["cause"] == "tf_bank_channel_error", "wallet_token"] = "the same"
    assert found(frame) == []


@pytest.mark.parametrize("days", [1, 5, DAYS])
def test_ordinary_days_have_no_spikes(days: int) -> None:
    assert found(attempts(days)) == []


def test_no_attempts_and_no_failures_are_no_spikes() -> None:
    frame = attempts(3)
    assert found(frame.head(0)) == []
    assert found(frame[frame["outcome"] == "succeeded"]) == []


@pytest.mark.parametrize(
    ("observed", "expected", "exposure", "is_called"),
    [(25, 5, 200, "high"), (25, 5, 201, "medium"), (12, 2, 50, "medium"), (11, 2, 50, "low")],
)
def test_severity_by_hand(observed: float, expected: float, exposure: float, is_called: str) -> None:
    assert severity(observed, expected, exposure) == is_called
