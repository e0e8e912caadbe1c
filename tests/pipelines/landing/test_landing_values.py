"""What the columns may hold, and which rule a row breaks."""

import json
from collections.abc import Mapping

import pytest
from landed_files import GOOD, HEAD, Land, log

ROW = {
    "occurred_at": "2026-03-01T08:00:00Z",
    "event_type": "termination.failed",
    "wallet_id": "W1",
    "platform": "aurora",
    "error_code": "E1",
    "message": "balance left",
}


def one(land: Land, settings: Mapping[str, object] | None = None, **values: object) -> object:
    """The event of one JSON line, or the rule it broke."""
    good = json.dumps(ROW)
    outcome = land(f"{json.dumps(ROW | values, ensure_ascii=False)}\n{good}\n", name="log.jsonl", **(settings or {}))
    return outcome.refused[0]["rule"] if outcome.refused else outcome.events[0]


@pytest.mark.parametrize(
    ("text", "zone", "utc"),
    [
        ("2026-03-01T08:00:00Z", "Asia/Shanghai", "2026-03-01 08:00:00"),
        ("2026-03-01T08:00:00+08:00", "UTC", "2026-03-01 00:00:00"),
        ("2026-03-01 08:00:00+0800", "UTC", "2026-03-01 00:00:00"),
        ("2026-03-01 08:00:00 -05", "Asia/Shanghai", "2026-03-01 13:00:00"),
        ("2026-03-01 08:00:00.250", "Asia/Shanghai", "2026-03-01 00:00:00.250000"),
        ("2026/3/1 8:00", "Asia/Shanghai", "2026-03-01 00:00:00"),
        ("2026-03-01", "Asia/Shanghai", "2026-02-28 16:00:00"),
        ("20260301080000", "Asia/Shanghai", "2026-03-01 00:00:00"),
        ("1772352000", "Asia/Shanghai", "2026-03-01 08:00:00"),
        ("1772352000.5", "UTC", "2026-03-01 08:00:00.500000"),
        ("1772352000250", "Asia/Shanghai", "2026-03-01 08:00:00.250000"),
        # New York skips 02:00 to 03:00 on 2026-03-08: 02:30 is read as 03:30 EDT; 01:30 on 2026-11-01 comes twice
        ("2026-03-08 02:30:00", "America/New_York", "2026-03-08 07:30:00"),
        ("2026-11-01 01:30:00", "America/New_York", "2026-11-01 06:30:00"),
    ],
)
def test_instants_become_utc(land: Land, text: str, zone: str, utc: str) -> None:
    event = one(land, {"timezone": zone}, occurred_at=text)
    assert isinstance(event, dict)
    assert str(event["occurred_at"]) == utc


@pytest.mark.parametrize(
    "text",
    [
        *("epoch", "12:30", "2025", "2026-02-30T08:00:00Z", "2026-03-01T24:00:00Z", "2026-13-01", "yesterday"),
        *("2026-03-01T08:00:00 Asia/Shanghai", "2026-03-01 (BC) 08:00:00", "99999999999999", "2026-03-01T08:61:00Z"),
    ],
)
def test_what_is_no_instant_is_refused(land: Land, text: str) -> None:
    assert one(land, occurred_at=text) == "occurred_at_unreadable"


@pytest.mark.parametrize("text", ["1999-12-31T23:59:59Z", "2100-01-02T00:00:00Z", "0000000001"])
def test_an_instant_of_another_age_is_refused(land: Land, text: str) -> None:
    assert one(land, occurred_at=text) == "occurred_at_implausible"


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("12.5", "12.5000"),
        ("1,234,567.89", "1234567.8900"),
        ("１２．５", "12.5000"),
        ("-3", "-3.0000"),
        (12.25, "12.2500"),
        ("+7", "7.0000"),
        ("", "None"),
    ],
)
def test_amounts(land: Land, text: object, amount: str) -> None:
    event = one(land, amount=text, currency="cny")
    assert isinstance(event, dict)
    assert (str(event["amount"]), event["currency"]) == (amount, "CNY")


@pytest.mark.parametrize("text", ["nan", "inf", "-Infinity", "1e3", "0x1F", "1_000", "1,23", "12 元", "9" * 40, "--1"])
def test_what_is_no_amount_is_refused(land: Land, text: str) -> None:
    assert one(land, amount=text) == "amount_not_a_number"


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ({"occurred_at": None}, "occurred_at_missing"),
        ({"event_type": " "}, "event_type_missing"),
        ({"event_type": "termination.exploded"}, "event_type_unknown"),
        ({"wallet_id": ""}, "wallet_id_missing"),
        ({"platform": "　"}, "platform_missing"),
        ({"platform": "p" * 65}, "platform_too_long"),
        ({"currency": "XXQ"}, "currency_unknown"),
        ({"attributes": "age=26;tier=2"}, "attributes_not_json"),
        ({"attributes": [1, 2]}, "attributes_not_json"),
        ({"attributes": '{"half": "\\ud800"}'}, "attributes_not_json"),
    ],
)
def test_the_rule_a_row_breaks_is_named(land: Land, values: dict[str, object], rule: str) -> None:
    assert one(land, **values) == rule


def test_operations_need_no_wallet(land: Land) -> None:
    event = one(land, event_type="operations.release", wallet_id=None)
    assert isinstance(event, dict)
    assert event["wallet_token"] is None


def test_spaces_around_values_do_not_count(land: Land) -> None:
    event = one(land, event_type=" termination.failed ", platform="　aurora　", wallet_id="\tW1 ")
    assert isinstance(event, dict)
    assert (event["platform"], event["wallet_token"]) == ("aurora", one(land)["wallet_token"])  # type: ignore[index]


