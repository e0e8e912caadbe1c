"""What holds for any text: masking is done once, and misses nothing planted."""

import re
from collections.abc import Iterator
from datetime import date

import duckdb
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from made_numbers import (
    CARD,
    EMAIL,
    ID,
    ID_X,
    LANDLINE,
    LONG_CARD,
    MOBILE,
    OLD_ID,
    SSN,
    resident_id,
    with_luhn_digit,
)

from pipelines.mask import MAYBE_PERSONAL, mask

PERSONAL = (ID, ID_X, OLD_ID, MOBILE, LANDLINE, SSN, CARD, LONG_CARD, EMAIL, "192.0.2.17", "2001:db8::7:1")
# Pieces that meet the rules at their edges, more often than chance would.
PIECES = (
    "+86 +1 0086 (010) 020 1234 12345678 6 2026-07-01 09:30:00 400-800-1234 １３９ ９９９９ ００００ ＠ "
    "姓名 户名 持卡人 手机号 身份证 卡号 尾号 地址 账号 客户 钱包 微信号 命中 "
    "被执行人 张三 欧阳** 李* *五 先生 女士 王 "
    "name holder Phone card userId account SSN address login Mr Dear "
    "Zhang San zhang Smith Li-Ming Elm Street "
    "北京市海淀区 中山路12号 3栋502室 138****1234 44**************1X a*c@x.cn ** * xxxx XXXX 1380000xxxx "
    "： : = 是 is \" ' （ ） ( ) [ ] [phone] [name] [id] [card] - _ . , ， 。 "
    "/ ? & % ％ %40 %3A %E5%BC%A0 \\u5f20 \\n "
    "abc E x X 元 CNY ￥ @ + :: v 不符 失败"
)
GAPS = (" ", "\u3000", "\n", "\u200b", "\u00a0")
WORDS = st.sampled_from([*PERSONAL, *PIECES.split(), *GAPS])
MESSY = st.one_of(
    st.lists(WORDS, max_size=14).map("".join),
    st.text(max_size=60),
    st.text("0123456789- *Xx.:+()", max_size=40),
)


@settings(max_examples=600)
@given(MESSY)
@example("持有人%E5%BC%A0％444**************1X")
def test_masking_twice_changes_no_more(text: str) -> None:
    once = mask(text)
    assert mask(once) == once


@settings(max_examples=600)
@given(MESSY)
@example("王\n女士")
@example("命中 is 李 ")
def test_what_the_cheap_test_passes_over_stays_as_it_is(text: str) -> None:
    if not re.search(MAYBE_PERSONAL, text):
        assert mask(text) == text


@pytest.fixture(scope="module")
def warehouse() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        yield connection


@settings(max_examples=60)
@given(texts=st.lists(MESSY.filter(lambda text: "\0" not in text), min_size=1, max_size=20))
def test_duckdb_passes_over_nothing_that_masking_would_change(
    warehouse: duckdb.DuckDBPyConnection, texts: list[str]
) -> None:
    asked = "SELECT list_transform($texts::VARCHAR[], lambda text: regexp_matches(text, $pattern))"
    [found] = warehouse.execute(asked, {"texts": texts, "pattern": MAYBE_PERSONAL}).fetchone() or ()
    assert found == [re.search(MAYBE_PERSONAL, text) is not None for text in texts]


AROUND = st.one_of(
    st.lists(
        st.sampled_from(
            ["解约失败", "核验", "wallet", "closed", "，", "。", " ", "HTTP 504", "（", "）", "\n", ":"]
        )
    ).map("".join),
    st.text(max_size=30),
)


@settings(max_examples=400)
@given(before=AROUND, value=st.sampled_from(PERSONAL), after=AROUND)
def test_a_planted_value_is_never_left(before: str, value: str, after: str) -> None:
    assert value not in mask(f"{before}，值 {value} 值，{after}")


@given(
    birth=st.dates(date(1900, 1, 1), date(2099, 12, 31)),
    province=st.sampled_from(["11", "31", "44", "54", "65", "81"]),
    order=st.integers(0, 999),
)
def test_every_identity_number_is_found(birth: date, province: str, order: int) -> None:
    assert mask(f"证件{resident_id(province, f'{birth:%Y%m%d}', f'{order:03}')}不符") == "证件[id]不符"


@given(st.from_regex(r"(?:4[0-9]{14}|62[0-9]{13,16}|5[1-5][0-9]{13})", fullmatch=True))
def test_every_card_is_found(body: str) -> None:
    assert mask(f"付款 {with_luhn_digit(body)} 失败") in ("付款 [card] 失败", "付款 [id] 失败")


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True))
def test_every_mobile_number_is_found(number: str) -> None:
    assert mask(f"致电{number}无人接听") == "致电[phone]无人接听"
