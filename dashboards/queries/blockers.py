"""Blocker sets: which causes meet in one case, and which is seen after which."""

import pandas as pd

from analysis.intervals import poisson_exact, ratio
from analysis.rates import SMALL_DENOMINATOR
from dashboards.queries.compose import Statement, ask, statement
from dashboards.queries.selection import Selection
from warehouse import Snapshot

LEAST_CASES = 5  # below it a pair is shown and marked, but not ranked


def cause_pairs(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """One row per two causes of the same case, small samples last, then the most cases first.

    count_cases shows both; cases_of_cause, cases_of_other each; expected, were the two independent among all
    cases of the period; lift = count_cases / expected with lift_low, lift_high (Poisson). Cause filters keep
    the pairs with a chosen cause: the counts stay those of all cases.
    """
    every = selection.population()
    counted = ask(snapshot, "cause_pairs", every)
    total = int(ask(snapshot, "case_rate", every)["count_cases"].iloc[0])
    is_alone = counted["cause"] == counted["other_cause"]
    of_cause = counted[is_alone].set_index("cause")["count_cases"]
    pairs = with_lift(counted[~is_alone], of_cause, total)
    chosen = causes_chosen(snapshot, selection)
    is_chosen = pairs["cause"].isin(chosen) | pairs["other_cause"].isin(chosen)
    return pairs[is_chosen].reset_index(drop=True)


def with_lift(pairs: pd.DataFrame, of_cause: pd.Series, total: int) -> pd.DataFrame:
    """The pairs with the cases of each cause, and their count over what independence would give."""
    one, other = pairs["cause"].map(of_cause), pairs["other_cause"].map(of_cause)
    expected = pd.Series(ratio(one * other, total), index=pairs.index)
    low, high = poisson_exact(pairs["count_cases"], expected)
    rated = pairs.assign(
        cases_of_cause=one,
        cases_of_other=other,
        expected=expected,
        lift=ratio(pairs["count_cases"], expected),
        lift_low=low,
        lift_high=high,
        is_small=pairs["count_cases"] < LEAST_CASES,
    )
    return rated.sort_values(["is_small", "count_cases"], ascending=[True, False], kind="stable")


def next_causes(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """One row per first cause of a case and the next different one, the most cases first.

    count_cases of cases_of_first (cases that began with it), their share, median_days between the first
    failures of the two, is_small. Cause filters keep the rows that begin with a chosen cause.
    """
    asked = next_causes_statement(snapshot, selection)
    counted = snapshot.query(asked.sql, asked.parameters)
    of_first = counted.groupby("first_cause")["count_cases"].sum()
    followed = counted[counted["next_cause"].notna()]
    cases = followed["first_cause"].map(of_first).astype("int64")
    shared = followed.assign(
        cases_of_first=cases,
        share=ratio(followed["count_cases"], cases),
        is_small=cases < SMALL_DENOMINATOR,
    )
    chosen = causes_chosen(snapshot, selection)
    return shared[shared["first_cause"].isin(chosen)].reset_index(drop=True)


def next_causes_statement(snapshot: Snapshot, selection: Selection) -> Statement:
    """What the next causes are asked with; no failure of a case is before the period."""
    return statement(snapshot, "next_causes", selection.population(), since=selection.from_on)


def causes_chosen(snapshot: Snapshot, selection: Selection) -> set[str]:
    """The sub-causes that the cause filters leave; all without them."""
    known = ask(snapshot, "cause_entries")[["cause", "cause_category"]]
    known.loc[len(known)] = ["unclassified", "unclassified"]
    if selection.cause:
        known = known[known["cause"].isin(selection.cause)]
    if selection.category:
        known = known[known["cause_category"].isin(selection.category)]
    return set(known["cause"])
