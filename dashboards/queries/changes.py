"""How the failure rate of one selection differs from that of another, and which segments have part in it."""

import pandas as pd

from analysis.change import overall_change, segment_changes
from dashboards.queries.compose import ask
from dashboards.queries.selection import Selection
from warehouse import Snapshot

CAUSE = ["cause_category", "cause"]


def rate_change(snapshot: Snapshot, selection: Selection, before: Selection) -> pd.DataFrame:
    """One row, none without attempts: the rates, their difference with low and high (see analysis.change)."""
    cells = by_cause(snapshot, selection, before)
    return overall_change(cells, shares_attempts=True).to_frame().T if len(cells) else cells


def cause_changes(snapshot: Snapshot, selection: Selection, before: Selection) -> pd.DataFrame:
    """One row per sub-cause, the largest part first: cause, cause_category, and analysis.change's columns."""
    changes = segment_changes(by_cause(snapshot, selection, before), shares_attempts=True)
    counted = pd.concat([ask(snapshot, "failures_by_cause", part) for part in (selection, before)])
    category = counted.drop_duplicates("cause").set_index("cause")["cause_category"]
    named = changes.rename(columns={"segment": "cause"})
    return named.assign(cause_category=named["cause"].map(category))


def platform_changes(snapshot: Snapshot, selection: Selection, before: Selection) -> pd.DataFrame:
    """One row per platform, the largest part first: platform, and what analysis.change gives."""
    return segment_changes(by_platform(by_cause(snapshot, selection, before))).rename(
        columns={"segment": "platform"}
    )


def by_cause(snapshot: Snapshot, selection: Selection, before: Selection) -> pd.DataFrame:
    """One row per sub-cause and platform of either selection, as analysis.change has it; attempts repeat."""
    counted = [failures_and_attempts(snapshot, part) for part in (selection, before)]
    causes = sorted({cause for failures, _ in counted for _, cause in failures.index})
    platforms = sorted({platform for _, attempts in counted for platform in attempts.index})
    cells = pd.MultiIndex.from_product([platforms, causes], names=["stratum", "segment"])
    frame = pd.DataFrame(index=cells).reset_index()
    for name, (failures, attempts) in zip(("current", "previous"), counted, strict=True):
        frame[f"failures_{name}"] = failures.reindex(cells, fill_value=0).to_numpy()
        frame[f"attempts_{name}"] = attempts.reindex(frame["stratum"], fill_value=0).to_numpy()
    return frame


def failures_and_attempts(snapshot: Snapshot, selection: Selection) -> tuple[pd.Series, pd.Series]:
    """Failures by (platform, cause), decided attempts by platform."""
    failures = ask(snapshot, "failures_by_cause", selection)
    attempts = ask(snapshot, "decided_by_platform", selection)
    by_cell = failures.groupby(["platform", "cause"])["count_failures"].sum()
    return by_cell, attempts.set_index("platform")["count_decided"]


def by_platform(cells: pd.DataFrame) -> pd.DataFrame:
    """The cells with platforms as segments: their attempts are their own."""
    first = dict.fromkeys(("attempts_current", "attempts_previous"), "first")
    total = dict.fromkeys(("failures_current", "failures_previous"), "sum")
    return cells.groupby("stratum").agg(first | total).reset_index(names="segment").assign(stratum="all")
