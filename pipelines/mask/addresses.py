"""Postal addresses behind a label: where they end."""

import re

from pipelines.mask.characters import HAN

_SIGN = rf"[{HAN}0-9A-Za-z#\-－—·()（）]"
_SEGMENT = re.compile(rf"{_SIGN}{{2,60}}")
_NEXT = re.compile(rf"[ ,，、\t]{{1,2}}({_SIGN}{{2,60}}+)(?![:：=])")
_PART = re.compile(
    "[0-9省市区區县縣旗镇鎮乡鄉村路街巷道弄号號楼樓室栋棟座层層苑园園城厦舍组組队隊]|单元|胡同"
)
# Where no address begins, and where one ends and the sentence goes on.
_NO_ADDRESS = re.compile(
    "[不无無已与與或及空超非缺请請您]|未[^央]|是否|必填|格式|信息|一致|填写|解析|用户|客户|系统|错误|有误|校验|"
    "异常"
)
_GOES_ON = re.compile(
    "[与與](?:证|證|系|身|登|实)|不[一符匹存正完详能可支]|未[通填匹完能]|无法|無法|有误|有誤|错误|錯誤|校验|核验|失败|失敗|异常|"
    "[（(](?:流水|请求|請求|编号|編號|时间|時間|错误|錯誤|原因|订单|訂單|交易)|已[变變更失]|电话|電話|手机|手機|联系|邮编|姓名|身份|银行|卡号"
)
_LATIN_WORD = re.compile(r"(?:, ?| )?#?[A-Za-z0-9][A-Za-z0-9'’/\-]*\.?")
_LATIN_WORDS, _LONGEST_WORD = 16, 40
_LATIN_STOP = frozenset(
    {"is", "was", "are", "does", "do", "did", "not", "invalid", "mismatch", "failed", "error", "missing"}
    | {"has", "must", "and", "could", "cannot"}
)


def labelled_address_end(text: str, start: int) -> int | None:
    """Where the address that starts here, behind its label, ends; None where there is none."""
    found = _SEGMENT.match(text, start)
    if not found or _NO_ADDRESS.match(text, start):
        return None
    if found.group().isascii():
        return _latin_end(text, start)
    end = _segment_end(text, start, found.end())
    while end and (more := _NEXT.match(text, end)):
        last = _segment_end(text, more.start(1), more.end(1))
        if not last:
            break
        end = last
    return end


def _segment_end(text: str, start: int, end: int) -> int | None:
    """Where the part of an address in this segment ends; None where no word of an address is in it."""
    on = _GOES_ON.search(text, start, end)
    end = on.start() if on else end
    return end if _PART.search(text, start, end) else None


def _latin_end(text: str, start: int) -> int | None:
    """Where an address in Latin letters ends: a few words, among them a number, up to one that goes on."""
    end = start
    for _ in range(_LATIN_WORDS):
        word = _LATIN_WORD.match(text, end, end + _LONGEST_WORD)
        if not word or word.group().strip(" ,.").lower() in _LATIN_STOP:
            break
        if text[word.end() : word.end() + 1] in (":", "="):
            break
        end = word.end()
        if word.group().endswith(".") and len(word.group().strip(" ,.")) > 3:
            break
    is_address = " " in text[start:end] and any(sign.isdigit() for sign in text[start:end])
    return end if is_address else None
