"""Postal addresses: behind a label up to where they end, and free Chinese ones by their shape."""

import re
from collections.abc import Iterator

from pipelines.mask.characters import HAN
from pipelines.mask.spans import Span, replace

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
    "已[变變更失]|电话|電話|手机|手機|联系|邮编|姓名|身份|银行|卡号"
)
_LATIN_WORD = re.compile(r"(?:, ?| )?#?[A-Za-z0-9][A-Za-z0-9'’/\-]*\.?")
_LATIN_WORDS, _LONGEST_WORD = 16, 40
_LATIN_STOP = frozenset(
    {"is", "was", "are", "does", "do", "did", "not", "invalid", "mismatch", "failed", "error", "missing"}
    | {"has", "must", "and", "could", "cannot"}
)

_NUMBER = "[0-9A-Za-z]{1,5}(?:[-—][0-9A-Za-z]{1,5}){0,2}"
_UNIT = "(?:号楼|號樓|号院|号|號|栋|棟|幢|弄|座|单元|單元|室|楼|樓|层|層|户|組|组|队|房)"
_ROAD, _PLACE = "路街道巷弄", "同村镇鎮乡鄉庄莊里园園区區苑城厦寓舍院坊"
FREE_ADDRESS = f"[{_ROAD}{_PLACE}][{HAN}]{{0,3}}{_NUMBER} ?{_UNIT}"
_FREE = re.compile(FREE_ADDRESS)
_REST = re.compile(rf"(?:[{HAN}]{{0,8}}?{_NUMBER} ?{_UNIT}){{0,5}}(?:[0-9]{{3,4}}(?![0-9]))?")
_BEFORE = re.compile(rf"[{HAN}0-9A-Za-z]*$")
# 通道, 线路 and the like: no road.
_NO_ROAD = re.compile("[通渠管频頻轨隧报報知]道$|[线線链鏈电電回思短断斷通一网網]路$")
_PROVINCE = re.compile(
    "北京|天津|上海|重庆|重慶|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|"
    "云南|陕西|甘肃|青海|内蒙古|广西|西藏|宁夏|新疆|香港|澳门|台湾|臺灣"
)
_DISTRICT = re.compile(f"[{HAN}]{{2,4}}[省市州盟县縣旗]|[{HAN}]{{1,3}}[区區镇鎮乡鄉村]")
_STREET_NAME = 4


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


def mask_free_addresses(text: str) -> str:
    """The text with Chinese addresses without a label replaced: a place or road and a house number."""
    return replace(text, _free(text)) if _FREE.search(text) else text


def _free(text: str) -> Iterator[Span]:
    for core in _FREE.finditer(text):
        start = _free_start(text, core.start())
        rest = _REST.match(text, core.end())
        if start is not None:
            yield Span(start, rest.end() if rest else core.end(), "[address]")


def _free_start(text: str, road: int) -> int | None:
    """Where the address starts whose road or place is named up to here: at its province, city or district."""
    before = _BEFORE.search(text, max(0, road - 30), road)
    from_here = before.start() if before else road
    district = _PROVINCE.search(text, from_here, road) or _DISTRICT.search(text, from_here, road)
    if district:
        return district.start()
    if text[road] not in _ROAD or _NO_ROAD.search(text, max(0, road - 1), road + 1):
        return None
    return max(from_here, road - _STREET_NAME)
