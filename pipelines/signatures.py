"""The signature of a failure: its code and its template, the masked message without what varies in it.

A message becomes a template in two steps. Its outline (outlines.py) is cheap and made in SQL for every distinct
message. What an outline still varies in is known by the words around it, needs look-around, and is taken away here,
once for each distinct outline: a log has millions of messages and a few thousand outlines.
"""

import hashlib
import re
from functools import lru_cache

from pipelines.outlines import outline

# Raise it when a step here or in outlines.py changes what a template is: the next load builds history anew from the
# masked messages it has, and shows each older signature as what it is today (succession.py).
TEMPLATE_VERSION = "2"
SEPARATOR = "\x1f"
END = 200  # characters of the end in which ids hang on; bounds the time of the search
MOST_KNOWN = 20_000  # outlines remembered between slices

_NAMED = (
    r"(?:[\u3400-\u9fffA-Za-z]{0,10}(?:号|编号|流水|单|ID)"
    r"|(?:trace|span|request|req|correlation|transaction|trans|txn|session|log|order|ref|reference|event|message"
    r"|msg|error|batch)(?:[ _.-]?(?:id|no|num|number|code|key))?|时间|发生时间|请求时间|time|timestamp|date)"
)
_TECHNICAL = r"(?:(?:trace|span|correlation|session|request|req|log)[ _.-]?id|trace|时间|time|timestamp|date)"
# An id or an instant hung on at the end: "(trace #)", "，流水号#", " requestId=#", " at #". Without a bracket, a comma
# or an equals sign before it the id is what the message is about ("Cannot find order #") and stays.
_HUNG_ON = re.compile(
    rf"(?:[ ,，;；、]*[（(\[【] ?(?:{_NAMED} ?[:：=]? ?)?#+ ?[）)\]】]|[,，;；]\s*{_NAMED}[ :：=]*#+"
    rf"| {_TECHNICAL}[ :：=]*#+| [A-Za-z]+=#+| at #+)+[.。]?\s*\Z",
    re.IGNORECASE,
)
_ENDS = tuple(f"#{bracket}" for bracket in ("", ")", "）", "]", "】", " )", " ]"))
_CURRENCY = (
    r"(?:CNY|RMB|USD|HKD|EUR|GBP|JPY|SGD|AUD|CAD|TWD|MOP|KRW|THB|MYR|INR|PHP|VND|IDR|BRL|MXN|CHF|NZD|AED|NGN|KES"
    r"|ZAR)"
)
# Before "银行" these say which part a bank plays, or what happened; anything else there is a bank's name.
_NO_BANK = (
    r"(?:其他|其它|调用|发卡|开户|预留|收款|付款|对方|本人|持卡|绑定|签约|合作|商业|直销|网上|手机|电子|支付|相关|所属"
    r"|上游|三方|跨行|部分|联系|通过|您的|用户|账户|系统|核心|存管|清算|托管|代理|中央|人民|外部|境外|国内|当前|信息|对应"
    r"|任意|所有|收到|等待|前往|请求|访问|连接|资金|划转|扣款|转账|交易|通讯|通信|网络|提现|充值|解绑|绑卡|余额|失败|错误"
    r"|异常|超时|关闭|维护|限制|冻结|风控|实名|认证|短信|验证|[或的未不无非向到由经与和及该贵原新请在被是为])"
)
_NO_BANK_EN = (
    r"(?:The|Your|This|Our|No|Any|Invalid|Issuing|Receiving|Partner|Central|Recipient|Beneficiary|Linked|Unknown"
    r"|Online|Mobile|Open|Please|Contact|Card|From|By|At)"
)
# What a text must hold for a step to be worth its time, what the step finds, and what it leaves.
_STEPS: tuple[tuple[str, re.Pattern[str], str], ...] = tuple(
    (held, re.compile(pattern), replacement)
    for held, pattern, replacement in (
        # an order number that the masker took for a card
        (
            "[",
            r"((?:订单|流水|交易|请求|协议|单据?|[Oo]rder|[Rr]equest|[Tt]race|[Tt]ransaction|[Rr]ef)(?:号|编号)?"
            r"[:： ]{0,2})\[(?:card|account|phone|id)\]",
            r"\1#",
        ),
        # the currency of an amount
        (
            "#",
            rf"(?:{_CURRENCY}|US\$|HK\$|[$¥￥€£]) ?#|# ?{_CURRENCY}(?![A-Za-z])"
            r"|#(?:美元|港元|港币|欧元|日元|英镑|人民币)",
            "#",
        ),
        # the name of a bank
        (
            "银行",
            rf"(^|[，,。：:；;、（(\[ #\n]|前往|联系|开户行)(?:(?!{_NO_BANK})[\u3400-\u9fff]){{2,6}}银行(?!卡)",
            r"\1#银行",
        ),
        (
            "Bank",
            rf"(?<![A-Za-z])(?!{_NO_BANK_EN} )(?:[A-Z][a-z]+ ){{1,2}}Bank"
            r"(?![A-Za-z]| [A-Z]| (?:account|card|detail|code|number|name|transfer))",
            "# Bank",
        ),
        # a service by its name in the system
        ("-", r"(组件|服务|节点|模块)([:： ]?)[a-z][a-z0-9]*(?:-[a-z0-9#]+)+", r"\1\2#"),
        (
            "-",
            r"(?<![A-Za-z])([Cc]omponent|[Ss]ervice|[Hh]ost|[Uu]pstream|[Nn]ode)([:=]? )[a-z0-9#]+(?:-[a-z0-9#]+)+",
            r"\1\2#",
        ),
        # a platform's letters before the number of a clause
        ("-#", r"(条款|协议号?|[Cc]lause |[Pp]olicy )[A-Z]{2,6}-#", r"\1#"),
    )
)


def template(text: str) -> str:
    """The template of a masked message, 4,000 characters at most. The template of a template is itself."""
    return template_of(outline(text))


@lru_cache(MOST_KNOWN)
def template_of(known: str) -> str:
    """The template of an outline."""
    before = None
    while known != before:
        before, known = known, _collapsed(known)
    return known


def _collapsed(text: str) -> str:
    for held, pattern, replacement in _STEPS:
        if held in text:
            text = pattern.sub(replacement, text)
    if text.rstrip(" .。\n").endswith(_ENDS):
        return (text[:-END] + _HUNG_ON.sub("", text[-END:])) or text
    return text


def signature_id(code: str | None, masked_template: str | None) -> str:
    """First 16 hex digits of sha256 over code, unit separator and template; a missing one counts as empty."""
    return hashlib.sha256(f"{code or ''}{SEPARATOR}{masked_template or ''}".encode()).hexdigest()[:16]


def signature_id_sql(code: str, template: str) -> str:
    """A SQL expression for `signature_id`; both arguments are SQL expressions and may be NULL."""
    key = f"concat(coalesce({code}, ''), chr({ord(SEPARATOR)}), coalesce({template}, ''))"
    return f"left(sha256({key}), 16)"
