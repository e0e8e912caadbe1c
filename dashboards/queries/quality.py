"""Whether the data can be trusted: what was loaded, refused, heard from, checked and understood."""

import pandas as pd

from dashboards.queries.compose import ask
from dashboards.queries.selection import Selection
from warehouse import Snapshot


def batches(snapshot: Snapshot) -> pd.DataFrame:
    """One row per loaded file, the newest first: the ledger, and rows_unaccounted (read less the three parts)."""
    return ask(snapshot, "batches")


def quarantined_by_rule(snapshot: Snapshot) -> pd.DataFrame:
    """One row per rule that rows broke, the most first: rule, count_rows, count_files, sources."""
    return ask(snapshot, "quarantined_by_rule")


def quarantined_rows(snapshot: Snapshot, rule: str, count_rows: int) -> pd.DataFrame:
    """Some refused rows of a rule, masked, the newest files first: source_file, source_line, detail, row_masked."""
    return ask(snapshot, "quarantined_rows", rule=rule, count_rows=count_rows)


def events_by_day(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """One row per day and platform with an event: occurred_on, platform, count_events."""
    return ask(snapshot, "events_by_day", selection)


def unknown_columns(snapshot: Snapshot) -> pd.DataFrame:
    """One row per source and column it has that no column of ours is mapped to, with rows, files and days."""
    return ask(snapshot, "unknown_columns")


def audits(snapshot: Snapshot) -> pd.DataFrame:
    """One row per audit of the last load: audit, count_rows (0 is a pass)."""
    return ask(snapshot, "audits")


def unclassified_daily(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """One row per day with a failure: requested_on, count_unclassified, count_failures."""
    return ask(snapshot, "unclassified_daily", selection)


def unclassified_signatures(snapshot: Snapshot, selection: Selection, count_rows: int) -> pd.DataFrame:
    """The unclassified codes and messages with the most failures: error_code, template, count_failures, ..."""
    return ask(snapshot, "unclassified_signatures", selection, count_rows=count_rows)


def decided_by_kind(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """One row per kind of evidence that decided failures: evidence, count_failures, count_signatures."""
    return ask(snapshot, "decided_by_kind", selection)
