"""The one cache. Results are held by snapshot, query and filters, so that a new snapshot is a new key."""

from datetime import timedelta

import pandas as pd
import streamlit as st

from dashboards import queries
from dashboards.filters import DIMENSIONS, Known
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
    consequence_rates,
    consequences,
    faults,
    findings,
    findings_windows,
    found_cases,
    frozen_money,
    help_contacts,
    help_journeys,
    help_returns,
    helps,
    outcomes,
    periods,
    platforms,
    policy,
    policy_change,
    promise,
    quality,
    rates,
    resolution,
    review,
    review_log,
    review_versions,
    signatures,
    surroundings,
)
from dashboards.queries.findings import Found
from dashboards.queries.policy import Lifted
from dashboards.text import Text
from dashboards.view import Answer, Query, View, figure, name_of

__all__ = ["Compared", "Lifted", "NewerWarehouse", "NoWarehouse", "Selection", "Snapshot", "Statement", "View"]
__all__ += ["Found", "figure"]
__all__ += ["help_contacts", "help_journeys", "help_returns"]
__all__ += ["consequence_rates", "frozen_money", "platforms"]  # arithmetic over what was asked; it asks nothing

DIMENSION_OF = {"version": "app_version", "code": "error_code"}
CHANNELS = ("app", "web", "mini_program", "branch", "phone")
LARGEST = "256MB"


def held(query: Query[Answer]) -> Query[Answer]:
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
found = held(findings.findings)
found_statement, last_week = findings.findings_statement, findings_windows.last_week
WHOLE, CAUSE, PLATFORM = changes.WHOLE, changes.CAUSE, changes.PLATFORM
median_resolution = held(outcomes.median_resolution)
DAY = outcomes.DAY
spikes_known = held(faults.spikes_known)
judged_hours_of = held(faults.judged_hours_of)
hours_around, inside, similar = faults.hours_around, faults.inside, faults.similar
faults_expected_hourly = held(faults.faults_expected_hourly)
faults_expected_statement = faults.faults_expected_statement
series_watched = held(faults.series_watched)
spike_signatures = held(faults.spike_signatures)
spike_messages = held(faults.spike_messages)
spike_money = held(faults.spike_money)
faults_by_dimension = held(faults.faults_by_dimension)
faults_by_hour_of_week = held(faults.faults_by_hour_of_week)
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
failed_case_efforts = held(consequences.failed_case_efforts)
consequence_counts = held(consequences.consequence_counts)
freezes, interest_accrued = held(consequences.freezes), held(consequences.interest_accrued)
consequences_named = held(consequences.consequences_named)
EFFORT_WEIGHTS, WEIGHTS, seen_at = consequences.EFFORT_WEIGHTS, consequences.WEIGHTS, consequences.seen_at
policy_rules, policy_money = held(policy.policy_rules), held(policy.policy_money)
policy_ledger, what_if = held(policy.policy_ledger), held(policy.lifted)
HORIZON_DAYS, rule_parameters = policy.HORIZON_DAYS, policy.rule_parameters
changes_listed = held(policy_change.changes_listed)
decided_on, failures_on = held(policy_change.decided_on), held(policy_change.failures_on)
segments_on, cases_on = held(policy_change.segments_on), held(policy_change.cases_on)
repeats_on = held(policy_change.repeats_on)
next_attempts, first_decisions = held(helps.next_attempts), held(helps.first_decisions)
steps_compared = held(helps.steps_compared)
attempts_by_number, success_by = helps.attempts_by_number, helps.success_by
HORIZON_HOURS, MOST_ATTEMPTS, ANY_HELP = helps.HORIZON_HOURS, helps.MOST_ATTEMPTS, helps.ANY_HELP
mix_cells, conditions_asked = held(platforms.mix_cells), held(platforms.conditions_asked)
mix_statement, reregistration_rules = platforms.mix_statement, held(platforms.reregistration_rules)
help_contacts_counted, help_by_cause = held(help_contacts.help_contacts_counted), held(help_contacts.help_by_cause)
help_answers, help_ends = held(help_contacts.help_answers), held(help_contacts.help_ends)
journeys, journey_cases = held(help_journeys.journeys), held(help_journeys.journey_cases)
returns_told, returned = held(help_returns.returns_told), held(help_returns.returned)
answer_times, resolved_after_help = held(help_contacts.answer_times), held(help_contacts.resolved_after_help)
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

resolution_durations, time_held = held(resolution.resolution_durations), held(resolution.time_held)
resolution_working_days = held(resolution.resolution_working_days)
promise_ages, cases_near_breach = held(promise.promise_ages), held(promise.cases_near_breach)
GROUPINGS, PROMISE_DAYS_LEARNED = resolution.GROUPINGS, promise.LEARNED_DAYS
read_promise, BadPromise, promise_values = promise.read_promise, promise.BadPromise, promise.promise_values


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


def names(now: Snapshot, say: Text) -> dict[str, str]:
    """Every id of the taxonomy, and every channel of a request, with its name in one language."""
    listed = labels(now)
    ours = {"unclassified": say("cause.unclassified"), **{name: say(f"channel.{name}") for name in CHANNELS}}
    return ours | dict(zip(listed["id"], listed[f"label_{say.language}"], strict=True))
