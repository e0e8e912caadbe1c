"""One case: its summary, attempts and events."""

from datetime import timedelta

import pandas as pd

from dashboards.queries.compose import ask
from warehouse import Snapshot

BEFORE = timedelta(days=30)  # preparation of the month before the first request belongs to a case
AFTER = timedelta(days=120)  # and so does what happens after it, re-registration for example


def case(snapshot: Snapshot, case_id: str) -> pd.DataFrame:
    """The case as one row; no row where the id is not known."""
    return ask(snapshot, "case", case_id=case_id)


def case_attempts(snapshot: Snapshot, case_id: str) -> pd.DataFrame:
    """One row per attempt of the case, in order."""
    return ask(snapshot, "case_attempts", case_id=case_id)


def case_events(snapshot: Snapshot, case_id: str) -> pd.DataFrame:
    """One row per event of the case, in order; masked as the log was when it was loaded."""
    known = case(snapshot, case_id).iloc[0]
    return ask(
        snapshot,
        "case_events",
        platform=known["platform"],
        wallet_token=known["wallet_token"],
        started_at=(known["first_requested_at"] - BEFORE).to_pydatetime(),
        stopped_at=known["last_event_at"].to_pydatetime(),
    )
