"""What must be read afterwards stays: times, amounts, codes, orders, versions, service numbers, words."""

import pytest
from made_numbers import CARD, MOBILE, other_last_digit

from pipelines.mask import mask

TIMES = (
    *(
        "2026-07-01 09:30:00",
        "2026-07-01T09:30:00.123+08:00",
        "20260701093000",
        "2026070109300012",
        "1782841882630",
    ),
    *("2026年7月1日13时", "01/07/2026", "12:30:45.123", "00:00:00", "8 2 2026"),
)
AMOUNTS = (
    *(
        "金额 13812345678.00 元",
        "￥13812345678",
        "13812345678元",
        "CNY 13800000000",
        "1,381,234,567",
        "余额12.30元",
    ),
    *(
        "耗时 13812345678 ns",
        "13812345678 bytes",
        "利率 4.35%",
        "0.13812345678",
        "3.14159265358979",
        "$ 4155550132",
    ),
)
CODES = (
    *("错误码 10020013", "E100200134", "HTTP 504", "ORA-00942", "trace a0531401f689824", "T2026072167944365"),
    *("request 550e8400-e29b-41d4-a716-446655440000", "订单号2026070112345678901", "case 20260701-000123"),
    *(f"订单号{other_last_digit(CARD)}", "sha 3f786850e387550fdab836ed7e6dc881de23001b", "code=0x80004005"),
)
VERSIONS = ("v1.2.3.4", "version 10.0.1.2", "Chrome/120.0.6099.110", "版本：8.0.30.1", "App 6.5.4")
SERVICES = (
    *(
        "400-800-1234",
        "4008001234",
        "400 800 1234",
        "800-820-8820",
        "95588",
        "客服电话95588",
        "电话：400-800-1234",
    ),
    *("请拨打客服热线 955880", "10106666", "(800) 555-0100", "call 1-800-555-0100"),
)
WORDS = (
    *(
        "姓名不符",
        "姓名：不能为空",
        "户名与预留不符",
        "手机号已停用",
        "地址信息不完整",
        "用户未登录",
        "客户端版本过低",
    ),
    *(
        "请联系客户经理",
        "持卡人信息有误",
        "账户余额不足",
        "钱包状态异常",
        "身份证已过期",
        "尾号不符",
        "命中：高风险规则",
    ),
    *(
        "name is required",
        "customer account is frozen",
        "holder name mismatch",
        "address invalid",
        "Dear customer,",
    ),
    *(
        "card expired",
        "file name: report.csv",
        "host address unreachable",
        "user is not verified",
        "Ping An Bank",
    ),
    *(
        "Hong Kong branch",
        "线路3号楼",
        "通道1号",
        "std::vector",
        "a::b",
        "user@host",
        "foo @ bar",
        "@Override",
    ),
    *(
        "**重要**",
        "***",
        "a*b*c",
        "错误：*号必填",
        "注*：",
        "12 Day Return Policy",
        "Five Yuan",
        "Dear Experian,",
        "",
    ),
)


@pytest.mark.parametrize("text", [*TIMES, *AMOUNTS, *CODES, *VERSIONS, *SERVICES, *WORDS])
def test_what_belongs_to_no_person_stays(text: str) -> None:
    assert mask(text) == text
    assert mask(f"解约失败，{text}") == f"解约失败，{text}"


def test_a_text_without_personal_data_keeps_even_its_disguise() -> None:
    text = "错误码１２３４\u200b，进度100％"
    assert mask(text) == text


def test_a_number_that_passes_a_check_digit_by_chance_is_masked() -> None:
    """The price the package names: of ten order numbers that look like cards, one has the right digit."""
    orders = [CARD[:-1] + str(last) for last in range(10)]
    assert sum(mask(f"订单{order}") != f"订单{order}" for order in orders) == 1


def test_a_mobile_number_is_no_amount_only_because_one_stands_beside_it() -> None:
    assert mask(f"向{MOBILE}转账12.00元") == "向[phone]转账12.00元"
