"""The rules with all that is measured about each, ranked by the reader's weights."""

from dataclasses import dataclass

import pandas as pd

from analysis.pain_index import pain_index, rank_ranges
from dashboards import store
from dashboards.pages.policy_choices import MEASURES, PAIN, Choices
from dashboards.store import View

RANK_WORDS = {"rank": "rank", "low": "rank_low", "high": "rank_high"}


@dataclass(frozen=True)
class Pain:
    """`whole`: all rules as one row. `rules`: one row a rule, the worst by the chosen measure first.

    `currency`: whose amounts are compared; None where nothing was frozen.
    """

    whole: pd.Series
    rules: pd.DataFrame
    money: pd.DataFrame
    currency: str | None


def pain(view: View, chosen: Choices) -> Pain:
    """The measures of the period under the reader's filters."""
    counted = view.ask(store.policy_rules, is_by_clause=chosen.is_by_clause)
    money = view.ask(store.policy_money, is_by_clause=chosen.is_by_clause)
    currency = most_frozen(money)
    mine = money[(money["currency"] == currency) & money["rule"].notna()].set_index("id")["frozen_amount"]
    rules = counted.iloc[1:].reset_index(drop=True)
    priced = rules.assign(frozen_amount=rules["id"].map(mine).fillna(0.0) if currency else float("nan"))
    return Pain(counted.iloc[0], ranked(priced, chosen), money, currency)


def most_frozen(money: pd.DataFrame) -> str | None:
    """The currency with the most frozen cases; amounts of others are shown beside it and never added."""
    counts = money.groupby("currency")["count_frozen"].sum()
    return None if counts.empty else str(counts.idxmax())


def ranked(rules: pd.DataFrame, chosen: Choices) -> pd.DataFrame:
    measures = rules[list(MEASURES)].astype(float)
    ranges = rank_ranges(measures, chosen.weights)
    found = rules.assign(**{PAIN: pain_index(measures, chosen.weights)}).join(ranges)
    return found.sort_values([chosen.rank, "count_failures"], ascending=False, kind="stable", ignore_index=True)


def cumulated(rules: pd.DataFrame, total: float, rank: str) -> pd.Series:
    """The share of the total that a rule and all above it make up; missing where parts do not add up to it."""
    if rank in (PAIN, "count_wallets", "count_lost") or not total:
        return pd.Series(float("nan"), index=rules.index)
    return rules[rank].cumsum() / total


def ranks(view: View, key: str, rule: dict) -> str:
    """A rule's rank, and between which ranks it lies under other weights; nothing where it has none."""
    if pd.isna(rule["rank"]):
        return ""
    return view.say(f"policy.{key}", **{name: int(rule[of]) for name, of in RANK_WORDS.items()})


def share(view: View, rule: dict) -> str:
    """The part without a next step with its interval; a dash where nobody was watched for long enough."""
    percent = view.say.percent(rule["not_returned"], 0)
    if pd.isna(rule["low"]):
        return percent
    return f"{percent} ({view.say.percent(rule['low'], 0)} – {view.say.percent(rule['high'], 0)})"
