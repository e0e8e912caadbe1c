"""The page of policy pain points, each number against rows one can add in the head."""

import dataclasses
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from logged_rows import HEADER, load_rows
from streamlit.testing.v1 import AppTest

from dashboards.queries import Selection, Snapshot, policy
from dashboards.text import LANGUAGES, text
from warehouse import open_snapshot

BALANCE, LOAN = "pp_balance_not_zero", "lr_loan_outstanding"
SAID = {"balance": "E2,余额不为零", "loan": "E3,贷款未结清", "timeout": "E1,Network timeout"}
CLAUSES = {"balance": "P-1"}
PERIOD = Selection(date(2026, 11, 1), date(2026, 11, 20))
ADDRESS = {"from": "2026-11-01", "to": "2026-11-20"}


def attempt(wallet: str, day: int, decision: str, clause: str | None = None) -> Iterator[str]:
    """A request at ten and, a minute later, its decision: a failure by what is said, or an outcome."""
    request, at = f"{wallet}-{day}", f"2026-11-{day:02}T10"
    yield f"{at}:00Z,termination.requested,{wallet},p,{request}a,{request}"
    outcome = "failed" if decision in SAID else decision
    quoted = CLAUSES.get(decision, "") if clause is None else clause
    yield f"{at}:01Z,termination.{outcome},{wallet},p,{request}b,{request},{SAID.get(decision, ',')},,,,,{quoted}"


def rows() -> Iterator[str]:
    """Six cases meet the balance rule: three stood alone behind it, one met a loan, one is open, one was withdrawn."""
    for day, decision in ((1, "balance"), (3, "succeeded")):
        yield from attempt("w1", day, decision)
    for day, decision in ((1, "balance"), (2, "timeout"), (4, "succeeded")):  # a time-out stands behind nothing
        yield from attempt("w2", day, decision)
    for day, decision in ((1, "balance"), (5, "loan"), (6, "succeeded")):
        yield from attempt("w3", day, decision)
    yield from attempt("w4", 1, "balance")
    for day, decision in ((2, "loan"), (3, "balance"), (4, "succeeded")):
        yield from attempt("w5", day, decision, clause="")
    for day, decision in ((1, "balance"), (3, "withdrawn")):
        yield from attempt("w6", day, decision)
    yield "2026-11-01T12:00Z,consequence.funds_frozen,w6,p,f1,,,,100,CNY"
    yield from attempt("w7", 20, "succeeded")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return load_rows(tmp_path_factory.mktemp("policy"), tuple(rows()), f"{HEADER},policy_clause")


@pytest.fixture(scope="module")
def snapshot(folder: Path) -> Snapshot:
    return open_snapshot(folder)


def by_id(frame: pd.DataFrame) -> dict:
    return {row["id"]: row for row in frame.to_dict("records")}


def test_a_rule_has_its_failures_wallets_and_days(snapshot: Snapshot) -> None:
    found = by_id(policy.policy_rules(snapshot, PERIOD))
    assert {rule: row["count_failures"] for rule, row in found.items()} == {"": 8, BALANCE: 6, LOAN: 2}
    assert [found[rule]["count_wallets"] for rule in ("", BALANCE, LOAN)] == [6, 6, 2]
    # To the next request: 2, 1, 4, 1 and 2 days, each less the minute of the decision. w4 waits: 19 days so far.
    minutes = 5 / 1440
    assert found[BALANCE]["days_lost"] == pytest.approx(2 + 1 + 4 + 1 + 2 - minutes + 19)
    assert (found[BALANCE]["count_waiting"], found[BALANCE]["days_waiting"]) == (1, pytest.approx(19))


def test_who_did_not_come_back_is_a_share_with_an_interval(snapshot: Snapshot) -> None:
    found = by_id(policy.policy_rules(snapshot, PERIOD))
    assert found[BALANCE]["not_returned"] == pytest.approx(1 / 6)  # w4 of the six
    assert found[BALANCE]["count_lost"] == pytest.approx(1)
    assert found[BALANCE]["low"] < 1 / 6 < found[BALANCE]["high"]
    assert found[LOAN]["not_returned"] == 0


