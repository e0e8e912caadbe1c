"""What is left to review: how much has no sure cause, which signatures it is, and what they look like."""

from datetime import date, timedelta
from typing import Any

import pandas as pd

from analysis.drift import share_drifts
from dashboards.queries.compose import Statement, ask, statement
from dashboards.queries.selection import Selection
from warehouse import Snapshot

BELOW = 0.80  # rules that name their cause say 0.95, words of a code or of a topic less than this
WEEKS_BEFORE = 4
LEAST_ALIKE = 0.35  # of the pairs of characters; below it the eye sees no likeness
SURE = 0.9
LONGEST_TREND = 45  # bars; a longer period is drawn by weeks
LONGEST_TEXT = 200  # characters that are compared


def review_totals(snapshot: Snapshot, selection: Selection, below: float = BELOW) -> pd.DataFrame:
    """One row: count_failures, those among them without a cause, doubtful (a confidence below `below`), reviewed.

    count_signatures and signatures_* say how many codes and messages these are.
    """
    return ask(snapshot, "review_totals", selection, below=below)


def unclassified_weekly(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """One row per week (by its Monday) and platform: week_on, platform, count_unclassified, count_failures."""
    return ask(snapshot, "unclassified_weekly", selection)


def unclassified_drift(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """How each platform's share without a cause in the newest week differs from that of the weeks before.

    `selection` is WEEKS_BEFORE + 1 whole weeks. One row per platform, as analysis.drift gives it.
    """
    weeks = unclassified_weekly(snapshot, selection)
    newest = pd.Timestamp(selection.to_on - timedelta(days=6))
    counts = weeks.assign(part=(weeks["week_on"] < newest).map({True: "previous", False: "current"}))
    wide = counts.pivot_table(["count_unclassified", "count_failures"], "platform", "part", "sum", fill_value=0)
    columns = {
        f"{ours}_{part}": wide.get((name, part), 0)
        for ours, name in (("count", "count_unclassified"), ("total", "count_failures"))
        for part in ("current", "previous")
    }
    return share_drifts(pd.DataFrame(columns, index=wide.index).reset_index(), "platform")


def review_queue(snapshot: Snapshot, selection: Selection, finished_on: date, **chosen: Any) -> pd.DataFrame:
    """One row per signature to look at: its counts, platforms, present cause and decider.

    trend: failures by day, or by week in a long period, up to `finished_on`. count_matching and failures_matching: of
    all that match. `chosen`: what queue_statement takes.
    """
    asked = queue_statement(snapshot, selection, finished_on, **chosen)
    return snapshot.query(asked.sql, asked.parameters)


def queue_statement(
    snapshot: Snapshot,
    selection: Selection,
    finished_on: date,
    below: float = BELOW,
    is_unclassified: bool | None = None,
    phrase: str | None = None,
    is_by_wallets: bool = False,
    most: int = 100,
) -> Statement:
    """What the queue is asked with: signatures with a confidence below `below` (without a cause it is 0).

    is_unclassified True or False keeps those without or with a cause; the first `most` are wanted.
    """
    return statement(
        snapshot,
        "review_queue",
        selection,
        below=below,
        is_unclassified=is_unclassified,
        phrase=phrase,
        is_by_wallets=is_by_wallets,
        most=most,
        since=selection.from_on,
        finished_on=finished_on,
        days_a_bar=1 if selection.days <= LONGEST_TREND else 7,
    )


def review_signatures(snapshot: Snapshot, signatures: tuple[str, ...]) -> pd.DataFrame:
    """One row per chosen signature that is known, over the whole log, the most failures first."""
    return ask(snapshot, "review_signatures", signatures=list(signatures))


def review_samples(snapshot: Snapshot, signatures: tuple[str, ...], most: int = 5) -> pd.DataFrame:
    """One row per signature and distinct masked message, `most` of each: signature_id, message, count_failures."""
    return ask(snapshot, "review_samples", signatures=list(signatures), most=most)


def similar_signatures(snapshot: Snapshot, signatures: tuple[str, ...], most: int = 10) -> pd.DataFrame:
    """The signatures most like the chosen ones: similarity (0 to 1), code, template, cause, decider, failures.

    Jaccard's (1901) index over the pairs of neighbouring characters, which needs no words and so suits Chinese.
    """
    return ask(
        snapshot,
        "similar_signatures",
        signatures=list(signatures),
        longest=LONGEST_TEXT,
        least=LEAST_ALIKE,
        most=most,
    )


def cause_definition(snapshot: Snapshot, cause: str) -> pd.DataFrame:
    """What the taxonomy says of the cause: owner, advice, safe texts, and (not in old snapshots) its usual signals."""
    return ask(snapshot, "cause_definition", cause=cause)


def cause_examples(snapshot: Snapshot, cause: str, most: int = 3) -> pd.DataFrame:
    """What failures of the cause look like, where it is sure: error_code, template, count_failures."""
    return ask(snapshot, "cause_examples", cause=cause, least=SURE, most=most)
