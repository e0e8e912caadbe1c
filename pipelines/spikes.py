"""Spikes of technical failures: found in hourly series, merged, explained, one row each."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pandas as pd
import pyarrow as pa

from analysis.spike_spans import spans
from analysis.spikes import detect
from pipelines.spike_rows import Found, Query, row_of, sql
from pipelines.spike_series import Watched, hourly_counts, share_inside, watched_series

LEVEL = 1e-4  # false discoveries among the series of an hour: less than one false hour in a year
SAME_FAILURES = 0.5  # two spikes that share so many failures are one
WORDS = ("platform", "cause_category", "cause", "error_code")
INSTANT = pa.timestamp("us")
SPIKES_SCHEMA = pa.schema(
    [
        ("spike_id", pa.string()),
        ("series", pa.string()),
        ("platform", pa.string()),
        ("cause_category", pa.string()),
        ("cause", pa.string()),
        ("error_code", pa.string()),
        ("started_at", INSTANT),
        ("ended_at", INSTANT),
        ("observed", pa.int64()),
        ("expected", pa.float64()),
        ("score", pa.float64()),
        ("severity", pa.string()),
        ("explained_by", pa.list_(pa.string())),
        ("count_wallets", pa.int64()),
        ("nearest_marker", pa.string()),
        ("stage", pa.string()),
        ("share_of_excess", pa.float64()),
        ("share_of_failures", pa.float64()),
        ("share_of_attempts", pa.float64()),
    ]
)
HOURS_SCHEMA = pa.schema(
    [
        ("series", pa.string()),
        ("platform", pa.string()),
        ("cause_category", pa.string()),
        ("cause", pa.string()),
        ("error_code", pa.string()),
        ("at", INSTANT),
        ("observed", pa.int64()),
        ("exposure", pa.int64()),
        ("expected", pa.float64()),
        ("upper", pa.float64()),
        ("p_value", pa.float64()),
        ("is_spike", pa.bool_()),
    ]
)
NEWEST = timedelta(days=14)  # hours of every series that are kept to be shown
BEFORE, AFTER = timedelta(days=3), timedelta(days=2)  # and around each spike, those of its series


@dataclass(frozen=True)
class Judgement:
    """spikes: of SPIKES_SCHEMA, by start. hours: of HOURS_SCHEMA, what was expected and seen, as far as it is kept."""

    spikes: pa.Table
    hours: pa.Table


def judge_hours(query: Query, as_of: datetime) -> Judgement:
    """One row per spike, and the judged hours to be shown; none where there is too little history.

    query: runs a SELECT over the relations `attempts` and `operations`. as_of: the newest event; no hour
    after it is looked at. Hours are judged by what was attempted: a surge of attempts is no spike.
    """
    hourly = _until(query(sql("failures_hourly"), {}), as_of)
    watched = {one.name: one for one in watched_series(hourly)}
    if not watched:
        return Judgement(SPIKES_SCHEMA.empty_table(), HOURS_SCHEMA.empty_table())
    decided = _until(query(sql("decided_hourly"), {}), as_of)
    judged = detect(hourly_counts(list(watched.values()), hourly, decided), LEVEL)
    found = _found(judged, watched, hourly)
    rows = [row for one in found if (row := row_of(query, one))]
    rows.sort(key=lambda row: (row["started_at"], row["series"]))
    kept = judged[_is_kept(judged, rows, as_of)]
    return Judgement(pa.Table.from_pylist(rows, SPIKES_SCHEMA), _hours(kept, watched))


def _is_kept(judged: pd.DataFrame, spikes: list[dict[str, Any]], as_of: datetime) -> "pd.Series[bool]":
    is_kept = judged["at"] >= as_of - NEWEST
    for spike in spikes:
        first, last = spike["started_at"] - BEFORE, (spike["ended_at"] or as_of) + AFTER
        is_kept |= (judged["series"] == spike["series"]) & judged["at"].between(first, last)
    return is_kept


def _hours(kept: pd.DataFrame, watched: dict[str, Watched]) -> pa.Table:
    named = {word: kept["series"].map({name: getattr(one, word) for name, one in watched.items()}) for word in WORDS}
    return pa.Table.from_pandas(kept.assign(**named)[HOURS_SCHEMA.names], HOURS_SCHEMA, preserve_index=False)


def _found(judged: pd.DataFrame, watched: dict[str, Watched], hourly: pd.DataFrame) -> list[Found]:
    by_series = judged.groupby("series")
    found = [Found(watched[span.series], span, by_series.get_group(span.series)) for span in spans(judged)]
    return _merged(found, hourly)


def _merged(found: list[Found], hourly: pd.DataFrame) -> list[Found]:
    """Spikes that share their failures are one: the cause's before the code's, then the more certain one."""
    kept: list[Found] = []
    for one in sorted(found, key=_precedence):
        if not any(_is_same(one, other, hourly) for other in kept):
            kept.append(one)
    return kept


def _precedence(one: Found) -> tuple[bool, float, str]:
    return one.watched.cause is None, -one.span.score, one.span.series


def _is_same(one: Found, other: Found, hourly: pd.DataFrame) -> bool:
    if one.watched.platform != other.watched.platform:
        return False
    first = max(one.span.started_at, other.span.started_at)
    last = min(one.span.last_at, other.span.last_at)
    both = hourly[hourly["requested_at_hour"].between(first, last)]
    return share_inside(one.watched, other.watched, both) >= SAME_FAILURES


def _until(hours: pd.DataFrame, as_of: datetime) -> pd.DataFrame:
    """Hours up to `as_of`; words as categories, since they are compared for every series."""
    words = [name for name in WORDS if name in hours.columns]
    return hours[hours["requested_at_hour"] <= as_of].astype(dict.fromkeys(words, "category"))
