"""The effort index of cases: what they took, as a distribution with its median and P90."""

from collections.abc import Mapping

import pandas as pd

from analysis.quantiles import SampleQuantile, sample_quantile
from dashboards import store
from dashboards.pages.consequences_numbers import efforts
from dashboards.store import View


def efforts_shown(view: View, key: str | None = None) -> pd.DataFrame:
    """Cases of the period by effort, told apart by `key` (first_cause, week_on) alone."""
    return store.consequence_rates.part_rows(efforts(view), "shown", key)


def effort_quantiles(rows: pd.DataFrame) -> Mapping[float, SampleQuantile]:
    """The median and the P90 of the effort."""
    return {q: sample_quantile(rows["effort"], q, rows["count_cases"]) for q in store.frozen_money.SHARES}


def weights_told(view: View) -> str:
    """How the index is made: attempts + documents + reviews + contacts, each with its weight where that is not 1."""
    weighed = {view.say(f"consequences.weigh_{name}"): weight for name, weight in store.EFFORT_WEIGHTS.items()}
    return " + ".join(name if weight == 1 else f"{weight:g} × {name}" for name, weight in weighed.items())
