"""Help and return, each number against rows one can add in the head."""

import json
import math
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from logged_rows import HEADER, load_rows
from streamlit.testing.v1 import AppTest

from analysis.horizons import ended_by
from dashboards.queries import Selection, Snapshot, help_contacts, help_journeys, help_returns
from dashboards.text import LANGUAGES, text
from warehouse import open_snapshot

BEHAVIOUR = Path(__file__).resolve().parents[2] / "pipelines" / "demo" / "causes.toml"
BALANCE, TIMEOUT = "E2,余额不为零", "E1,Network timeout"
CHANNEL_AT = HEADER.split(",").index("channel")
HOSTILE = "<b>fax</b> :red[x]"


def attempt(wallet: str, day: str, said: str | None = None, platform: str = "p") -> Iterator[str]:
    """A request at 10:00 and its decision a minute later: failed by what is said, or succeeded."""
    request = f"{wallet}-{day}"
    yield f"2026-{day}T10:00Z,termination.requested,{wallet},{platform},{request}a,{request}"
    outcome = "failed" if said else "succeeded"
    yield f"2026-{day}T10:01Z,termination.{outcome},{wallet},{platform},{request}b,{request},{said or ''}"


def event(wallet: str, at: str, kind: str, channel: str = "", platform: str = "p") -> str:
    row = f"2026-{at}Z,{kind},{wallet},{platform},{kind}-{wallet}-{at}"
    return row + "," * (CHANNEL_AT - row.count(",")) + channel


# Ten cases of the balance (p). b0 to b3 ask the hotline an hour after; b0 and b1 are answered after 30 minutes, b2
# after two days, b3 never. b0 then asks online support, unanswered. b0 and b1 are terminated the next day at 10:01. b4
# meets the condition and is terminated. b5 tries again in vain. The others do nothing. Two time-outs (q) are terminated
# the next day. The log ends on the 20th at 10:01.
def rows() -> Iterator[str]:
    for number in range(10):
        yield from attempt(f"b{number}", "11-02", BALANCE)
    for number in range(4):
        yield event(f"b{number}", "11-02T11:01", "help.contacted", "ch_hotline")
    for number, answered in enumerate(("11-02T11:31", "11-02T11:31", "11-04T11:01")):
        yield event(f"b{number}", answered, "help.answered", "ch_hotline")
    yield event("b0", "11-02T12:01", "help.contacted", "ch_online_support")
    for number in (0, 1, 4):
        yield from attempt(f"b{number}", "11-03")
    yield event("b4", "11-02T15:00", "countermeasure.policy_condition_met")
    yield from attempt("b5", "11-03", BALANCE)
    for number in range(2):
        yield from attempt(f"t{number}", "11-02", TIMEOUT, "q")
        yield from attempt(f"t{number}", "11-03", platform="q")
    yield event("b0", "11-05T10:01", "reregistration.requested")
    yield event("b0", "11-05T11:01", "reregistration.accepted")
    yield event("b0", "11-05T11:01", "reregistration.data_reused")
    yield event("t0", "11-13T10:01", "reregistration.requested", platform="q")
    yield event("t0", "11-13T11:01", "reregistration.rejected", platform="q")
    yield event("t0", "11-13T11:01", "reregistration.credit_flagged", platform="q")
    yield event("t1", "11-14T10:01", "reregistration.requested", platform="q")
    yield from attempt("last", "11-20")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return load_rows(tmp_path_factory.mktemp("help"), tuple(rows()))


@pytest.fixture(scope="module")
def snapshot(folder: Path) -> Snapshot:
    return open_snapshot(folder)


PERIOD = Selection(date(2026, 11, 1), date(2026, 11, 20))
ADDRESS = {"from": "2026-11-01", "to": "2026-11-20"}


def by(frame: pd.DataFrame, *keys: str) -> dict:
    return {tuple(row[key] for key in keys) if keys[1:] else row[keys[0]]: row for row in frame.to_dict("records")}


def test_channels_are_counted_by_case_and_by_place(snapshot: Snapshot) -> None:
    used = help_contacts.channels_used(help_contacts.help_contacts_counted(snapshot, PERIOD))
    counts = ["help_channel", "count_cases", "cases_of_all", "count_contacts", "first", "second", "third"]
    assert used[counts].values.tolist() == [
        ["ch_hotline", 4, 4, 4, 4, 0, 0],
        ["ch_online_support", 1, 4, 1, 0, 1, 0],  # b0's second contact
    ]


