"""What the page of consequences asks, and how it writes a rate per 1,000 cases with its interval and its parts."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from analysis.rates import SMALL_DENOMINATOR
from dashboards import store
from dashboards.pages.consequences_choices import Choices
from dashboards.store import Compared, Selection, Snapshot, Statement, View
from dashboards.text import NOTHING, is_missing

Row = Mapping[Hashable, Any]


def efforts(view: View) -> pd.DataFrame:
    """Cases with a failure by effort, as store.failed_case_efforts has them."""
    return view.ask(store.failed_case_efforts, compared=view.compared)


def counted_with(view: View, choices: Choices) -> Statement:
    """The statement behind the counts."""
    before = store.seen_at(view.snapshot, view.compared)
    return view.statement("consequence_counts", within_days=choices.within_days, previous_seen_at=before)


def efforts_with(view: View) -> Statement:
    """The statement behind the efforts."""
    weights: dict[str, Any] = {**store.WEIGHTS}
    return view.statement("failed_case_efforts", **weights)


def rates(view: View, choices: Choices, part: str = "shown", key: str | None = None) -> pd.DataFrame:
    """Per 1,000 cases with a failure, by consequence and `key` (first_cause, week_on)."""
    return view.ask(held_rates, compared=view.compared, within_days=choices.within_days, part=part, key=key)


@store.held
def held_rates(
    now: Snapshot, selection: Selection, compared: Compared | None, within_days: int, part: str, key: str | None
) -> pd.DataFrame:
    """The rates, made of counts and efforts that are held anyway: a page asks for the same ones many times."""
    counts = store.consequence_counts(now, selection, compared, within_days=within_days)
    efforts = store.failed_case_efforts(now, selection, compared)
    return store.consequence_rates.rates(counts, efforts, part, key)


def rate_of(view: View, choices: Choices, consequence: str, part: str = "shown") -> Row | None:
    """The one rate of a consequence; None without a case with a failure."""
    rows = rates(view, choices, part)
    found = rows[rows["consequence"] == consequence].to_dict("records")
    return found[0] if found else None


def change_of(view: View, choices: Choices, consequence: str) -> tuple[float | None, bool]:
    """The relative change of a rate against the cases before at the same age, and whether it is beyond chance."""
    if view.compared is None or consequence in store.consequence_rates.STEPS:
        return None, False
    now, before = (rate_of(view, choices, consequence, part) for part in ("current", "previous"))
    return (None, False) if now is None or before is None else store.consequence_rates.change(now, before)


def count_failed_cases(view: View, part: str = "shown") -> int:
    """How many cases with a failure a part has."""
    return int(store.consequence_rates.failed_cases(efforts(view), part).sum())


def name_of(view: View, consequence: str) -> str:
    """The reader's word for a kind of consequence."""
    if consequence in store.consequence_rates.STEPS:
        return view.say(f"consequences.{consequence}")
    return view.say(f"event.consequence.{consequence}")


def per_thousand(view: View, rate: float | None) -> str:
    """A rate per 1,000 with as many digits as help: 5.3, 131."""
    return view.say.number(rate, 0 if not is_missing(rate) and abs(rate or 0) >= 100 else 1)


def interval(view: View, row: Row) -> str:
    """The two ends of a rate: 4.1 – 6.9."""
    if is_missing(row["low"]):
        return NOTHING
    return f"{per_thousand(view, row['low'])} – {per_thousand(view, row['high'])}"


def ends_told(view: View, low: float | None, high: float | None) -> str:
    """Two ends in hours: 20.2 d to 31.3 d; 20.2 d or more, where the upper is not reached."""
    if is_missing(low):
        return NOTHING
    key = "consequences.or_more" if is_missing(high) else "kpi.range"
    ends = {"low": view.say.hours(low), **({} if is_missing(high) else {"high": view.say.hours(high)})}
    return view.say(key, **ends)


def told(view: View, row: Row, name: str) -> str:
    """What hovering over a rate says: its name, the rate with its interval, its numerator and denominator."""
    say = view.say
    return "<br>".join(
        [
            name,
            say("consequences.hover_rate", rate=per_thousand(view, row["per_thousand"]), interval=interval(view, row)),
            say(
                "consequences.hover_counts",
                events=say.number(row["count_events"]),
                cases=say.number(row["count_cases"]),
                failed=say.number(row["count_failed_cases"]),
            ),
        ]
    )


def is_small(rows: pd.DataFrame) -> pd.Series:
    """Whether there are too few cases to rank."""
    return rows["count_failed_cases"] < SMALL_DENOMINATOR
