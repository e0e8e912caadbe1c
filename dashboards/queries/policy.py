"""Which rules of policy and law hurt: failures, wallets, days, money, people who do not come back; and what if not."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis.survival import kaplan_meier
from analysis.what_if import WhatIf, blockers_behind, what_if, without_named
from dashboards.queries.compose import ask
from dashboards.queries.selection import Selection
from warehouse import Snapshot

HORIZON_DAYS = 14  # two weeks: longer is seldom seen in full within a month of failures
ALL = ""
SEPARATOR = ":"  # a clause is named by its platform and itself: two platforms may number theirs alike


def policy_rules(snapshot: Snapshot, selection: Selection, is_by_clause: bool = False) -> pd.DataFrame:
    """One row per rule, the most failures first: id, platform (of clauses), rule, cause_category,
    count_failures, count_wallets, days_lost, count_waiting and days_waiting (the part that still runs),
    not_returned with low and high (0 to 1: no next step within HORIZON_DAYS), count_lost (that share of the failures).

    The first row, of the id "", is all of them, those among them that quote no clause too.
    """
    counted = ask(snapshot, "policy_rules", selection, is_by_clause=is_by_clause)
    returns = ask(snapshot, "policy_returns", selection, is_by_clause=is_by_clause, horizon_days=HORIZON_DAYS)
    found = with_ids(counted[counted["is_all"] | counted["rule"].notna()]).drop(columns="is_all")
    by_rule = dict(list(with_ids(returns).groupby("id"))) | {ALL: returns}
    rated = pd.DataFrame([not_returned(by_rule.get(id_, returns[:0])) for id_ in found["id"]]).astype(float)
    return found.join(rated).assign(count_lost=rated["not_returned"] * found["count_failures"])


def not_returned(returns: pd.DataFrame) -> dict[str, float]:
    """The share without a next step after HORIZON_DAYS, by Kaplan-Meier; NaN where nobody was watched that long."""
    curve = kaplan_meier(returns["days"], returns["is_followed"], weights=returns["count_failures"])
    is_unknown = curve.empty or (curve["survival"].iloc[-1] > 0 and curve["time"].iloc[-1] < HORIZON_DAYS)
    if is_unknown:
        return dict.fromkeys(("not_returned", "low", "high"), np.nan)
    last = curve.iloc[-1]
    return {"not_returned": last["survival"], "low": last["lower"], "high": last["upper"]}


def with_ids(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with a column more: how an address names the rule, a cause, or a platform and a clause."""
    own = rows["rule"].fillna(ALL)
    id_ = own.where(rows["platform"].isna() | rows["rule"].isna(), rows["platform"].astype("str") + SEPARATOR + own)
    return rows.assign(id=id_).reset_index(drop=True)


def policy_money(snapshot: Snapshot, selection: Selection, is_by_clause: bool = False) -> pd.DataFrame:
    """One row per rule and currency: id, currency, count_frozen, frozen_amount. Currencies are never added."""
    return with_ids(ask(snapshot, "policy_money", selection, is_by_clause=is_by_clause))


def policy_ledger(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """One row per clause of the ledger or of the log: id, platform, policy_clause, is_in_ledger, text_en, text_zh,
    owner, since, basis, causes, cause (the most frequent), count_failures."""
    rows = ask(snapshot, "policy_ledger", selection.population())
    mine = rows[rows["platform"].isin(selection.platform or rows["platform"])].reset_index(drop=True)
    return mine.assign(id=mine["platform"] + SEPARATOR + mine["policy_clause"])


@dataclass(frozen=True)
class Lifted:
    """What lifting some rules would save. `cautious`: where what messages name beside them stands behind them too.

    behind: what stood behind the rules, see analysis.what_if.blockers_behind.
    """

    saved: WhatIf
    cautious: WhatIf
    count_named: int
    behind: pd.DataFrame


def lifted(snapshot: Snapshot, selection: Selection, rules: tuple[str, ...]) -> Lifted:
    """The what-if for the cases that began in the period and met one of the rules, whatever other causes they show."""
    paths = ask(snapshot, "what_if_paths", selection.population(), **rule_parameters(rules))
    unnamed = without_named(paths)
    count_named = int(paths["count_cases"].sum() - unnamed["count_cases"].sum())
    return Lifted(what_if(paths), what_if(unnamed), count_named, blockers_behind(paths))


def rule_parameters(rules: Iterable[str]) -> dict[str, Any]:
    """The rules' ids as the parameters of the statement."""
    clauses = [rule for rule in rules if SEPARATOR in rule]
    causes = [rule for rule in rules if SEPARATOR not in rule]
    return {
        "rule_causes": causes,
        "rule_clauses": clauses,
        "clauses": [clause.partition(SEPARATOR)[2] for clause in clauses],
    }