def test_before_two_weeks_have_passed_nobody_knows_who_comes_back(snapshot: Snapshot) -> None:
    later = by_id(policy.policy_rules(snapshot, Selection(date(2026, 11, 10), date(2026, 11, 20))))
    assert later[""]["count_failures"] == 0
    assert pd.isna(later[""]["not_returned"])


def test_a_clause_is_named_by_its_platform_and_itself(snapshot: Snapshot) -> None:
    found = by_id(policy.policy_rules(snapshot, PERIOD, is_by_clause=True))
    assert {rule: row["count_failures"] for rule, row in found.items()} == {"": 8, "p:P-1": 5}  # w5 quotes none


def test_money_belongs_to_the_failure_before_the_freeze(snapshot: Snapshot) -> None:
    (row,) = policy.policy_money(snapshot, PERIOD).to_dict("records")
    assert (row["id"], row["currency"], row["count_frozen"], row["frozen_amount"]) == (BALANCE, "CNY", 1, 100)


def test_lifting_a_rule_frees_only_those_in_whose_way_it_stood_alone(snapshot: Snapshot) -> None:
    saved = policy.lifted(snapshot, PERIOD, (BALANCE,)).saved
    told = (saved.count_cases, saved.count_failures, saved.count_alone, saved.count_behind, saved.count_stuck)
    assert told == (6, 6, 3, 1, 2)
    # Past it: 1 + 2 (with the time-out) + 1 + 1 failures. Stuck: 2, less 2 x 1/4 x 1 by what stood behind.
    assert saved.failures_spared.value == pytest.approx(5 + 2 - 0.5)
    assert saved.cases_sooner.value == 4
    assert saved.cases_more.value == pytest.approx(2)  # the one with the loan behind was resolved too
    # Past it: 2 + 3 + 4 + 1 days. Stuck: 19 and 2, less 1/4 of a day behind it each.
    assert saved.days_saved.value == pytest.approx(10 + 21 - 0.5, abs=0.01)
    assert {name: one.value for name, one in saved.money_freed.items()} == {"CNY": 100}


def test_a_clause_and_several_rules_can_be_lifted(snapshot: Snapshot) -> None:
    assert policy.lifted(snapshot, PERIOD, ("p:P-1",)).saved.count_cases == 5
    both = policy.lifted(snapshot, PERIOD, (BALANCE, LOAN))
    assert (both.saved.count_alone, both.saved.count_behind) == (4, 0)  # w3's loan is lifted as well
    assert policy.lifted(snapshot, PERIOD, ("q:P-1",)).saved.count_cases == 0
    hostile = policy.lifted(snapshot, PERIOD, ("x' OR true --", "p:' OR true --"))
    assert hostile.saved.count_cases == 0


def test_a_failure_that_quotes_no_clause_is_by_that_of_the_ledger(tmp_path: Path) -> None:
    """AUR-3.1 is Aurora's clause for a balance left; on another platform, or for another cause, it is not."""
    quoted = [*attempt("w1", 1, "balance", clause="AUR-3.1"), *attempt("w1", 2, "balance", clause="")]
    others = [*attempt("w2", 1, "loan", clause=""), *attempt("w1", 3, "succeeded")]
    logged = tuple(row.replace(",p,", ",aurora,") for row in (*quoted, *others))
    elsewhere = tuple(attempt("w3", 1, "balance", clause=""))
    now = open_snapshot(load_rows(tmp_path, (*logged, *elsewhere), f"{HEADER},policy_clause"))
    saved = policy.lifted(now, PERIOD, ("aurora:AUR-3.1",)).saved
    assert (saved.count_cases, saved.count_failures, saved.count_alone) == (1, 2, 1)


