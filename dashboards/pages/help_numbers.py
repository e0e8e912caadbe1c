"""How the page of help and return writes its numbers and names its words."""

from collections.abc import Iterable

import pandas as pd

from dashboards import store
from dashboards.store import View
from dashboards.text import NOTHING, is_missing

ALL = store.help_contacts.ALL
MOST_CHANNELS = 8  # a chart holds no more; the tables behind it do


def has_contacts(view: View) -> bool:
    return not view.ask(store.help_contacts_counted).empty


def answer_times(view: View) -> pd.DataFrame:
    """How soon each channel answers."""
    return store.answer_times(view.ask(store.help_answers))


def resolved_after_help(view: View) -> pd.DataFrame:
    """How cases went on after their first contact."""
    return store.resolved_after_help(view.ask(store.help_ends))


def returned(view: View) -> pd.DataFrame:
    """Who came back after a termination."""
    return store.returned(view.ask(store.returns_told))


def channel_names(view: View, channels: Iterable[str]) -> dict[str, str]:
    """A label for each channel of help, and for what stands beside them."""
    own = {ALL: view.say("help_return.all"), "unstated": view.say("help_return.unstated")}
    return {channel: own.get(channel) or view.label(channel) for channel in channels}


def response_names(view: View) -> dict[str, str]:
    """A label for everything that a case may have done."""
    own = {word: view.say(f"help_return.response_{word}") for word in ("several", "help", "cm_retry", "none")}
    return {response: own.get(response) or view.label(response) for response in store.help_journeys.RESPONSES}


def largest(rows: pd.DataFrame) -> pd.DataFrame:
    """As many channels as a chart holds; they come sorted."""
    return rows.head(MOST_CHANNELS)


def measured(view: View, rows: pd.DataFrame, keys: list[str], measures: Iterable[str]) -> pd.DataFrame:
    """The rows one under another, a row for each measure with its interval, to be taken along as a table."""
    if rows.empty:
        return rows
    ends = {"value": "", "low": "_low", "high": "_high"}
    parts = [
        rows[keys].assign(
            measure=view.say(f"column.{measure}"), **{end: rows[f"{measure}{tail}"] for end, tail in ends.items()}
        )
        for measure in measures
    ]
    return pd.concat(parts, ignore_index=True)


def longest_known(row: dict, name: str, days: Iterable[int]) -> int | None:
    """The most of the days for which the row's share `<name>_<days>` is known; None where none is."""
    return max((one for one in days if not is_missing(row[f"{name}_{one}"])), default=None)


def share(view: View, row: dict, name: str, digits: int = 1) -> str:
    """A share with its interval: 76.0% (75.2% – 76.9%); alone where the interval is not known."""
    value, low, high = (row[key] for key in (name, f"{name}_low", f"{name}_high"))
    return with_interval(view, value, low, high, digits)


def with_interval(view: View, value: float | None, low: float | None, high: float | None, digits: int = 1) -> str:
    if is_missing(value):
        return NOTHING
    percent = view.say.percent(value, digits)
    if is_missing(low):
        return percent
    return f"{percent} ({view.say.percent(low, digits)} – {view.say.percent(high, digits)})"


def hours(view: View, value: float | None, low: float | None, high: float | None) -> str:
    """A time with its interval; an end that is not reached is a dash."""
    if is_missing(value):
        return NOTHING
    return f"{view.say.hours(value)} ({view.say.hours(low)} – {view.say.hours(high)})"


def first_row(rows: pd.DataFrame) -> dict | None:
    """The row of all channels or platforms together; None without rows."""
    return None if rows.empty else rows.iloc[0].to_dict()
