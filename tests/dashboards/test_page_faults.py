"""The page of technical faults over an incident one can add in the head, and over nothing unusual."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest
from logged_rows import HEADER, load_rows
from streamlit.testing.v1 import AppTest

from dashboards.charts.faults import hour_of_week
from dashboards.queries import faults
from pipelines.sharing import write
from warehouse import open_snapshot
from warehouse.shared import MARKS

START = datetime(2026, 10, 1, tzinfo=UTC)
HOURS = 30 * 24
BROKEN = 12  # of the newest hours
HEAD = HEADER.replace("colour", "component")


def rows() -> Iterator[str]:
    """Two attempts an hour on p, by two components; every 40th fails. In the last 12 hours all of `pay` fail."""
    for number in range(HOURS * 2):
        at = START + timedelta(minutes=30 * number)
        component = "pay" if number % 2 else "core"
        is_broken = component == "pay" and number >= 2 * (HOURS - BROKEN)
        yield f"{at:%Y-%m-%dT%H:%M}Z,termination.requested,w{number},p,{number}a,r{number},,,,,app,{component}"
        after = f"{at + timedelta(seconds=5):%Y-%m-%dT%H:%M:%S}Z"
        if is_broken or number % 40 == 0:
            said = "SVC,Service unavailable <b>now</b>" if is_broken else "TIMEOUT,Network timeout"
            yield f"{after},termination.failed,w{number},p,{number}b,r{number},{said},,,app,{component}"
        else:
            yield f"{after},termination.succeeded,w{number},p,{number}b,r{number},,,,,app,{component}"


@pytest.fixture(scope="module")
def incident(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return load_rows(tmp_path_factory.mktemp("incident"), tuple(rows()), HEAD)


def told(app: AppTest) -> str:
    assert not app.exception
    found = [*app.markdown, *app.caption, *app.success, *app.warning]
    return "\n".join(str(element.value) for element in found)


def test_the_spike_is_told_with_its_counts_and_its_slice(open_app, incident: Path) -> None:
    said = told(open_app(incident, "faults", lang="en", period="all"))
    # 12 hours, one attempt of `pay` each half past
    assert "**12** failures where" in said
    assert "**12** wallets" in said
    assert "Component pay" in said
    # all failures are of `pay`, which has half of the attempts
    assert "**100%** of the failures, 50% of the attempts" in said
    assert "Nobody has taken it yet." in said
    assert "No spike is open" not in said


def test_its_messages_signatures_and_money(incident: Path) -> None:
    snapshot = open_snapshot(incident)
    [spike] = faults.spikes_known(snapshot).to_dict("records")
    bounds = faults.inside(spike, snapshot.as_of)
    messages = faults.spike_messages(snapshot, **bounds)
    assert len(messages) == faults.MOST_MESSAGES
    assert set(messages["message"]) == {"Service unavailable <b>now</b>"}
    [signature] = faults.spike_signatures(snapshot, **bounds).to_dict("records")
    assert (signature["count_failures"], signature["count_wallets"], signature["is_new"]) == (12, 12, True)
    [money] = faults.spike_money(snapshot, **bounds).to_dict("records")
    assert (money["count_cases"], money["count_frozen"]) == (12, 0)
    hours = faults.judged_hours_of(snapshot, **faults.hours_around(spike, snapshot.as_of))
    assert hours["observed"].sum() == 12
    # from 3 days before the first failure, at half past twelve
    assert len(hours) == 3 * 24 - 1 + 12


def test_faults_by_component_are_counted_over_its_own_attempts(incident: Path) -> None:
    snapshot = open_snapshot(incident)
    found = faults.ask(snapshot, "faults_by_dimension").set_index(["dimension", "value"])
    # core: every 40th of 1440 attempts, all of even number: 36 of 720; pay: 12 of 720
    assert tuple(found.loc[("component", "core"), ["count_failures", "count_decided"]]) == (36, 720)
    assert tuple(found.loc[("component", "pay"), ["count_failures", "count_decided"]]) == (12, 720)


def test_similar_spikes_are_earlier_ones_of_the_same_cause() -> None:
    base = {"platform": "p", "cause": "tf_a", "error_code": None, "explained_by": ["bank=b"]}
    spikes = pd.DataFrame(
        [
            base | {"spike_id": "same", "started_at": pd.Timestamp("2026-01-01")},
            base | {"spike_id": "elsewhere", "started_at": pd.Timestamp("2026-01-02"), "platform": "q"},
            base
            | {"spike_id": "another", "started_at": pd.Timestamp("2026-01-03"), "cause": "tf_b", "explained_by": []},
            base | {"spike_id": "later", "started_at": pd.Timestamp("2026-01-09")},
        ]
    )
    now = base | {"spike_id": "now", "started_at": pd.Timestamp("2026-01-05")}
    found = faults.similar(spikes, now)
    # 2 of the cause + 1 of the platform + 1 of the slice; 2 + 1; another: 1 of the platform
    assert list(zip(found["spike_id"], found["likeness"], strict=True)) == [("same", 4), ("elsewhere", 3)]


def test_what_people_say_of_it_stands_beside_it(open_app, incident: Path) -> None:
    spike_id = faults.spikes_known(open_snapshot(incident))["spike_id"].iloc[0]
    said = {"kind": "add", "author": "li", "spike_id": spike_id, "is_acknowledged": True, "assignee": "zhang"}
    write(incident, MARKS, said | {"text": "call 13800138000"}, datetime(2026, 11, 25))
    shown = told(open_app(incident, "faults", lang="en", spike=spike_id))
    assert "seen · with zhang" in shown
    assert "13800138000" not in shown
    (incident / MARKS).unlink()


def test_nonsense_in_the_address_is_named(open_app, incident: Path) -> None:
    said = told(open_app(incident, "faults", lang="en", spike="none", by="moon", week_code="?"))
    for name, value in (("spike", "none"), ("by", "moon"), ("week_code", "?")):
        assert f"{name} = {value}" in said


def test_a_young_log_is_no_all_clear(open_app, tmp_path: Path) -> None:
    said = told(open_app(load_rows(tmp_path), "faults", lang="en", period="all"))
    assert "That is no all-clear." in said or "could not be judged" in said


def test_the_heat_map_holds_every_hour_of_the_week() -> None:
    counts = pd.DataFrame({"weekday": [1, 7], "hour": [0, 23], "count_failures": [3, 4]})
    [drawn] = hour_of_week(counts, {day: str(day) for day in range(1, 8)}, "failures").data
    assert (len(drawn.z), len(drawn.z[0])) == (7, 24)
    assert (drawn.z[0][0], drawn.z[6][23], drawn.z[3][3]) == (3, 4, 0)
