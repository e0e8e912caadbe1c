"""Counts of few people are left out of what leaves the dashboard: who is one of three can be found out.

A rule of many statistical offices: a cell that counts fewer than five is empty, and with it what gives it away, the
rates and sums of its row. Zero stays, for it is nobody. What a total less the other rows gives away stays too.
"""

import pandas as pd

LEAST = 5
# One row per case or line of a log counts nobody together; it is masked instead.
ROWS_OF_ONE = {"case_id", "attempt_id", "wallet_token", "source_line", "review_id", "batch_id"}
NO_PEOPLE = {
    *("rows", "files", "events", "bytes", "signatures", "platforms", "weeks", "days", "cells", "strata", "pairs"),
    *("by_rule", "tested", "reviewed"),
}


def without_small_cells(frame: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """The frame with small cells empty, and how many there were. Columns are known by their names (`count_...`)."""
    counts = [name for name in frame.columns if counts_people(name) and pd.api.types.is_numeric_dtype(frame[name])]
    if not counts or ROWS_OF_ONE & set(frame.columns):
        return frame, 0
    is_small = (frame[counts] > 0) & (frame[counts] < LEAST)
    kept = frame.copy()
    for name in counts:
        kept[name] = kept[name].astype("Float64" if pd.api.types.is_float_dtype(kept[name]) else "Int64")
        kept.loc[is_small[name], name] = pd.NA
    for name in frame.columns.difference(counts):
        if pd.api.types.is_float_dtype(frame[name]):
            kept[name] = frame[name].mask(is_small.any(axis=1))
    return kept, int(is_small.to_numpy().sum())


def counts_people(name: object) -> bool:
    """Whether a column counts wallets, cases, or what they did."""
    return isinstance(name, str) and name.startswith("count_") and name.removeprefix("count_") not in NO_PEOPLE
