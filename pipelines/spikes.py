"""Spikes of technical failures: found in hourly series, merged, explained, one row each."""

from datetime import datetime

import pandas as pd
import pyarrow as pa

from analysis.spike_spans import spans
from analysis.spikes import detect
from pipelines.spike_rows import Found, Query, row_of, sql
from pipelines.spike_series import hourly_counts, share_inside, watched_series

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
    ]
)


def find_spikes(query: Query, as_of: datetime) -> pa.Table:
    """One row per spike, of SPIKES_SCHEMA, by start; none where there is too little history.

    query: runs a SELECT over the relations `attempts` and `operations`. as_of: the newest event; no hour
    after it is looked at. Hours are judged by what was attempted: a surge of attempts is no spike.
    """
    rows = [row for found in _found(query, as_of) if (row := row_of(query, found))]
    rows.sort(key=lambda row: (row["started_at"], row["series"]))
    return pa.Table.from_pylist(rows, SPIKES_SCHEMA)


def _found(query: Query, as_of: datetime) -> list[Found]:
    hourly = _until(query(sql("failures_hourly"), {}), as_of)
    watched = {one.name: one for one in watched_series(hourly)}
    if not watched:
        return []
    decided = _until(query(sql("decided_hourly"), {}), as_of)
    judged = detect(hourly_counts(list(watched.values()), hourly, decided), LEVEL)
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
