"""Identifiers are stored as tokens only, and text is masked, in events and in quarantine; log text runs nothing."""

import json
from pathlib import Path

import pytest
from landed_files import GOOD, HEAD, KEY, Land, log

from pipelines.tokens import token

PHONE = "13812345678"
WALLET, PERSON = "WALLET-778899", "PERSON-445566"
FULL_HEAD = HEAD + ",user_id,attributes,shown_message"


def row(**values: str) -> str:
    base = dict(zip(FULL_HEAD.split(","), [*GOOD.split(","), PERSON, "", ""], strict=True)) | {"wallet_id": WALLET}
    return ",".join('"' + value.replace('"', '""') + '"' for value in (base | values).values())


def stored(tmp_path: Path) -> bytes:
    return b"".join(path.read_bytes() for path in (tmp_path / "parts").glob("*"))


def test_identifiers_are_tokens(land: Land, tmp_path: Path) -> None:
    outcome = land(log(row(), head=FULL_HEAD))
    event = outcome.events[0]
    assert event["wallet_token"] == token(KEY, "wallet", WALLET)
    assert event["user_token"] == token(KEY, "user", PERSON)
    assert WALLET.encode() not in stored(tmp_path)
    assert PERSON.encode() not in stored(tmp_path)


def test_texts_are_masked(land: Land, tmp_path: Path) -> None:
    call = f"call {PHONE} now"
    text = log(row(message=call, shown_message=call, attributes=json.dumps({"note": call})), head=FULL_HEAD)
    event = land(text).events[0]
    assert event["message"] == event["shown_message"] == "call [phone] now"
    assert json.loads(event["attributes"]) == {"note": "call [phone] now"}
    assert PHONE.encode() not in stored(tmp_path)


def test_unknown_columns_are_masked(land: Land) -> None:
    outcome = land(log(GOOD + f",call {PHONE} now", head=HEAD + ",note"))
    assert PHONE not in outcome.events[0]["attributes"]


def test_a_key_that_is_a_number_does_not_become_a_drift_notice(land: Land) -> None:
    values = dict(zip(HEAD.split(","), GOOD.split(","), strict=True)) | {PHONE: 1}
    outcome = land(json.dumps(values), name="a.jsonl")
    assert PHONE not in str(outcome.landed.drift)
    assert PHONE not in outcome.events[0]["attributes"]


@pytest.mark.parametrize(
    "broken",
    [
        row(occurred_at="yesterday", message=f"call {PHONE}"),
        row(event_type=PHONE),
        row() + ",one too many",
        f'{GOOD.replace("W1", WALLET)},{PERSON},"call {PHONE}',
        row(attributes=f"phone {PHONE}"),
    ],
)
def test_refused_rows_hold_no_identifier(land: Land, broken: str) -> None:
    outcome = land(log(row(), broken, head=FULL_HEAD))
    assert len(outcome.refused) == 1
    held = str(outcome.refused)
    assert [secret for secret in (WALLET, PERSON, PHONE) if secret in held] == []


HOSTILE = [
    "=cmd|'/C calc'!A1",
    "'; DROP TABLE landed; --",
    "<script>alert(1)</script>",
    "../../etc/passwd",
    "\\x41 $1 \\1 %s {0}",
    "\u202eevil\u200b",
    "😀" * 50,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_kept_as_text(land: Land, text: str) -> None:
    values = dict(zip(HEAD.split(","), GOOD.split(","), strict=True))
    line = json.dumps(values | {"message": text, "error_code": text, "bank": text, text: text})
    event = land(line, name="a.jsonl").events[0]
    assert (event["error_code"], event["bank"]) == (text, text)
    assert event["message"]


def test_hostile_names_and_constants(land: Land) -> None:
    name = "\"; DROP TABLE landed; --'"
    quoted = '"' + name.replace('"', '""') + '"'
    outcome = land(log(GOOD + ",x", head=f"{HEAD},{quoted}"), columns={"bank": name}, constants={"os": name})
    assert (outcome.events[0]["bank"], outcome.events[0]["os"]) == ("x", name)


@pytest.mark.parametrize(
    "attributes",
    ['{"a":' * 5_000 + "1" + "}" * 5_000, '{"n": ' + "9" * 5_000 + "}", '{"a": "x\\u0000y"}', '{"a": 1e400}'],
)
def test_attributes_that_python_cannot_walk_are_kept_masked(land: Land, attributes: str) -> None:
    body = json.dumps(dict(zip(HEAD.split(","), GOOD.split(","), strict=True)))[:-1]
    outcome = land(f'{body}, "attributes": {attributes}}}\n', name="a.jsonl")
    assert len(outcome.events) == 1


def test_a_file_of_many_columns(land: Land) -> None:
    names = ",".join(f"extra{number}" for number in range(1_500))
    outcome = land(log(GOOD + ",1" * 1_500, head=f"{HEAD},{names}"))
    assert len(json.loads(outcome.events[0]["attributes"])) == 1_500
    assert len(outcome.landed.drift) == 201  # 200 names and one for all others