def test_a_channel_is_followed_by_another_or_by_none(snapshot: Snapshot) -> None:
    turns = by(
        help_contacts.channel_turns(help_contacts.help_contacts_counted(snapshot, PERIOD)),
        "first_channel",
        "next_channel",
    )
    assert {pair: (row["count_contacts"], row["contacts_of_first"]) for pair, row in turns.items()} == {
        ("ch_hotline", "ch_online_support"): (1, 4),
        ("ch_hotline", "none"): (3, 4),
        ("ch_online_support", "none"): (1, 1),
    }


def test_contacts_without_an_answer_are_censored(snapshot: Snapshot) -> None:
    times = by(help_contacts.answer_times(help_contacts.help_answers(snapshot, PERIOD)), "help_channel")
    hotline = times["ch_hotline"]
    # Waits of 0.5, 0.5 and 48 hours; b3 waits until the log ends. Half are answered at 0.5, and the curve runs level
    # at one half until 48: the middle, as R has it.
    assert (hotline["count_answered"], hotline["count_contacts"]) == (3, 4)
    assert hotline["median_hours"] == pytest.approx((0.5 + 48) / 2)
    assert [hotline[f"within_{hours}"] for hours in (1, 24, 72)] == pytest.approx([0.5, 0.5, 0.75])
    online = times["ch_online_support"]
    assert (online["count_answered"], online["within_72"]) == (0, 0)
    assert pd.isna(online["median_hours"])
    assert times["all"]["within_24"] == pytest.approx(2 / 5)


def test_resolution_is_counted_from_the_first_contact(snapshot: Snapshot) -> None:
    after = by(help_contacts.resolved_after_help(help_contacts.help_ends(snapshot, PERIOD)), "help_channel")
    # b0 and b1 of 4 are terminated 23 hours after; nobody gave up, and all were watched for more than two weeks.
    row = after["all"]
    assert (row["count_cases"], row["count_resolved"], row["is_small"]) == (4, 2, True)
    assert [row[f"resolved_{days}"] for days in (1, 7, 14)] == pytest.approx([0.5, 0.5, 0.5])
    assert pd.isna(row["resolved_30"])  # the log ends 18 days later
    assert list(after) == ["all", "ch_hotline"]  # online support was no case's first


def test_contacts_are_told_per_thousand_cases_of_their_cause(snapshot: Snapshot) -> None:
    causes = by(help_contacts.help_by_cause(snapshot, PERIOD), "cause")
    balance, timeout = causes["pp_balance_not_zero"], causes["tf_network_timeout"]
    # Five contacts, ten cases; b0 has two, so squares are 4 + 1 + 1 + 1 = 7 and a lump is 7 / 5 contacts.
    assert (balance["count_contacts"], balance["count_cases"], balance["per_1000"]) == (5, 10, 500)
    assert balance["low"] == pytest.approx(123.04, abs=0.01)  # gamma(25 / 7) at 2.5 %, times 7 / 5, per 10 cases
    assert (timeout["count_contacts"], timeout["count_cases"], timeout["low"]) == (0, 2, 0)
    policy = Selection(PERIOD.from_on, PERIOD.to_on, category=("technical_fault",))
    assert help_contacts.help_by_cause(snapshot, policy)["cause"].tolist() == ["tf_network_timeout"]


def test_journeys_hold_every_failed_case_once(snapshot: Snapshot) -> None:
    found = by(help_journeys.journeys(snapshot, PERIOD), *help_journeys.STEPS)
    counts = {key: (row["count_cases"], row["cases_before"], row["count_helped"]) for key, row in found.items()}
    assert counts == {
        ("platform_policy", "none", "open"): (4, 4, 0),  # b6 to b9
        ("platform_policy", "help", "open"): (2, 4, 2),  # b2 and b3
        ("platform_policy", "cm_retry", "open"): (1, 1, 0),  # b5
        ("platform_policy", "cm_meet_policy_condition", "succeeded"): (1, 1, 0),
        ("platform_policy", "help", "succeeded"): (2, 4, 2),
        ("technical_fault", "cm_retry", "succeeded"): (2, 2, 0),
    }
    journey = dict(zip(help_journeys.STEPS, ("platform_policy", "help", "open"), strict=True))
    cases = help_journeys.journey_cases(snapshot, PERIOD, count_rows=9, **journey)
    assert cases["count_help_contacts"].tolist() == [1, 1]
    assert len(help_journeys.journey_cases(snapshot, PERIOD, count_rows=1, **journey)) == 1


