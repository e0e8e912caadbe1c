"""Blocker sets: which causes meet in one case, and which is seen after which."""

import pandas as pd

from analysis.intervals import poisson_exact, ratio
from analysis.rates import SMALL_DENOMINATOR
from dashboards.queries.compose import ask
from dashboards.queries.selection import Selection
from warehouse import Snapshot

LEAST_CASES = 5  # below it a pair is shown and marked, but not ranked


def cause_pairs(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """One row per two causes of the same case, small samples last, then the most cases first.

    count_cases shows both; cases_of_cause, cases_of_other each; expected, were the two independent among all
    cases of the period; lift = count_cases / expected with lift_low, lift_high (Poisson). Cause filters keep
    the pairs with a chosen cause: the counts stay those of all cases.
    """
    counted = ask(snapshot, "cause_pairs", selection.population())
    total = int(counted["cases_of_all"].max()) if len(counted) else 0
    is_alone = counted["cause"] == counted["other_cause"]
    of_cause = counted[is_alone].set_index("cause")["count_cases"]
    pairs = with_lift(counted[~is_alone], of_cause, total)
    is_one = is_chosen(pairs["cause"], pairs["cause_category"], selection)
    is_other = is_chosen(pairs["other_cause"], pairs["other_category"], selection)
    own = ["cases_of_all", "cause_category", "other_category"]
    return pairs[is_one | is_other].drop(columns=own).reset_index(drop=True)


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
    counted = ask(snapshot, "next_causes", selection.population())
    of_first = counted.groupby("first_cause")["count_cases"].sum()
    followed = counted[counted["next_cause"].notna()]
    cases = followed["first_cause"].map(of_first).astype("int64")
    shared = followed.assign(
        cases_of_first=cases,
        share=ratio(followed["count_cases"], cases),
        is_small=cases < SMALL_DENOMINATOR,
    )
    mine = is_chosen(shared["first_cause"], shared["first_category"], selection)
    return shared[mine].drop(columns="first_category").reset_index(drop=True)


def is_chosen(causes: pd.Series, categories: pd.Series, selection: Selection) -> pd.Series:
    """Whether the cause filters leave each cause; all without them."""
    is_cause = causes.isin(selection.cause or causes)
    return is_cause & categories.isin(selection.category or categories)
