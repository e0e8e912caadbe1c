"""How the failure rate of the finished days differs from that of the days before, and which segments have part."""

import pandas as pd

from analysis.change import ATTEMPTS, FAILURES, overall_change, segment_changes

WHOLE, CAUSE, PLATFORM = "whole", "cause", "platform"


def rate_changes(counts: pd.DataFrame) -> pd.DataFrame:
    """The whole, each sub-cause and each platform, by `kind` and `segment`: what analysis.change gives.

    `counts` are those of breakdown.cause_counts with a comparison. No row where nothing was decided in either part.
    The segments of each kind come with the largest part first; a sub-cause also has its cause_category.
    """
    cells = by_cause(counts)
    if cells.empty:
        return cells.assign(kind="", segment="")
    whole = overall_change(cells, shares_attempts=True).to_frame().T.astype(float)
    causes = segment_changes(cells, shares_attempts=True)
    category = counts.dropna(subset="cause").drop_duplicates("cause").set_index("cause")["cause_category"]
    named = causes.assign(cause_category=causes["segment"].map(category))
    parts = {WHOLE: whole, CAUSE: named, PLATFORM: segment_changes(by_platform(cells))}
    found = pd.concat(parts, names=["kind"]).reset_index("kind").reset_index(drop=True)
    return found.astype(dict.fromkeys([*FAILURES, *ATTEMPTS], "int64"))


def by_cause(counts: pd.DataFrame) -> pd.DataFrame:
    """One row per platform and sub-cause that failed in either part, as analysis.change has it; attempts repeat."""
    parts = {"count_current": "current", "count_previous": "previous"}
    attempts = counts.groupby("platform")[list(parts)].sum()
    failed = counts[counts["is_failure"] & (counts[list(parts)] > 0).any(axis=1)]
    failures = failed.set_index(["platform", "cause"])[list(parts)]
    known = attempts.index[(attempts > 0).any(axis=1)]
    cells = pd.MultiIndex.from_product([known, sorted(failed["cause"].unique())], names=["stratum", "segment"])
    frame = pd.DataFrame(index=cells).reset_index()
    for column, name in parts.items():
        frame[f"failures_{name}"] = failures[column].reindex(cells, fill_value=0).to_numpy()
        frame[f"attempts_{name}"] = attempts[column].reindex(frame["stratum"]).to_numpy()
    return frame


def by_platform(cells: pd.DataFrame) -> pd.DataFrame:
    """The cells with platforms as segments: their attempts are their own."""
    first = dict.fromkeys(("attempts_current", "attempts_previous"), "first")
    total = dict.fromkeys(("failures_current", "failures_previous"), "sum")
    return cells.groupby("stratum").agg(first | total).reset_index(names="segment").assign(stratum="all")