def test_returns_are_watched_from_the_termination(snapshot: Snapshot) -> None:
    told = by(help_returns.returned(help_returns.returns_told(snapshot, PERIOD)), "platform")
    # p: b0, b1, b4 and the last are terminated, b0 asks after 2 days. q: both ask, after 10 and 11 days.
    p, q, every = told["p"], told["q"], told["all"]
    assert (p["count_asked"], p["count_terminated"], q["count_asked"], q["count_terminated"]) == (1, 4, 2, 2)
    assert p["asked_7"] == pytest.approx(1 / 3)  # the last was seen for no day: it is censored before the 2nd
    assert (q["asked_7"], every["count_asked"], every["count_unanswered"]) == (0, 3, 1)  # t1 waits
    assert (every["count_accepted"], every["count_rejected"]) == (1, 1)
    assert every["rate_accepted"] == pytest.approx(1 / 3)
    assert (every["rate_data_reused"], every["rate_credit_flagged"]) == pytest.approx((1, 1 / 3))
    assert pd.isna(every["asked_30"])  # the log ends 17 days after


@pytest.mark.parametrize(
    ("chosen", "contacts", "failed", "terminated"),
    [
        ({"platform": ("q",)}, 0, 2, 2),
        ({"category": ("platform_policy",)}, 5, 10, 3),
        ({"cause": ("tf_network_timeout",)}, 0, 2, 2),
        ({"code": ("E2",)}, 5, 10, 3),  # this one is counted from the cases
        ({"channel": ("web",)}, 0, 0, 0),
    ],
)
def test_every_filter_applies(
    snapshot: Snapshot, chosen: dict, contacts: int, failed: int, terminated: int
) -> None:
    selection = Selection(PERIOD.from_on, PERIOD.to_on, **chosen)
    assert help_contacts.help_contacts_counted(snapshot, selection)["count_contacts"].sum() == contacts
    assert help_contacts.help_answers(snapshot, selection)["count_contacts"].sum() == contacts
    assert help_contacts.help_by_cause(snapshot, selection)["count_contacts"].sum() == contacts
    assert help_journeys.journeys(snapshot, selection)["count_cases"].sum() == failed
    assert help_returns.returns_told(snapshot, selection)["count_cases"].sum() == terminated


def test_no_rows_give_no_numbers(snapshot: Snapshot) -> None:
    empty = Selection(date(2026, 10, 1), date(2026, 10, 2))
    counted = help_contacts.help_contacts_counted(snapshot, empty)
    assert help_contacts.channels_used(counted).empty
    assert help_contacts.channel_turns(counted).empty
    assert help_contacts.answer_times(help_contacts.help_answers(snapshot, empty)).empty
    assert help_contacts.resolved_after_help(help_contacts.help_ends(snapshot, empty)).empty
    assert help_contacts.help_by_cause(snapshot, empty).empty
    assert help_journeys.journeys(snapshot, empty).empty
    assert help_returns.returned(help_returns.returns_told(snapshot, empty)).empty


def told(app: AppTest) -> str:
    assert not app.exception
    return " ".join(str(part.value) for part in (*app.markdown, *app.caption, *app.warning))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_shows_all_of_it(folder: Path, open_app, language: str) -> None:  # type: ignore[no-untyped-def]
    app = open_app(folder, "help", lang=language, **ADDRESS)
    say = text(language)
    shown = told(app)
    values = [metric.value for metric in app.metric]
    assert values[0] == "33.3%"  # 4 of 12 failed cases
    assert values[5] == "33.3%"  # 1 of 3 that asked was accepted
    assert say("help_return.kpi_share", helped=4, cases=12, interval="")[:9] in shown
    assert len(app.get("plotly_chart")) == 7
    flow = json.loads(app.get("plotly_chart")[0].proto.spec)["data"][0]
    assert sum(flow["link"]["value"]) == 2 * 12  # every case once from the cause and once to its end
    assert all(label.rsplit(" ", 1)[1].isdigit() for label in flow["node"]["label"])


def test_a_journey_of_the_address_lists_its_cases(folder: Path, open_app) -> None:  # type: ignore[no-untyped-def]
    app = open_app(folder, "help", lang="en", journey="platform_policy.help.open", **ADDRESS)
    assert "2 cases; the 2 with the newest first failures" in told(app)
    cases = next(frame.value for frame in app.dataframe if "count_help_contacts" in frame.value)
    assert cases["platform"].tolist() == ["p", "p"]


@pytest.mark.parametrize(
    ("address", "named"),
    [({"journey": "x.y"}, "x\\.y"), ({"journey": "a.b.c"}, "a\\.b\\.c"), ({"within": "soon"}, "soon")],
)
def test_nonsense_in_the_address_is_named(folder: Path, open_app, address: dict, named: str) -> None:  # type: ignore[no-untyped-def]
    assert any(named in warning.value for warning in open_app(folder, "help", lang="en", **address, **ADDRESS).warning)


