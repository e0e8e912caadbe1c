"""The text of a message, in Chinese, English or both: counts, slice, owner, since when, and the link to the view."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from pipelines.alerting.due import Due
from pipelines.alerting.incidents import Incident
from pipelines.alerting.rules import Rule
from pipelines.mask import mask

TEXTS = Path(__file__).parent / "messages.toml"
MOST_VALUE = 80
# What a chat would take for a mention, a link or formatting, as a look-alike that is only read.
LOOK_ALIKES = str.maketrans("<>@*`[]|~#\\", "‹›＠∗‘［］❘∼＃＼")
AT_A_WORDS_END = re.compile(r"(?<![^\W_])_|_(?![^\W_])")  # inside a word it formats nothing, and names need it
Text = tuple[str, str]


@dataclass(frozen=True)
class Letterhead:
    """What every message of a look shares. names: id -> {"zh": label, "en": label} of causes and categories.

    link: where the dashboard is served. utc_offset_minutes: how far the reporting zone is ahead of UTC.
    """

    names: Mapping[str, Mapping[str, str]]
    link: str
    utc_offset_minutes: int

    def local(self, at: datetime) -> str:
        return f"{at + timedelta(minutes=self.utc_offset_minutes):%Y-%m-%d %H:%M}"

    @property
    def zone(self) -> str:
        hours, minutes = divmod(abs(self.utc_offset_minutes), 60)
        return f"UTC{'-' if self.utc_offset_minutes < 0 else '+'}{hours:02}:{minutes:02}"


def message(one: Due, rule: Rule, language: str, head: Letterhead) -> Text:
    """Title and body of one message; `both` is Chinese, then English."""
    wanted = ("zh", "en") if language == "both" else (language,)
    parts = [_written(one, rule, each, head) for each in wanted]
    return " / ".join(title for title, _ in parts), "\n\n".join(body for _, body in parts)


def again(language: str) -> str:
    """What a message says that may be a repetition."""
    return " ".join(_words(each)["again"] for each in (("zh", "en") if language == "both" else (language,)))


def plain(value: object) -> str:
    """Text of the log as one short masked line that formats nothing and mentions nobody."""
    line = AT_A_WORDS_END.sub("＿", " ".join(mask(str(value)).split()).translate(LOOK_ALIKES))
    return line if len(line) <= MOST_VALUE else f"{line[: MOST_VALUE - 1]}…"


def link(one: Incident, language: str, head: Letterhead) -> str:
    """The view that shows it: the spike, or the causes under its filters."""
    if one.spike_id:
        return f"{head.link}/faults?{urlencode({'spike': one.spike_id, 'lang': language})}"
    words = {"platform": one.platform, "category": one.cause_category, "cause": one.cause}
    days = {"from": head.local(one.started_at)[:10], "to": head.local(one.last_at)[:10], "lang": language}
    return f"{head.link}/causes?{urlencode({key: value for key, value in (words | days).items() if value})}"


def _written(one: Due, rule: Rule, language: str, head: Letterhead) -> Text:
    say = _words(language)
    owner = say["owner"].format(owner=plain(rule.owner), rule=rule.name)
    if one.incident is None:
        told = say["was_told"].format(started=head.local(one.started_at), zone=head.zone)
        return say["gone"].format(what=plain(one.segment)), f"{told}\n{owner}"
    lines = (_counts(one.incident, say), *_slice(one.incident, say), _when(one.incident, say, head), owner)
    title = say[one.told].format(what=_what(one.incident, say, language, head))
    return title, "\n".join((*lines, link(one.incident, language, head)))


def _what(one: Incident, say: Mapping[str, Any], language: str, head: Letterhead) -> str:
    """Platform and what fails, in the reader's words."""
    kind = one.cause or one.cause_category
    named = head.names.get(kind, {}).get(language, kind) if kind else None
    if one.cause is None and one.error_code:
        named = say["technical_name"].format(code=one.error_code)
    return plain(" · ".join(part for part in (one.platform, named) if part) or say["everything"])


def _counts(one: Incident, say: Mapping[str, Any]) -> str:
    wallets = "–" if one.count_wallets is None else f"{one.count_wallets:,}"
    failures = f"{one.count_failures:,}"
    if one.count_expected is not None:
        expected = f"{one.count_expected:.1f}"
        return str(say["against_expected"].format(failures=failures, expected=expected, wallets=wallets))
    decided = one.count_decided or 0
    percent = f"{100 * one.count_failures / decided:.1f}" if decided else "–"
    counts = {"failures": failures, "decided": f"{decided:,}", "percent": percent, "wallets": wallets}
    return str(say["against_decided"].format(**counts))


def _slice(one: Incident, say: Mapping[str, Any]) -> list[str]:
    if not one.explained_by:
        return []
    named = " · ".join(plain(value.replace("=", " = ", 1)) for value in one.explained_by)
    if one.share_of_failures is None or one.share_of_attempts is None:
        return [say["slice_alone"].format(slice=named)]
    shares = {"failures": f"{100 * one.share_of_failures:.0f}", "attempts": f"{100 * one.share_of_attempts:.0f}"}
    return [say["slice"].format(slice=named, **shares)]


def _when(one: Incident, say: Mapping[str, Any], head: Letterhead) -> str:
    words = {"started": head.local(one.started_at), "zone": head.zone}
    if one.ended_at is not None:
        return str(say["ended"].format(ended=head.local(one.ended_at), **words))
    return str(say["since"].format(stage=say["stages"][one.stage or one.state], **words))


@cache
def _texts() -> dict[str, Any]:
    return tomllib.loads(TEXTS.read_text("utf-8"))


def _words(language: str) -> dict[str, Any]:
    held: dict[str, Any] = _texts()[language]
    return held