def test_cause_filters_do_not_hide_what_stands_behind(snapshot: Snapshot) -> None:
    narrowed = dataclasses.replace(PERIOD, cause=(BALANCE,))
    assert policy.lifted(snapshot, narrowed, (BALANCE,)).saved == policy.lifted(snapshot, PERIOD, (BALANCE,)).saved


def test_the_ledger_shows_what_nobody_wrote_down(snapshot: Snapshot) -> None:
    found = by_id(policy.policy_ledger(snapshot, PERIOD))
    assert (found["p:P-1"]["is_in_ledger"], found["p:P-1"]["count_failures"]) == (False, 5)
    assert found["aurora:AUR-4.2"]["count_failures"] == 0
    assert policy.policy_ledger(snapshot, dataclasses.replace(PERIOD, platform=("p",)))["id"].tolist() == ["p:P-1"]


def test_filters_of_attempts_give_what_the_mart_gives(snapshot: Snapshot) -> None:
    every = dataclasses.replace(PERIOD, code=("E2", "E3"))
    assert policy.policy_rules(snapshot, every).equals(policy.policy_rules(snapshot, PERIOD))


# The page itself.


def metrics_of(app: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in app.metric}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_shows_figures_what_if_and_ledger(open_app, folder: Path, language: str) -> None:
    app = open_app(folder, "policy", lang=language, lift=BALANCE, **ADDRESS)
    assert not app.exception
    assert not app.warning
    shown, say = metrics_of(app), text(language)
    assert shown[say("card.policy_failures")] == "8"
    assert shown[say("card.policy_wallets")] == "6"
    assert shown[say("policy.failures_spared")] == say.number(6.5)
    assert any(say("policy.absent") in frame.value.to_string() for frame in app.dataframe)


def test_by_default_the_worst_rule_is_lifted(open_app, folder: Path) -> None:
    assert metrics_of(open_app(folder, "policy", lang="en", **ADDRESS))["Resolved sooner"] == "4"


@pytest.mark.parametrize("rule", [LOAN, "aurora:AUR-9.1"])
def test_a_rule_that_the_law_asks_for_is_marked(open_app, folder: Path, rule: str) -> None:
    (warning,) = open_app(folder, "policy", lang="en", lift=rule, **ADDRESS).warning
    assert "The law asks" in warning.value


@pytest.mark.parametrize("measure", ["count_failures", "count_wallets", "days_lost", "frozen_amount", "count_lost"])
def test_every_measure_draws(open_app, folder: Path, measure: str) -> None:
    app = open_app(folder, "policy", lang="en", pain_by=measure, pain_of="clause", pain_weights="0-0-0-0-5", **ADDRESS)
    assert not app.exception
    assert not app.warning


def test_no_failure_by_a_rule_is_said_and_the_ledger_stays(open_app, folder: Path) -> None:
    app = open_app(folder, "policy", lang="en", category="technical_fault", **ADDRESS)
    assert not app.exception
    assert any("nothing to rank" in markdown.value for markdown in app.markdown)
    assert not metrics_of(app).keys() & {"Failures by policy and law", "Days saved"}


def test_one_failure_is_a_page(open_app, folder: Path) -> None:
    app = open_app(folder, "policy", lang="en", cause=LOAN, **{"from": "2026-11-05", "to": "2026-11-05"})
    assert not app.exception
    assert metrics_of(app)["Failures by policy and law"] == "1"
    # No case that began on that day met the loan: w3 began on the first.
    assert any("changed nothing" in markdown.value for markdown in app.markdown)


def test_nonsense_in_the_address_is_named_and_left_out(open_app, folder: Path) -> None:
    asked = {"lift": ["nothing", "<b>"], "pain_of": "x", "pain_by": "y", "pain_weights": "9-9"}
    app = open_app(folder, "policy", lang="en", **asked, **ADDRESS)
    assert not app.exception
    assert len(app.warning) == 5
    assert metrics_of(app)["Resolved sooner"] == "4"
