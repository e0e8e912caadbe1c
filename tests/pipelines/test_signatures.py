"""Templates: Python and SQL agree, values collapse, what says why stays."""

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.signatures import (
    TEMPLATE_LENGTH,
    TEMPLATE_STEPS,
    signature_id,
    signature_id_sql,
    template,
    template_sql,
)

# Pieces that meet the patterns at their edges, more often than chance would.
PIECES = st.sampled_from(
    [
        *(
            "HTTP 504",
            "status 404",
            "status: ",
            "错误码：",
            "E",
            "12",
            "3.50",
            "５",
            "-",
            ":",
            ".",
            ", ",
            "、",
            " ",
            "#",
        ),
        *(
            '"',
            "'",
            "“",
            "”",
            "「",
            "」",
            "message",
            "提示",
            "abc",
            "户名",
            "[id]",
            "[phone]",
            "http://a.b/c?d=1",
            "://",
        ),
        *("deadbeef", "0a-beef-", "\n", "{", "}", "don't", "原因", "returned ", "元", "code", "error code 1"),
    ]
)
MESSAGES = st.one_of(
    st.lists(PIECES, max_size=12).map("".join), st.text(max_size=80), st.text("a1\"' -#:", max_size=40)
)


@pytest.fixture(scope="module")
def engine() -> duckdb.DuckDBPyConnection:
    return duckdb.connect()


@settings(max_examples=400, deadline=None)
@given(messages=st.lists(MESSAGES, min_size=1, max_size=20), code=st.one_of(st.none(), st.text(max_size=12)))
def test_python_and_sql_agree(
    engine: duckdb.DuckDBPyConnection, messages: list[str], code: str | None
) -> None:
    masked_template = template_sql("m")
    found = engine.execute(
        f"SELECT {masked_template}, {signature_id_sql('$c::VARCHAR', masked_template)}"
        " FROM unnest($m::VARCHAR[]) t(m)",
        {"m": messages, "c": code},
    ).fetchall()
    assert found == [(template(text), signature_id(code, template(text))) for text in messages]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("余额12.50元未提现", "余额1,003.00元未提现"),
        ("Order 7 not found", "Order A77-20240102 not found"),
        ("failed at 2024-01-02 10:11:12", "failed at 2025-12-31 23:59:59"),
        (
            "wallet 8f14e45f-ceea-467a-9a36-dedd4bea2543 gone",
            "wallet 0a1b2c3d-beef-467a-9a36-dedd4bea2543 gone",
        ),
        ('user "John Smith" not found', 'user "Ann" not found'),
        ("Account 'Main wallet' has money", "Account 'Second one' has money"),
        ("商户“星巴克”未解约", "商户“面包店”未解约"),
        ("see https://a.example/x?y=1 now", "see https://b.example/z now"),
        ("订单1、2、3 处理中", "订单12、13 处理中"),
        ("余额１２元", "余额３元"),
        ("waited 3000ms", "waited 5ms"),
    ],
)
def test_variable_parts_collapse(one: str, other: str) -> None:
    assert one != other
    assert template(one) == template(other)
    assert "#" in template(one)


@pytest.mark.parametrize(
    "text",
    [
        "HTTP 504 Gateway Timeout",
        "HTTP/1.1 502 Bad Gateway",
        "status 404",
        "HTTP status code: 503",
        "状态码：500",
        "错误码: 1001 解约失败",
        "[id] 的手机 [phone] 与 [card] [email] [name] [address] 不符",
        '{"code":"ORDER_CLOSED","message":"Account has balance"}',
        'bank returned "账户已销户"',
        "You can't close it, you don't own it",
        "",
    ],
)
def test_what_tells_failures_apart_stays(text: str) -> None:
    assert template(text) == text


def test_different_statuses_are_different_signatures() -> None:
    assert template("HTTP 504 for order 12") == "HTTP 504 for order #"
    assert template("HTTP 504 for order 12") != template("HTTP 503 for order 12")


def test_template_is_cut() -> None:
    assert len(template("长" * 2000)) == TEMPLATE_LENGTH


def test_signature_id_tells_code_and_message_apart() -> None:
    # sha256 of "E1", unit separator, "busy": the code cannot run into the message
    assert signature_id("E1", "busy") != signature_id("E", "1busy")
    assert signature_id(None, "busy") == signature_id("", "busy")
    assert signature_id(None, None) == signature_id("", "")
    assert len(signature_id("E1", "busy")) == 16


def test_nulls_stay_null(engine: duckdb.DuckDBPyConnection) -> None:
    found = engine.execute(
        f"SELECT {template_sql('m')}, {signature_id_sql('c', 'm')}"
        " FROM (SELECT NULL::VARCHAR m, NULL::VARCHAR c)"
    )
    assert found.fetchone() == (None, signature_id(None, None))


def test_patterns_keep_to_what_both_engines_know() -> None:
    for pattern, _ in TEMPLATE_STEPS:
        assert not any(part in pattern for part in ("(?=", "(?!", "(?<", r"\b", "$", r"\p"))
