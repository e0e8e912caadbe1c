"""JSON stays JSON, its keys are labels; a raw line that nobody could read keeps what is no identifier."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_numbers import CARD, EMAIL, ID, MOBILE

from pipelines.mask import mask, mask_broken_line, mask_json


@pytest.mark.parametrize(
    ("held", "masked"),
    [
        ({"姓名": "张三", "金额": 12.5}, {"姓名": "[name]", "金额": 12.5}),
        ({"phone": int(MOBILE)}, {"phone": "[phone]"}),
        ({"手机": 60000001, "amount": 60000001}, {"手机": "[phone]", "amount": 60000001}),
        ({"a": [{"b": [ID, None, True]}]}, {"a": [{"b": ["[id]", None, True]}]}),
        ({"holder": ["张三", "李四"]}, {"holder": ["[name]", "[name]"]}),
        ({MOBILE: {EMAIL: 1}}, {"[phone]": {"[email]": 1}}),
        ({"a": json.dumps({"phone": MOBILE})}, {"a": '{"phone": "[phone]"}'}),
        ([f"卡号：{CARD}"], ["卡号：[card]"]),
        ({"user_id": "u1002003"}, {"user_id": "[account]"}),
    ],
)
def test_keys_and_values_are_masked_at_any_depth(held: Any, masked: Any) -> None:
    assert json.loads(mask_json(json.dumps(held, ensure_ascii=False))) == masked
    assert json.loads(mask_json(json.dumps(held))) == masked


@pytest.mark.parametrize(
    "text", ['{ "a" : 1.50 }', "[]", "null", '"x"', '{"姓名": null}', '{"order":"13","n":12345678}']
)
def test_json_without_personal_data_comes_back_as_it_was(text: str) -> None:
    assert mask_json(text) == text


@pytest.mark.parametrize("text", ["", "{", "a=1", "{'a': 1}"])
def test_what_is_no_json_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"Expecting|property name"):
        mask_json(text)


@pytest.mark.parametrize(
    "odd",
    [
        "1e999",
        "9" * 5000,
        '"\\ud83d"',
        "NaN",
        "-Infinity",
        "[" * 300 + "]" * 300,
        "[" * 90_000 + "]" * 90_000,
    ],
)
def test_odd_json_is_masked_too_and_stays_json_that_a_file_can_hold(odd: str) -> None:
    masked = mask_json(f'{{"odd":{odd},"phone":"{MOBILE}"}}')
    assert MOBILE not in masked
    assert masked.encode()
    assert "NaN" not in masked.replace('"NaN"', "")
    json.loads(masked, parse_constant=pytest.fail)


VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(max_size=8), st.sampled_from([ID, MOBILE, EMAIL, CARD])
)
TREES = st.recursive(
    VALUES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
)


@given(TREES)
def test_json_keeps_its_shape_and_none_of_the_planted(held: Any) -> None:
    masked = mask_json(json.dumps(held, ensure_ascii=False).encode(errors="replace").decode())
    assert type(json.loads(masked)) in (type(held), str)
    assert not any(number in masked for number in (ID, MOBILE, EMAIL, CARD))
    assert json.loads(mask_json(masked)) == json.loads(masked)


@pytest.mark.parametrize(
    ("line", "masked"),
    [
        ("2026-07-01 09:30:00,aurora,W12345678,failed,E101", "2026-07-01 09:30:00,aurora,#,failed,E101"),
        ("2026/7/1,,,504,12.5", "2026/7/1,,,504,12.5"),
        (f"x;{MOBILE};张三;u_77;abc-def-9z", "x;[phone];张三;u_77;#"),
        ("户名：张三|ＡＢ１２３４", "户名：[name]|#"),
    ],
)
def test_a_broken_line_shows_its_kind_and_no_identifier(line: str, masked: str) -> None:
    assert mask_broken_line(line) == masked


@given(
    st.lists(st.sampled_from([ID, MOBILE, CARD, EMAIL, "W10203040", "a1b2c3d4", "解约", ",", "|", "\t", " "]))
)
def test_no_word_with_many_digits_survives_in_a_broken_line(words: list[str]) -> None:
    masked = mask_broken_line("".join(words))
    assert not any(sign.isdigit() for sign in mask(masked))
