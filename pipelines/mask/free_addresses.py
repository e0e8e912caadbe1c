"""Postal addresses without a label: by their shape, Chinese and English."""

import re
from collections.abc import Iterator

from pipelines.mask.characters import HAN
from pipelines.mask.spans import Span, replace

_NUMBER = "[0-9A-Za-z]{1,5}(?:[-—][0-9A-Za-z]{1,5}){0,2}"
_UNIT = "(?:号楼|號樓|号院|号|號|栋|棟|幢|弄|座|单元|單元|室|楼|樓|层|層|户|組|组|队|房)"
_ROAD, _PLACE = "路街道巷弄", "同村镇鎮乡鄉庄莊里园園区區苑城厦寓舍院坊"
CHINESE_ADDRESS = f"[{_ROAD}{_PLACE}][{HAN}]{{0,3}}{_NUMBER} ?{_UNIT}"
_CHINESE = re.compile(CHINESE_ADDRESS)
_REST = re.compile(rf"(?:[{HAN}]{{0,8}}?{_NUMBER} ?{_UNIT}){{0,5}}(?:[0-9]{{3,4}}(?![0-9]))?")
_BEFORE = re.compile(rf"[{HAN}0-9A-Za-z]*\Z")
# 通道, 线路 and the like: no road.
_NO_ROAD = re.compile(r"[通渠管频頻轨隧报報知]道\Z|[线線链鏈电電回思短断斷通一网網]路\Z")
_PROVINCE = re.compile(
    "北京|天津|上海|重庆|重慶|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|"
    "云南|陕西|甘肃|青海|内蒙古|广西|西藏|宁夏|新疆|香港|澳门|台湾|臺灣"
)
_DISTRICT = re.compile(f"[{HAN}]{{2,4}}[省市州盟县縣旗]|[{HAN}]{{1,3}}[区區镇鎮乡鄉村]")
_STREET_NAME = 4

# 12B Elm Street: a number, a few names and a kind of road.
_NAME = "[A-Z][a-z'’]{1,20}"
_STREET = f"[A-Z]? (?:{_NAME} ){{1,3}}(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Boulevard|Blvd|Terrace)"
# The same for RE2, which is fast only while small: a number and a name.
MAYBE_ENGLISH = "[0-9][A-Z]? [A-Z][a-z'’]"
_FLAT = r"(?:Room|Rm|Flat|Unit|Apt|Apartment|Suite)\.? ?#?[0-9]{1,5}[A-Z]?"
_FLAT_BEFORE = re.compile(rf"{_FLAT},? \Z")
_TOWN = rf"(?:{_FLAT}|#[0-9]{{1,5}}|{_NAME}(?: {_NAME}){{0,2}})"
# The digit first, so that Python can skip to it.
_ENGLISH = re.compile(
    rf"[0-9](?<![0-9A-Za-z.,\-].)[0-9]{{0,4}}{_STREET}(?![A-Za-z])\.?"
    rf"(?:, {_TOWN}){{0,4}}(?:,? [A-Z]{{2}})?(?: [0-9]{{5}})?(?![0-9A-Za-z])"
)


def mask_free_addresses(text: str) -> str:
    """The text with addresses without a label replaced: a place or road and a house number."""
    if _CHINESE.search(text):
        text = replace(text, _chinese(text))
    return replace(text, _english(text)) if _ENGLISH.search(text) else text


def _english(text: str) -> Iterator[Span]:
    for found in _ENGLISH.finditer(text):
        flat = _FLAT_BEFORE.search(text, max(0, found.start() - 20), found.start())
        yield Span(flat.start() if flat else found.start(), found.end(), "[address]")


def _chinese(text: str) -> Iterator[Span]:
    for core in _CHINESE.finditer(text):
        start = _chinese_start(text, core.start())
        rest = _REST.match(text, core.end())
        if start is not None:
            yield Span(start, rest.end() if rest else core.end(), "[address]")


def _chinese_start(text: str, road: int) -> int | None:
    """Where the address starts whose road or place is named up to here: at its province, city or district."""
    before = _BEFORE.search(text, max(0, road - 30), road)
    from_here = before.start() if before else road
    district = _PROVINCE.search(text, from_here, road) or _DISTRICT.search(text, from_here, road)
    if district:
        return district.start()
    if text[road] not in _ROAD or _NO_ROAD.search(text, max(0, road - 1), road + 1):
        return None
    return max(from_here, road - _STREET_NAME)
