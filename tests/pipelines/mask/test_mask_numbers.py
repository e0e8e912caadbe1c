"""Identity numbers, phones and cards: found however they are written, where they prove themselves."""

import pytest
from made_numbers import (
    CARD,
    ID,
    ID_X,
    LANDLINE,
    LONG_CARD,
    MOBILE,
    OLD_ID,
    SSN,
    other_last_digit,
    with_luhn_digit,
)

from pipelines.mask import mask

PROVEN = {ID: "[id]", ID_X: "[id]", OLD_ID: "[id]", MOBILE: "[phone]", CARD: "[card]", LONG_CARD: "[card]"}
SENTENCES = (
    "{}",
    "核验失败{}，请重试",
    "资料（{}）不符",
    "no match for {}.",
    "a={}&b=1",
    "https://pay.example/q?v={}#top",
    '{{"v":"{}"}}',
    "[{}]",
    "值：{}",
    "first line\n{}\nlast line",
    "2026-07-01 09:30:00 {} HTTP 504",
)


@pytest.mark.parametrize("number", PROVEN)
@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_proven_number_is_masked_in_any_sentence(number: str, sentence: str) -> None:
    assert mask(sentence.format(number)) == sentence.format(PROVEN[number])


def wide(text: str) -> str:
    """Digits and letters as full-width forms, which stand 0xFEE0 above the narrow ones."""
    return "".join(chr(ord(sign) + 0xFEE0) if sign.isalnum() else sign for sign in text)


@pytest.mark.parametrize("number", PROVEN)
@pytest.mark.parametrize("invisible", ["\u200b", "\u00ad", "\ufeff", "\u202d", "\u2060"])
def test_disguises_are_taken_off(number: str, invisible: str) -> None:
    assert mask(f"号码{wide(number)}不符") == f"号码{PROVEN[number]}不符"
    assert mask(f"号码{number[:5]}{invisible}{number[5:]}不符") == f"号码{PROVEN[number]}不符"


GROUPED = {
    f"{ID[:6]} {ID[6:14]} {ID[14:]}": "[id]",
    f"{ID[:6]}-{ID[6:14]}-{ID[14:]}": "[id]",
    f"{ID[:3]} {ID[3:]}": "[id]",
    f"{ID_X[:17]} x": "[id]",
    f"{OLD_ID[:6]} {OLD_ID[6:12]} {OLD_ID[12:]}": "[id]",
    f"{MOBILE[:3]} {MOBILE[3:7]} {MOBILE[7:]}": "[phone]",
    f"{MOBILE[:3]}-{MOBILE[3:7]}-{MOBILE[7:]}": "[phone]",
    f"{MOBILE[:3]}\u00a0{MOBILE[3:7]}\u2014{MOBILE[7:]}": "[phone]",
    f"{MOBILE[:3]}.{MOBILE[3:7]}.{MOBILE[7:]}": "[phone]",
    " ".join(MOBILE): "[phone]",
    f"+86{MOBILE}": "[phone]",
    f"+86 {MOBILE}": "[phone]",
    f"(+86) {MOBILE[:3]} {MOBILE[3:7]} {MOBILE[7:]}": "[phone]",
    f"0086-{MOBILE}": "[phone]",
    f"{CARD[:4]} {CARD[4:8]} {CARD[8:12]} {CARD[12:]}": "[card]",
    f"{CARD[:4]}-{CARD[4:8]}-{CARD[8:12]}-{CARD[12:]}": "[card]",
    f"{LONG_CARD[:4]} {LONG_CARD[4:8]} {LONG_CARD[8:12]} {LONG_CARD[12:16]} {LONG_CARD[16:]}": "[card]",
    f"{LONG_CARD[:6]} {LONG_CARD[6:]}": "[card]",
    f"{CARD[:8]}\n{CARD[8:]}": "[card]",
}


