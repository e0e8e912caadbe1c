"""Names, addresses, e-mails, accounts, IP addresses, and values that somebody masked in part."""

import pytest
from made_numbers import EMAIL, MOBILE

from pipelines.mask import mask

NAMES = {
    "姓名：张三": "姓名：[name]",
    "姓名张三不符": "姓名[name]不符",
    "户名为欧阳娜娜，与预留不符": "户名为[name]，与预留不符",
    "申请人 李四 已撤回": "申请人 [name] 已撤回",
    "收款人：王小明 6222": "收款人：[name] 6222",
    "姓名：阿迪力·买买提": "姓名：[name]",
    "姓名：张　三": "姓名：[name]",
    "法院冻结，被执行人：李明": "法院冻结，被执行人：[name]",
    "当事人张三未到场": "当事人[name]未到场",
    "名单筛查命中：潘瑶，复核未完成": "名单筛查命中：[name]，复核未完成",
    "客户：赵敏 未实名": "客户：[name] 未实名",
    "尊敬的王先生您好": "尊敬的[name]先生您好",
    "李女士的申请": "[name]女士的申请",
    "name: Zhang San": "name: [name]",
    "account holder John Smith does not match": "account holder [name] does not match",
    "customerName=zhang+san&x=1": "customerName=[name]&x=1",
    '"holder":"张三"': '"holder":"[name]"',
    "cardholder Mary O'Neil is unknown": "cardholder [name] is unknown",
    "Mr. Smith called": "Mr. [name] called",
    "Dear Ms Wang,": "Dear [name],",
    "Sanctions screening hit for Jiaqiang Liu": "Sanctions screening hit for [name]",
    "A court levy on Zhang Xiao-ming is in force": "A court levy on [name] is in force",
    "An unresolved claim by Li Ming Hua.": "An unresolved claim by [name].",
}
ADDRESSES = {
    "地址：北京市海淀区中关村大街1号": "地址：[address]",
    "收件地址：云墟市望岳区星河路16号103室（流水号 9）": "收件地址：[address]（流水号 9）",
    "家住海淀区中关村大街27号楼3单元502室": "家[address]",
    "资料寄往上海市浦东新区世纪大道100号": "资料寄往[address]",
    "address: 12 Elm Street, Springfield": "address: [address]",
    "on file: Room 1101, 9 Changting Avenue, Yunxu": "on file: [address]",
    "moved to 12B Elm St, Apt 4, Springfield, IL 62704 last May": "moved to [address] last May",
}
OTHERS = {
    f"写信给{EMAIL}。": "写信给[email]。",
    "nobody＠example.com": "[email]",
    "to=nobody%40example.com&x=1": "to=[email]&x=1",
    "<a_b-c+d@mail.example.cn>": "<[email]>",
    "账号：6299012 已注销": "账号：[account] 已注销",
    "account number 12345678": "account number [account]",
    "wallet id W12345678 not found": "wallet id [account] not found",
    "userId=10023456": "userId=[account]",
    "微信号：abc_zhang": "微信号：[account]",
    "QQ：12345678": "QQ：[account]",
    "用户名：xiaoming": "用户名：[account]",
    "login: xiaoming88": "login: [account]",
    "来自 192.0.2.17 的请求": "来自 [ip] 的请求",
    "192.0.2.17:8080 refused": "[ip]:8080 refused",
    "client 2001:db8::7:1 refused": "client [ip] refused",
}
HALF_MASKED = {
    "138****1234": "[phone]",
    "1381234****": "[phone]",
    "1380000xxxx": "[phone]",
    "138 **** 1234": "[phone]",
    "440199********123X": "[id]",
    "4401**********1234": "[id]",
    "6222 **** **** 1234": "[card]",
    "xxxx xxxx xxxx 1234": "[card]",
    "z***g@example.com": "[email]",
    "欧阳**": "[name]",
    "张*": "[name]",
    "*三": "[name]",
}


@pytest.mark.parametrize("text", [*NAMES, *ADDRESSES, *OTHERS])
def test_personal_words_are_masked_and_nothing_beside_them(text: str) -> None:
    assert mask(text) == (NAMES | ADDRESSES | OTHERS)[text]


@pytest.mark.parametrize("value", HALF_MASKED)
def test_what_is_masked_in_part_is_masked_whole(value: str) -> None:
    assert mask(f"预留：{value}，请核对") == f"预留：{HALF_MASKED[value]}，请核对"
    assert mask(f'{{"v":"{value}"}}') == f'{{"v":"{HALF_MASKED[value]}"}}'


def test_several_values_in_one_text() -> None:
    text = f"户名：张三，手机 {MOBILE}，邮箱 {EMAIL}，IP 192.0.2.17"
    assert mask(text) == "户名：[name]，手机 [phone]，邮箱 [email]，IP [ip]"


@pytest.mark.parametrize(
    "label", ["姓名", "姓　名".replace("　", ""), "持卡人", "Name", "HOLDER", "payeeName"]
)
@pytest.mark.parametrize("joint", ["：", ":", "=", " = ", '":"', "：「", "（"])
def test_a_name_is_found_behind_any_separator(label: str, joint: str) -> None:
    assert mask(f"{label}{joint}张三") == f"{label}{joint}[name]"
