"""Frozen money of the page's currency, by part of the comparison, and how amounts are written."""

import pandas as pd

from analysis.compound_poisson import compound_ratio
from dashboards import store
from dashboards.pages.consequences_choices import Choices
from dashboards.pages.consequences_numbers import count_failed_cases
from dashboards.store import View
from dashboards.text import NOTHING, is_missing


def frozen(choices: Choices, part: str = "shown") -> pd.DataFrame:
    """The freezes with an amount in the page's currency."""
    return store.frozen_money.in_currency(choices.freezes[part], choices.currency)


def totals(view: View, choices: Choices, value: str, part: str = "shown") -> dict:
    """Sum over cases of `value` (amount, money_days), with its rate per 1,000 cases with a failure."""
    per_case = store.frozen_money.by_case(frozen(choices, part), value)
    return store.frozen_money.totals(per_case, count_failed_cases(view, part))


def change(view: View, choices: Choices, value: str) -> tuple[float | None, bool]:
    """The relative change of the sum per case with a failure, and whether beyond chance; None where either is 0."""
    if view.compared is None:
        return None, False
    now, before = (totals(view, choices, value, part) for part in ("current", "previous"))
    numbers = [side[name] for side in (now, before) for name in ("total", "squares", "count_failed_cases")]
    if not all(number > 0 for number in numbers):
        return None, False
    low, high = compound_ratio(*numbers)
    return now["per_thousand"] / before["per_thousand"] - 1, bool(low > 1 or high < 1)


def short(view: View, amount: float | None, currency: str | None) -> str:
    """CNY 1.2M, CNY 120万."""
    if amount is None or is_missing(amount):
        return NOTHING
    return f"{currency} {view.say.compact(amount)}"


def interest(view: View, choices: Choices) -> pd.DataFrame:
    """Interest accrued by first cause in the page's currency."""
    rows = view.ask(store.interest_accrued)
    return rows[rows["currency"].fillna(store.frozen_money.UNKNOWN) == choices.currency]
