"""Journeys of failed cases: why they first failed, what was done, how it ended."""

from typing import Any

import pandas as pd

from analysis.rates import with_rates
from dashboards.queries.compose import ask
from dashboards.queries.selection import Selection
from warehouse import Snapshot

STEPS = ("first_cause_category", "response", "end_kind")
# What was done, the most telling first; a case has one.
RESPONSES = (
    "cm_correct_information",
    "cm_meet_policy_condition",
    "cm_settle_legal_matter",
    "several",
    "help",
    "cm_retry",
    "none",
)


def journeys(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """One row per first_cause_category, response and end_kind, the most cases first: count_cases of cases_before
    (those of the category with the response), rate with low and high, count_helped.
    """
    counted = ask(snapshot, "journeys", selection)
    before = counted.groupby(list(STEPS[:2]))["count_cases"].transform("sum")
    return with_rates(counted.assign(cases_before=before), "count_cases", "cases_before")


def journey_cases(
    snapshot: Snapshot,
    selection: Selection,
    first_cause_category: str,
    response: str,
    end_kind: str,
    count_rows: int,
) -> pd.DataFrame:
    """The cases of one journey with the newest first failures, at most `count_rows`."""
    journey: dict[str, Any] = {"first_cause_category": first_cause_category, "response": response, "end_kind": end_kind}
    return ask(snapshot, "journey_cases", selection, count_rows=count_rows, **journey)
