"""Every language says everything, and nothing that is not asked."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pandas as pd
import pytest

from dashboards.text import FOLDER, LANGUAGES, NOTHING, plain, read_locale, text

CODE = FOLDER.parent
KEY = re.compile(r"[a-z_]+(\.[a-z0-9_]+)+")
PLACEHOLDER = "\0"


def placeholders(value: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(value) if name}


def texts_in_code() -> Iterator[str]:
    """Every string of the code; in an f-string each value is a placeholder."""
    for path in CODE.rglob("*.py"):
        nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
        inside = {id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values}
        for node in nodes:
            if isinstance(node, ast.JoinedStr):
                parts = (
                    part.value if isinstance(part, ast.Constant) else PLACEHOLDER for part in node.values
                )
                yield "".join(parts)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside:
                yield node.value


def asked_patterns() -> list[re.Pattern[str]]:
    """What the code can ask for: whole keys, and keys with a value inside."""
    found = {value for value in texts_in_code() if KEY.fullmatch(value.replace(PLACEHOLDER, "x"))}
    return [re.compile(re.escape(value).replace(PLACEHOLDER, ".+")) for value in found]


def test_the_languages_have_the_same_keys() -> None:
    keys = {language: set(read_locale(language)) for language in LANGUAGES}
    assert keys["zh"] ^ keys["en"] == set()


def test_the_languages_fill_in_the_same_values() -> None:
    zh, en = (read_locale(language) for language in ("zh", "en"))
    assert [key for key in zh if placeholders(zh[key]) != placeholders(en[key])] == []


def test_every_key_is_asked_for() -> None:
    patterns = asked_patterns()
    assert [key for key in read_locale("en") if not any(pattern.fullmatch(key) for pattern in patterns)] == []


def test_every_key_asked_for_whole_is_there() -> None:
    known = read_locale("en")
    tables = {key.split(".")[0] for key in known}
    whole = {value for value in texts_in_code() if KEY.fullmatch(value) and value.split(".")[0] in tables}
    events = {value for value in whole if value.split(".")[0] in ("help", "event")}
    assert whole - events - set(known) == set()


def test_nothing_is_left_in_the_other_language() -> None:
    chinese = re.compile(r"[\u4e00-\u9fff]")
    assert [key for key, value in read_locale("en").items() if chinese.search(value)] == []
    untranslated = [key for key, value in read_locale("zh").items() if not chinese.search(value)]
    assert untranslated == []


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", ["1,234", "7.8%", "+1.20 pp", "30 min", "36 h", "3 d", "20 Nov 09:00", "132.1K", "1,234"]),
        (
            "zh",
            [
                "1,234",
                "7.8%",
                "+1.20 个百分点",
                "30 分钟",
                "36 小时",
                "3 天",
                "11月20日 09:00",
                "13.2万",
                "1,234",
            ],
        ),
    ],
)
def test_numbers_as_each_language_writes_them(language: str, written: list[str]) -> None:
    say = text(language)
    at = pd.Timestamp("2026-11-20 09:00")
    shown = [
        say.number(1234),
        say.percent(0.0783),
        say.points(0.012),
        say.hours(0.5),
        say.hours(36),
        say.hours(72),
    ]
    assert [*shown, say.instant(at), say.compact(132_100), say.compact(1234)] == written


@pytest.mark.parametrize("method", ["number", "compact", "percent", "points", "change", "hours", "instant"])
def test_what_is_not_known_is_a_dash(method: str) -> None:
    say = text("en")
    assert {getattr(say, method)(value) for value in (None, float("nan"), pd.NaT)} == {NOTHING}


@pytest.mark.parametrize(
    "hostile", ["<script>x</script>", "[a](http://b)", "**b** :red[c] $x$ `d`", "a\n\n# b"]
)
def test_log_text_is_never_markup(hostile: str) -> None:
    shown = plain(hostile)
    assert "\n" not in shown
    assert not re.search(r"(?<!\\)[<>\[\]*`$:#]", shown)


def test_no_locale_file_stands_alone() -> None:
    assert {path.stem for path in Path(FOLDER).glob("*.toml")} == set(LANGUAGES)