@pytest.mark.parametrize("number", GROUPED)
def test_spaces_dashes_dots_and_country_codes_hide_nothing(number: str) -> None:
    assert mask(f"请核对{number}，谢谢") == f"请核对{GROUPED[number]}，谢谢"
    assert mask(f"not found: {number}") == f"not found: {GROUPED[number]}"


@pytest.mark.parametrize(
    "number",
    [
        *(LANDLINE, "(010)60000001", "010 6000 0001", "01060000001", "0755-26000001", "0571 8600001"),
        *("+1 (415) 555-0132", "415-555-0132", "(415) 555-0132", "1-415-555-0132", "415.555.0132"),
        *("+44 20 7946 0018", "+852 2345 6789", "+6561234567", "+81-3-1234-5678"),
    ],
)
def test_landlines_and_numbers_abroad_are_phones(number: str) -> None:
    assert mask(f"回拨 {number} 无人接听") == "回拨 [phone] 无人接听"
    assert mask(f"call {number} failed") == "call [phone] failed"


@pytest.mark.parametrize("label", ["SSN: ", "ssn ", "social security number ", "Social Security No. "])
@pytest.mark.parametrize("number", [SSN, SSN.replace("-", ""), SSN.replace("-", " ")])
def test_a_labelled_social_security_number_may_be_written_in_any_way(label: str, number: str) -> None:
    assert mask(f"{label}{number} is unknown") == f"{label}[id] is unknown"


@pytest.mark.parametrize("ssn", ["000-12-3456", "666-12-3456", "912-12-3456", "219-00-3456", "219-09-0000"])
def test_a_social_security_number_that_is_never_issued_stays(ssn: str) -> None:
    assert mask(f"value {SSN} rejected") == "value [id] rejected"
    assert mask(f"value {ssn} rejected") == f"value {ssn} rejected"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("座机：60000001", "座机：[phone]"),
        ("联系电话 6000-0001 转 2", "联系电话 [phone] 转 2"),
        ("phone=60000001&x=1", "phone=[phone]&x=1"),
        ("护照：E12345678", "护照：[id]"),
        ("港澳通行证C12345678已过期", "港澳通行证[id]已过期"),
        ("passport no. E12345678 expired", "passport no. [id] expired"),
        ("HKID A123456(7)", "HKID [id]"),
        (f"证件号码为{other_last_digit(ID[:17])}0", "证件号码为[id]"),
        ("卡号：6299 9901 2345 6780 012", "卡号：[card]"),
        (f"银行卡{ID_X}不符", "银行卡[id]不符"),
        (f"银行卡（{ID_X}）不符", "银行卡（[id]）不符"),
        ("卡号：1101991984/0 A123456", "卡号：[card]/0 A123456"),
        ("银行卡尾号1234不符", "银行卡尾号[card]不符"),
        ("尾号6299 **** **** 1234", "尾号[card]"),
        ("card ending in 1234", "card ending in [card]"),
    ],
)
def test_behind_a_label_no_proof_is_asked_for(text: str, masked: str) -> None:
    assert mask(text) == masked


def test_the_checks_decide() -> None:
    """One digit off, one too few, one too many, a 30th of February, a province 99... no such number."""
    no_such_day = ID[:10] + "0230" + ID[14:]
    wrong = [
        other_last_digit(ID),
        ID[:-1],
        f"{ID}1",
        no_such_day,
        other_last_digit(CARD),
        MOBILE[:-1],
        f"{MOBILE}1",
    ]
    assert [mask(f"值 {number} 无效") for number in wrong] == [f"值 {number} 无效" for number in wrong]


def test_every_card_length_from_13_to_19_digits_is_found() -> None:
    cards = [with_luhn_digit("6" + "7" * (length - 2)) for length in range(13, 20)]
    assert [mask(f"卡{card}，") for card in cards] == ["卡[card]，"] * 7


@pytest.mark.parametrize("before", ["E", "ERR", "T"])
def test_digits_behind_a_capital_letter_are_a_code(before: str) -> None:
    assert mask(f"{before}{MOBILE}") == f"{before}{MOBILE}"
    assert mask(f"user_{MOBILE}") == "user_[phone]"
