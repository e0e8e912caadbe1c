"""Words, numbers and dates as each language writes them. A language is one file in locales/."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st
from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import format_compact_decimal, format_currency, format_decimal, format_percent

FOLDER = Path(__file__).parent / "locales"
LANGUAGES = ("zh", "en")
BABEL = {"zh": "zh_Hans_CN", "en": "en_GB"}
DAY = {"zh": "M月d日", "en": "d MMM"}
DAY_OF_YEAR = {"zh": "y年M月d日", "en": "d MMM y"}
NOTHING = "–"
SEPARATED = {"zh": "、", "en": ", "}
MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|~$:<>&^=])")


@cache
def read_locale(language: str) -> Mapping[str, str]:
    """Every text of a language by its dotted key."""
    with (FOLDER / f"{language}.toml").open("rb") as file:
        return dict(flattened(tomllib.load(file), ""))


def flattened(table: Mapping[str, Any], prefix: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for key, value in table.items():
        found += flattened(value, f"{prefix}{key}.") if isinstance(value, dict) else [(prefix + key, value)]
    return found


def plain(value: object) -> str:
    """Log text for a place that reads Markdown: shown as it is, never as markup."""
    one_line = " ".join(str(value).split())
    return MARKDOWN.sub(r"\\\1", one_line)


def is_missing(value: Any) -> bool:
    """Whether a single value is absent: None, NaN or NaT."""
    return bool(pd.isna(value))


@dataclass(frozen=True)
class Text:
    """One language: `say("page.causes")` gives its words, the methods its numbers. Missing is a dash."""

    language: str
    words: Mapping[str, str] = field(repr=False, compare=False, hash=False)

    def __call__(self, key: str, **values: object) -> str:
        """The text of a key with its placeholders filled. Raises KeyError for a key that no locale has."""
        return self.words[key].format(**values)

    def has(self, key: str) -> bool:
        return key in self.words

    @property
    def locale(self) -> str:
        return BABEL[self.language]

    def language_name(self, code: str) -> str:
        """What this language calls another: zh is Chinese, 中文; the code itself where it is not known."""
        return Locale.parse(self.locale).languages.get(code, code)

    def number(self, value: float | None, digits: int = 0) -> str:
        """1,234 or 1,234.5"""
        return NOTHING if is_missing(value) else format_decimal(round(value or 0, digits), locale=self.locale)

    def listed(self, values: Iterable[object]) -> str:
        """a, b or a、b"""
        return SEPARATED[self.language].join(map(str, values))

    def compact(self, value: float | None) -> str:
        """1.2M, 120万; below ten thousand in full."""
        if value is None or is_missing(value) or abs(value) < 10_000:
            return self.number(value)
        return format_compact_decimal(value, locale=self.locale, fraction_digits=1)

    def percent(self, share: float | None, digits: int = 1) -> str:
        """A share of 0..1 as 7.8%"""
        if is_missing(share):
            return NOTHING
        return format_percent(
            share or 0, f"#,##0.{'0' * digits}%" if digits else "#,##0%", locale=self.locale
        )

    def points(self, difference: float | None, digits: int = 2, sign: str = "+") -> str:
        """A difference of two shares in percentage points, signed; `sign=""` writes no plus."""
        if is_missing(difference):
            return NOTHING
        return f"{(difference or 0) * 100:{sign}.{digits}f} {self('unit.points')}"

    def change(self, ratio: float | None) -> str:
        """A relative change, signed: 0.12 is +12.0%"""
        return NOTHING if is_missing(ratio) else f"{(ratio or 0) * 100:+.1f}%"

    def hours(self, hours: float | None) -> str:
        """A duration: minutes under an hour, hours under two days, days beyond."""
        if hours is None or is_missing(hours):
            return NOTHING
        if hours < 1:
            return self("unit.minutes", value=self.number(hours * 60))
        if hours < 48:
            return self("unit.hours", value=self.number(hours, 1))
        return self("unit.days", value=self.number(hours / 24, 1))

    def money(self, amount: float | None, currency: str | None) -> str:
        """An amount in its currency; a currency that is not known keeps its letters."""
        if is_missing(amount):
            return NOTHING
        return format_currency(amount or 0, str(currency or "XXX"), locale=self.locale)

    def day(self, day: date | pd.Timestamp, with_year: bool = False) -> str:
        """20 Nov, 11月20日"""
        pattern = DAY_OF_YEAR if with_year else DAY
        return format_date(day, pattern[self.language], locale=self.locale)

    def instant(self, local: datetime | pd.Timestamp | None) -> str:
        """An instant already in the reporting zone: 20 Nov 09:00"""
        if local is None or is_missing(local):
            return NOTHING
        return format_datetime(local, DAY[self.language] + " HH:mm", locale=self.locale)


@cache
def text(language: str) -> Text:
    """The texts of one language, "zh" or "en"."""
    return Text(language, read_locale(language))


def current_language() -> str:
    """The language of the address; without one, the browser's if we speak it, else Chinese."""
    asked = st.query_params.get("lang")
    if asked in LANGUAGES:
        return asked
    return "zh" if (st.context.locale or "zh").lower().startswith("zh") else "en"


def current() -> Text:
    """The texts of the reader's language."""
    return text(current_language())
