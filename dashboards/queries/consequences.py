"""What failed cases cost people: recorded consequences, money, effort, and consequences that messages name."""

from datetime import datetime, timedelta

import pandas as pd

from dashboards.queries.compose import ask
from dashboards.queries.periods import Compared, spanning
from dashboards.queries.selection import Selection
from warehouse import Snapshot

# What each step of a case weighs in its effort index. One step, one point: whoever weighs otherwise changes it here.
EFFORT_WEIGHTS = {"attempts": 1, "documents": 1, "reviews": 1, "contacts": 1}
WEIGHTS = {f"weight_{name}": weight for name, weight in EFFORT_WEIGHTS.items()}


def failed_case_efforts(
    snapshot: Snapshot, selection: Selection, compared: Compared | None = None
) -> pd.DataFrame:
    """One row per part, and per effort; of `shown` also per first_cause or week_on: count_cases and what they took."""
    return ask(snapshot, "failed_case_efforts", selection, compared, **WEIGHTS)


def consequence_counts(
    snapshot: Snapshot, selection: Selection, compared: Compared | None = None, within_days: int = 14
) -> pd.DataFrame:
    """One row per part and consequence; of `shown` also per first_cause, and per week_on (the first `within_days` days
    after a case's first failure alone): count_events, count_cases, square_events, most_events.

    The cases of `previous` are counted as they stood when they were as old as those of `current` are now.
    """
    own = {"previous_seen_at": seen_at(snapshot, compared), "within_days": within_days}
    return ask(snapshot, "consequence_counts", selection, compared, **own)


def seen_at(snapshot: Snapshot, compared: Compared | None) -> datetime | None:
    """The moment at which the cases compared with were as old as the current ones are at as_of."""
    if compared is None:
        return None
    return snapshot.as_of - timedelta(days=(compared[0].from_on - compared[1].from_on).days)


def freezes(snapshot: Snapshot, selection: Selection, compared: Compared | None = None) -> pd.DataFrame:
    """One row per freeze, also of the days compared with: first_requested_on, first_cause, wallet_key, case_number,
    frozen_at, ended_at (missing: it holds), is_released (else ended by the wallet's closing), amount, currency.
    """
    return ask(snapshot, "freezes", spanning(selection, compared))


def interest_accrued(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """One row per case and currency: first_requested_on, first_cause, wallet_key, case_number, currency, amount."""
    return ask(snapshot, "interest_accrued", selection)


def consequences_named(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """One row per consequence (word): count_named, count_recorded, count_both, of cases with a failure."""
    return ask(snapshot, "consequences_named", selection)
