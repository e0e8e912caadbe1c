"""The one cache. Results are held by snapshot, query and filters, so that a new snapshot is a new key."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dashboards import queries
from dashboards.filters import DIMENSIONS, Filters, Known, compared
from dashboards.queries import (
    Compared,
    NewerWarehouse,
    NoWarehouse,
    Selection,
    Snapshot,
    Statement,
    arrivals,
    blockers,
    breakdown,
    cases,
    causes,
    changes,
    found_cases,
    outcomes,
    periods,
    quality,
    rates,
    review,
    review_log,
    review_versions,
    signatures,
    surroundings,
)
from dashboards.text import Text

__all__ = ["Compared", "NewerWarehouse", "NoWarehouse", "Selection", "Snapshot", "Statement", "View"]

Query = Callable[..., pd.DataFrame]
DIMENSION_OF = {"version": "app_version", "code": "error_code"}
CHANNELS = ("app", "web", "mini_program", "branch", "phone")
LARGEST = "256MB"


def name_of(snapshot: Snapshot) -> str:
    return f"{snapshot.folder}:{snapshot.name}"


def held(query: Query) -> Query:
    """The query, answered from memory where the same snapshot was asked the same before."""
    keep = st.cache_data(
        max_entries=512, max_size=LARGEST, show_spinner=False, hash_funcs={Snapshot: name_of, Selection: repr}
    )
    return keep(query)


failure_rate_daily = held(rates.failure_rate_daily)
failure_rate_hourly = held(rates.failure_rate_hourly)
case_rate = held(rates.case_rate)
wallets_affected = held(rates.wallets_affected)
wallets_affected_daily = held(rates.wallets_affected_daily)
failures_by_category_daily = held(causes.failures_by_category_daily)
failures_by_category_hourly = held(causes.failures_by_category_hourly)
cause_counts = held(breakdown.cause_counts)
within, part_of = periods.within, periods.part_of
cause_counts_statement = breakdown.cause_counts_statement
breakdown_by_cause = held(breakdown.breakdown)
by_category, by_cause = breakdown.by_category, breakdown.by_cause
cause_entries = held(breakdown.cause_entries)
signature_board = held(signatures.signature_board)
signature_board_statement = signatures.board_statement
arrived = held(arrivals.arrivals)
arrivals_statement = arrivals.arrivals_statement
SILENCE_DAYS, LEAST_EXPECTED = arrivals.SILENCE_DAYS, arrivals.LEAST_EXPECTED
LEAST_CASES = blockers.LEAST_CASES
cause_pairs = held(blockers.cause_pairs)
next_causes = held(blockers.next_causes)
WHOLE, CAUSE, PLATFORM = changes.WHOLE, changes.CAUSE, changes.PLATFORM
median_resolution = held(outcomes.median_resolution)
DAY = outcomes.DAY
money_frozen_daily = held(outcomes.money_frozen_daily)
spikes_in_period = held(surroundings.spikes_in_period)
operations_in_period = held(surroundings.operations_in_period)
freshness = held(surroundings.freshness)
dimension_values = held(surroundings.dimension_values)
labels = held(surroundings.labels)
case = held(cases.case)
case_attempts = held(cases.case_attempts)
case_events = held(cases.case_events)
cases_listed = held(found_cases.cases_listed)
cases_ended = held(found_cases.cases_ended)
batches = held(quality.batches)
quarantined_by_rule = held(quality.quarantined_by_rule)
quarantined_rows = held(quality.quarantined_rows)
events_by_day = held(quality.events_by_day)
unknown_columns = held(quality.unknown_columns)
audits = held(quality.audits)
unclassified_daily = held(quality.unclassified_daily)
unclassified_signatures = held(quality.unclassified_signatures)
decided_by_kind = held(quality.decided_by_kind)
REVIEW_BELOW, WEEKS_BEFORE = review.BELOW, review.WEEKS_BEFORE
review_totals = held(review.review_totals)
review_queue = held(review.review_queue)
review_queue_statement = review.queue_statement
review_signatures = held(review.review_signatures)
review_samples = held(review.review_samples)
similar_signatures = held(review.similar_signatures)
cause_definition = held(review.cause_definition)
cause_examples = held(review.cause_examples)
unclassified_weekly = held(review.unclassified_weekly)
unclassified_drift = held(review.unclassified_drift)
relations_held = held(review_versions.relations_held)
taxonomy_versions = held(review_versions.taxonomy_versions)
taxonomy_moves = held(review_versions.taxonomy_moves)
taxonomy_moves_monthly = held(review_versions.taxonomy_moves_monthly)
merged_members = held(review_versions.merged_members)
classification_quality = held(review_versions.classification_quality)
# Not held: reviews are kept without a new snapshot.
kept_reviews, review_log_state = review_log.kept_reviews, review_log.log_state
review_agreement = review_log.agreement
no_reviews, staged, ReviewsBroken = review_log.no_reviews, review_log.staged, review_log.ReviewsBroken


@held
def failure_rate(now: Snapshot, selection: Selection, compared: Compared | None = None) -> pd.DataFrame:
    """By part: the days that are held anyway, summed."""
    return rates.in_parts(failure_rate_daily(now, selection, compared), selection, compared)


@held
def money_frozen(now: Snapshot, selection: Selection, compared: Compared | None = None) -> pd.DataFrame:
    """By part and currency: the days that are held anyway, summed."""
    return outcomes.money_in_parts(money_frozen_daily(now, selection, compared), selection, compared)


@held
def rate_changes(now: Snapshot, selection: Selection, compared: Compared) -> pd.DataFrame:
    """The change of the failure rate, of all and by cause and platform, made of the counts that are held anyway."""
    return changes.rate_changes(cause_counts(now, selection, compared))


def holds(now: Snapshot, relation: str) -> bool:
    """Whether the snapshot offers a relation; one that an older version of the product published may not."""
    return relation in set(relations_held(now)["relation"])


def snapshot() -> Snapshot:
    """What is published now. Raises NoWarehouse, NewerWarehouse."""
    return queries.open_snapshot()


def known(now: Snapshot) -> Known:
    """The days and the values that the snapshot holds."""
    offset = timedelta(minutes=now.utc_offset_minutes)
    first_at = freshness(now)["first_event_at"].min()
    last_on = (now.as_of + offset).date()
    first_on = last_on if pd.isna(first_at) else (first_at + offset).date()
    return Known(first_on, last_on, values(now))


def values(now: Snapshot) -> dict[str, tuple[str, ...]]:
    """The values of each filter, the most failing first."""
    listed = dimension_values(now)
    words = labels(now)
    found = {
        name: tuple(listed.loc[listed["dimension"] == DIMENSION_OF.get(name, name), "value"]) for name in DIMENSIONS
    }
    is_cause = words["cause_category"].notna()
    is_category = words["position"].notna() & ~is_cause
    found["cause"] = with_unclassified(words.loc[is_cause, "id"])
    found["category"] = with_unclassified(words.loc[is_category, "id"])
    return found


def with_unclassified(ids: pd.Series) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*ids, "unclassified"]))


@dataclass(frozen=True)
class View:
    """What a page is given: the snapshot it stays on, the reader's filters and language."""

    snapshot: Snapshot
    filters: Filters
    known: Known
    say: Text
    names: Mapping[str, str] = field(repr=False, compare=False)

    @property
    def selection(self) -> Selection:
        return self.filters.selection

    @property
    def compared(self) -> tuple[Selection, Selection] | None:
        """The finished days and the days before that they are compared with; None without a comparison."""
        return compared(self.filters, self.known)

    @property
    def unfinished_on(self) -> date:
        """The day the log stops in."""
        return self.known.last_on

    def ask(self, query: Query, selection: Selection | None = None, **more: Any) -> pd.DataFrame:
        """Run one of this module's queries under the reader's filters, or under another selection."""
        return query(self.snapshot, selection or self.selection, **more)

    def local(self, instant: datetime | pd.Timestamp) -> datetime | pd.Timestamp:
        """A UTC instant in the reporting zone."""
        return instant + timedelta(minutes=self.snapshot.utc_offset_minutes)

    @property
    def zone(self) -> str:
        """The reporting zone: UTC+08:00."""
        hours, minutes = divmod(abs(self.snapshot.utc_offset_minutes), 60)
        return f"UTC{'-' if self.snapshot.utc_offset_minutes < 0 else '+'}{hours:02}:{minutes:02}"

    def label(self, id_: str | None) -> str:
        """What the taxonomy calls a category, cause or word; the id itself where it does not."""
        return self.names.get(id_ or "unclassified", id_ or "")

    def statement(self, name: str, selection: Selection | None = None, **values: object) -> Statement:
        """The SQL of a metric, as it is run for this view; `values` are the file's own parameters."""
        return queries.statement(self.snapshot, name, selection or self.selection, self.compared, **values)


def names(now: Snapshot, say: Text) -> dict[str, str]:
    """Every id of the taxonomy, and every channel of a request, with its name in one language."""
    listed = labels(now)
    ours = {"unclassified": say("cause.unclassified"), **{name: say(f"channel.{name}") for name in CHANNELS}}
    return ours | dict(zip(listed["id"], listed[f"label_{say.language}"], strict=True))


def figure(view: View, name: str, build: Callable[[], go.Figure], *parts: object) -> go.Figure:
    """A chart built once per snapshot, filters, language and `parts` (what else changes it). Read only."""
    key = (name_of(view.snapshot), repr(view.filters), view.say.language, name, repr(parts))
    return _figure(key, build)


@st.cache_resource(max_entries=256, show_spinner=False)
def _figure(key: tuple[str, ...], _build: Callable[[], go.Figure]) -> go.Figure:
    return _build()