def test_unknown_keys_and_nested_attributes_are_kept_and_counted(land: Land) -> None:
    line = json.dumps(ROW | {"attributes": {"a": {"b": [1]}}, "sdk": "7.1", "gone": None})
    outcome = land(line, name="log.jsonl")
    assert json.loads(outcome.events[0]["attributes"]) == {"a": {"b": [1]}, "sdk": "7.1", "gone": None}
    assert outcome.landed.drift == {"sdk": 1, "gone": 1}


def test_unknown_columns_are_kept_and_counted(land: Land) -> None:
    head = HEAD + ',"; DROP TABLE landed; --",it\'s'
    outcome = land(log(GOOD + ",7,", GOOD + ",,8", head=head))
    assert [json.loads(event["attributes"]) for event in outcome.events] == [
        {"; DROP TABLE landed; --": "7"},
        {"it's": "8"},
    ]
    assert outcome.landed.drift == {"; DROP TABLE landed; --": 2, "it's": 2}


def test_an_unknown_column_does_not_overwrite_an_attribute(land: Land) -> None:
    outcome = land(log(GOOD + ',7,"{""x"": 1}"', head=HEAD + ",x,attributes"))
    assert json.loads(outcome.events[0]["attributes"]) == {"x": 1}


def test_a_row_without_id_gets_one_from_its_content(land: Land) -> None:
    other = GOOD.replace("W1", "W2")
    first, second = land(log(GOOD, GOOD, other)), land(log(other, GOOD))
    ids = [event["event_id"] for event in first.events]
    assert ids[0] == ids[1] != ids[2]
    assert [event["event_id"] for event in second.events] == [ids[2], ids[0]]


def test_rows_that_differ_in_one_dimension_only_are_two_events(land: Land) -> None:
    outcome = land(log(GOOD + ",CN-GD", GOOD + ",CN-SH", head=HEAD + ",region"))
    assert len({event["event_key"] for event in outcome.events}) == 2


ATTEMPTS = "requested_at,decided_at,outcome,wallet_id,platform,request_id,message"


def test_an_attempt_unfolds_into_a_request_and_its_decision(land: Land) -> None:
    text = log("2026-03-01T08:00:00Z,2026-03-01T09:00:00Z,failed,W1,egret,R1,balance left", head=ATTEMPTS)
    events = land(text, form="attempts").events
    assert [(e["event_type"], str(e["occurred_at"]), e["request_id"], e["message"]) for e in events] == [
        ("termination.failed", "2026-03-01 09:00:00", "R1", "balance left"),
        ("termination.requested", "2026-03-01 08:00:00", "R1", None),
    ]
    assert [event["signature_id"] is None for event in events] == [False, True]


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        ("2026-03-01T08:00:00Z,,failed,W1,egret,R1,", "decided_at_missing"),
        ("2026-03-01T08:00:00Z,2026-03-01T07:00:00Z,failed,W1,egret,R1,", "decided_before_requested"),
        ("2026-03-01T08:00:00Z,2126-03-01T07:00:00Z,failed,W1,egret,R1,", "decided_at_implausible"),
        ("2026-03-01T08:00:00Z,,maybe,W1,egret,R1,", "outcome_unknown"),
    ],
)
def test_the_rules_of_attempts(land: Land, row: str, rule: str) -> None:
    good = "2026-03-01T08:00:00Z,,open,W1,egret,R2,"
    outcome = land(log(row, good, head=ATTEMPTS), form="attempts")
    assert outcome.rules == [(2, rule)]
    assert [event["event_type"] for event in outcome.events] == ["termination.requested"]


def test_rows_out_of_scope_are_counted_and_not_kept_in_full(land: Land) -> None:
    text = log(GOOD + ",Closing", GOOD + ",Loan", head=HEAD + ",Issue")
    outcome = land(text, scope={"Issue": ("Closing",)})
    assert (outcome.landed.rows_out_of_scope, outcome.landed.rows_quarantined) == (1, 1)
    assert outcome.refused[0]["row_masked"] is None
    assert outcome.landed.drift == {}


def test_a_scope_works_for_json_lines_too(land: Land) -> None:
    lines = "\n".join(json.dumps(ROW | {"Issue": issue}) for issue in ("Closing", "Loan"))
    outcome = land(lines, name="log.jsonl", scope={"Issue": ("Closing",)})
    assert (len(outcome.events), outcome.landed.rows_out_of_scope) == (1, 1)


def test_a_log_wholly_out_of_scope_is_no_broken_file(land: Land) -> None:
    outcome = land(log(GOOD + ",Loan", head=HEAD + ",Issue"), scope={"Issue": ("Closing",)})
    assert (outcome.events, outcome.landed.rows_out_of_scope) == ([], 1)


def test_only_the_lines_of_a_replay_are_read(land: Land) -> None:
    cut = GOOD.rsplit(",", 1)[0]
    outcome = land(log(GOOD, cut, GOOD, cut), only_lines=frozenset({3, 4}))
    assert (outcome.lines, outcome.rules) == ([4], [(3, "columns_do_not_match")])
    assert outcome.landed.rows_read == 2


def test_values_and_constants_of_a_source(land: Land) -> None:
    text = log("2026-03-01 08:00:00,申请注销,W1", head="时间,事件,钱包")
    outcome = land(
        text.encode("gb18030"),
        columns={"occurred_at": "时间", "event_type": "事件", "wallet_id": "钱包"},
        values={"event_type": {"申请注销": "termination.requested"}},
        constants={"platform": "bamboo"},
    )
    assert (outcome.events[0]["event_type"], outcome.events[0]["platform"]) == ("termination.requested", "bamboo")