def test_a_horizon_nobody_was_watched_for_says_so(folder: Path, open_app) -> None:  # type: ignore[no-untyped-def]
    assert "Nobody has been watched for 30 days" in told(open_app(folder, "help", lang="en", within="30", **ADDRESS))


def test_filters_that_leave_nothing_say_so(folder: Path, open_app) -> None:  # type: ignore[no-untyped-def]
    app = open_app(folder, "help", lang="en", **{"from": "2026-11-07", "to": "2026-11-08"})
    assert text("en")("state.nothing") in told(app)
    assert not app.metric


@pytest.mark.parametrize(
    ("logged", "sentence"),
    [
        ((*attempt("w", "11-02", TIMEOUT),), "no_terminations"),
        ((*attempt("w", "11-02", TIMEOUT),), "no_contacts"),
        ((*attempt("w", "11-02"),), "no_contacts"),
        ((*attempt("w", "11-02", TIMEOUT), event("w", "11-02T11:00", "help.contacted", HOSTILE)), "no_turns"),
        ((*attempt("w", "11-02"), event("w", "11-02T11:00", "help.contacted")), "none_after"),
    ],
)
def test_one_row_is_enough_for_a_page(tmp_path: Path, open_app, logged: tuple, sentence: str) -> None:  # type: ignore[no-untyped-def]
    folder = load_rows(tmp_path, logged)
    app = open_app(folder, "help", lang="en", period="all")
    assert text("en")(f"help_return.{sentence}") in told(app)
    assert not [metric for metric in app.metric if metric.value in {"nan", "inf"}]


def test_nobody_came_back_is_told_with_its_denominator(tmp_path: Path, open_app) -> None:  # type: ignore[no-untyped-def]
    app = open_app(load_rows(tmp_path, (*attempt("w", "11-02"),)), "help", lang="en", period="all")
    assert text("en")("help_return.no_returns", terminated=1) in told(app)
    assert [metric.value for metric in app.metric][:4] == ["–"] * 4  # no failed case, no contact


def test_the_demonstration_tells_what_is_true_of_it(warehouse_folder: Path) -> None:
    """Contacts and returns as the simulator logged them, failed and terminated cases as it knows them."""
    now = open_snapshot(warehouse_folder)
    every = Selection(date(2026, 1, 1), now.as_of.date())
    truth = warehouse_folder.parent / "dashboard-logs" / "truth"
    events = json.loads((truth / "truth.json").read_text("utf-8"))["events"]
    assert help_contacts.help_contacts_counted(now, every)["count_contacts"].sum() == events["help.contacted"]
    returned = help_returns.returned(help_returns.returns_told(now, every)).iloc[0]
    assert returned["count_asked"] == events["reregistration.requested"]
    assert returned["count_accepted"] == events["reregistration.accepted"]
    assert returned["count_rejected"] == events["reregistration.rejected"]
    assert returned["count_data_reused"] == events["reregistration.data_reused"]
    assert returned["count_credit_flagged"] == events["reregistration.credit_flagged"]
    cases = pd.read_parquet(truth / "cases.parquet")
    assert returned["count_terminated"] == (cases["end_kind_by_contract"] == "succeeded").sum()
    failed = cases[cases["count_failures"] > 0]
    ends = help_journeys.journeys(now, every).groupby("end_kind")["count_cases"].sum()
    assert ends.to_dict() == failed["end_kind_by_contract"].value_counts().to_dict()


def test_the_demonstration_waits_as_it_was_told_to(warehouse_folder: Path) -> None:
    """Half of the answers come within the simulator's median; so many days after the end people come back."""
    now = open_snapshot(warehouse_folder)
    every = Selection(date(2026, 1, 1), now.as_of.date())
    told = tomllib.loads(BEHAVIOUR.read_text("utf-8"))
    waits = help_contacts.help_answers(now, every)
    for channel in ("ch_hotline", "ch_online_support", "ch_help_centre", "ch_social_media"):
        curve = help_contacts.answer_curve(waits[waits["help_channel"] == channel])
        [share] = ended_by(curve, [told["help"][channel]["answer_hours"]])
        assert share.low < 0.5 * (1 - told["habits"]["unanswered"]) < share.high, channel
    after = told["afterwards"]
    returned = help_returns.returned(help_returns.returns_told(now, every)).iloc[0]
    # Days are log-normal with a spread of 0.9: half of those that come back do within the median.
    spread = math.log(30 / after["median_days"]) / 0.9
    expected = after["reregistered"] * 0.5 * (1 + math.erf(spread / math.sqrt(2)))
    assert returned["asked_30_low"] < expected < returned["asked_30_high"]
