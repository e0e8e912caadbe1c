"""What is new in the period, what is back after a silence, and what is gone: signatures and sub-causes."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pandas as pd

from dashboards.queries.compose import Statement, statement
from dashboards.queries.selection import Selection
from warehouse import Snapshot

SILENCE_DAYS = 14
LEAST_EXPECTED = 3  # a silence that would have held 3 failures comes by chance in 1 of 20 cases: exp(-3)
RANKED_BY = {"new": "count_failures", "back": "expected_in_silence", "gone": "expected_in_silence"}


def arrivals(
    snapshot: Snapshot, selection: Selection, first_on: date, finished_on: date, most: int = 50
) -> pd.DataFrame:
    """One row per signature or sub-cause (`kind`) that is_new, is_back or is_gone; `most` signatures of each.

    is_new: first seen in the period, at least SILENCE_DAYS after `first_on`, the first day of the log.
    is_back: seen in the period after at least SILENCE_DAYS without. is_gone: not seen in the last
    SILENCE_DAYS up to `finished_on`, but in the period or as many days before it (and then not is_back).
    expected_in_silence: the failures that the silence would have held, were all spread evenly over the log.
    count_new, count_back, count_gone: all of its kind; unlikely_*: those with LEAST_EXPECTED or more expected.
    """
    asked = arrivals_statement(snapshot, selection, first_on)
    seen = with_category(snapshot.query(asked.sql, asked.parameters))
    days = {"first_on": pd.Timestamp(first_on), "finished_on": pd.Timestamp(finished_on)}
    days["recent_from"] = pd.Timestamp(selection.earlier(selection.days).from_on)
    days["new_from"] = pd.Timestamp(max(selection.from_on, first_on + timedelta(days=SILENCE_DAYS)))
    return first_of_each(with_totals(with_silence(aged(seen, days), days)), most)


def arrivals_statement(snapshot: Snapshot, selection: Selection, first_on: date) -> Statement:
    """What the arrivals are asked with: the days on which each was seen, in the whole log up to the period's end."""
    whole = replace(selection, from_on=min(first_on, selection.from_on))
    return statement(snapshot, "arrivals", whole, period_from=selection.from_on, silence_days=SILENCE_DAYS)


def with_category(seen: pd.DataFrame) -> pd.DataFrame:
    """Each sub-cause with the category that its signatures name."""
    of_cause = seen.dropna(subset="cause").drop_duplicates("cause").set_index("cause")["cause_category"]
    cause = seen["cause"].fillna(seen["id"])
    return seen.assign(cause=cause, cause_category=cause.map(of_cause))


def aged(seen: pd.DataFrame, days: Mapping[str, pd.Timestamp]) -> pd.DataFrame:
    """Those that are new, back or gone; who came back and fell silent again is gone."""
    silence = pd.Timedelta(days=SILENCE_DAYS)
    is_gone = (seen["last_on"] >= days["recent_from"]) & (days["finished_on"] - seen["last_on"] >= silence)
    marks = {
        "is_new": seen["first_on"] >= days["new_from"],
        "is_back": seen["back_on"].notna() & ~is_gone,
        "is_gone": is_gone,
    }
    marked = seen.assign(**marks)
    return marked[marked[[*marks]].any(axis=1)].reset_index(drop=True)


def with_silence(found: pd.DataFrame, days: Mapping[str, pd.Timestamp]) -> pd.DataFrame:
    """With the days of the silence that lasts or that ended, and the failures that it would have held."""
    lasting = (days["finished_on"] - found["last_on"]).dt.days
    ended = (found["back_on"] - found["silent_since"]).dt.days - 1
    silent = lasting.where(found["is_gone"], ended)
    log_days = (days["finished_on"] - days["first_on"]).days + 1
    return found.assign(silent_days=silent, expected_in_silence=found["failures_ever"] * silent / log_days)


def with_totals(found: pd.DataFrame) -> pd.DataFrame:
    """With how many of its kind there are, and how many not by chance."""
    is_unlikely = found["expected_in_silence"] >= LEAST_EXPECTED
    marks = {f"count_{kind}": found[f"is_{kind}"] for kind in RANKED_BY}
    marks |= {f"unlikely_{kind}": found[f"is_{kind}"] & is_unlikely for kind in ("back", "gone")}
    return found.join(pd.DataFrame(marks).astype("int64").groupby(found["kind"]).transform("sum"))


def first_of_each(found: pd.DataFrame, most: int) -> pd.DataFrame:
    """All sub-causes, and of what is new, back and gone the first `most` each."""
    is_first = found["kind"] == "cause"
    for kind, measure in RANKED_BY.items():
        ranked = found[found[f"is_{kind}"]].sort_values([measure, "id"], ascending=[False, True])
        is_first |= found.index.isin(ranked.index[:most])
    return found[is_first].drop(columns=["failures_ever", "silent_since"]).reset_index(drop=True)
