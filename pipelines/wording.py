"""One wording for all texts: what phrases are compared with, whatever width, case or script was logged."""

import re
import unicodedata
from functools import cache
from pathlib import Path

TRADITIONAL = Path(__file__).parent / "taxonomy" / "traditional.txt"

_HAN = "\u3400-\u9fff"
_URL = re.compile(r"[a-z]{2,10}://[^\s\"'<>]+", re.IGNORECASE)
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_MARK = re.compile(r"[\u0300-\u036f]")
_APOSTROPHE = re.compile(r"(?<=[a-z])['’](?=[a-z])")
_NUMBER = re.compile(r"[0-9]+(?:[.,:/][0-9]+)*")
_HAN_NUMBER = re.compile(r"[一二两三四五六七八九十百]+(?=天|日|个月|小时|年|岁|周岁|次|个工作日)")
_JOIN = re.compile(r"[-_/\\'\"’‘“”「」『』\s]+|(?<=[a-z0-9#])\.(?=[a-z0-9#])")
_SPACE_AT_HAN = re.compile(rf" (?=[{_HAN}])|(?<=[{_HAN}]) ")


def normalise(text: str) -> str:
    """Lower case, one width, simplified script, no accents, `#` for numbers, CamelCase split."""
    text = _HUMP.sub(" ", _URL.sub(" ", text))
    if not text.isascii():
        text = _one_script(text)
    text = _NUMBER.sub("#", _APOSTROPHE.sub("", text.lower()))
    return _SPACE_AT_HAN.sub("", _JOIN.sub(" ", text)).strip()


def code_words(code: str) -> str:
    """The words an error code is made of: `NonZeroBalanceException` and `non.zero_balance` alike."""
    return normalise(code.replace(":", " "))


def _one_script(text: str) -> str:
    characters, words, any_word = _scripts()
    text = unicodedata.normalize("NFC", _MARK.sub("", unicodedata.normalize("NFKD", text))).translate(characters)
    return _HAN_NUMBER.sub("#", any_word.sub(lambda found: words[found[0]], text))


@cache
def _scripts() -> tuple[dict[int, str], dict[str, str], re.Pattern[str]]:
    """Traditional characters and regional words with what stands for them, and a pattern of the words."""
    lines = TRADITIONAL.read_text(encoding="utf-8").splitlines()
    pairs = [pair for line in lines if not line.startswith("#") for pair in line.split()]
    words = dict(pair.split("=") for pair in pairs if "=" in pair)
    return {ord(pair[0]): pair[1] for pair in pairs if "=" not in pair}, words, re.compile("|".join(words))
