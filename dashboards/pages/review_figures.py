"""The key figures of the review: failures with a cause, without one, with a doubtful one, decided by a person."""

import pandas as pd
import streamlit as st

from analysis.intervals import newcombe_difference
from analysis.rates import Rate
from dashboards import store
from dashboards.pages.review_choices import Choices, population
from dashboards.store import Selection, View
from dashboards.widgets.kpi import Kpi, kpi, signed
from dashboards.widgets.menu import Behind

ORDER = ("code", "rule", "words_of_code", "status", "model", "review")


def show(view: View, choices: Choices) -> None:
    """Draw the row of cards."""
    counts = totals(view, choices, population(view))
    figures = [
        decided(view, choices, counts),
        part(view, choices, "unclassified_share", "unclassified"),
        part(view, choices, "doubtful_share", "doubtful"),
        part(view, choices, "reviewed_share", "reviewed"),
    ]
    with st.grid(len(figures), min_column_width=170, gap="small"):
        for figure in figures:
            kpi(view, figure)


def totals(view: View, choices: Choices, selection: Selection) -> pd.Series:
    return view.ask(store.review_totals, selection, below=choices.below).iloc[0]


def decided(view: View, choices: Choices, counts: pd.Series) -> Kpi:
    """The share with a cause, and what decided it."""
    say = view.say
    total = int(counts["count_failures"])
    rate = Rate.of(total - int(counts["count_unclassified"]), total)
    kinds = view.ask(store.decided_by_kind, population(view))
    by_kind = kinds.set_index("evidence")["count_failures"]
    told = [f"{say(f'evidence.{kind}')} {say.percent(by_kind[kind] / total)}" for kind in ORDER if kind in by_kind]
    behind = Behind("decided_share", kinds, view.statement("decided_by_kind", population(view)), evidence(view, rate))
    detail = " · ".join([fraction(view, rate), interval(view, rate), *told]) if total else say("review.no_failure")
    return Kpi(behind, value=say.percent(rate.value), detail=detail)


def part(view: View, choices: Choices, name: str, kind: str) -> Kpi:
    """The share of one kind, with its interval and its change against the days before."""
    say, selection = view.say, population(view)
    counts = totals(view, choices, selection)
    rate = rate_of(counts, kind)
    difference, is_beyond_chance = change(view, choices, kind)
    statement = view.statement("review_totals", selection, below=choices.below)
    signatures = say("review.signatures", count=say.number(counts[f"signatures_{kind}"]))
    return Kpi(
        Behind(name, counts.to_frame().T, statement, evidence(view, rate)),
        value=say.percent(rate.value),
        detail=f"{fraction(view, rate)} · {interval(view, rate)} · {signatures}",
        delta=signed(say.points(difference)),
        is_beyond_chance=is_beyond_chance,
    )


def evidence(view: View, rate: Rate) -> dict[str, str]:
    """The numerator and denominator, and the interval."""
    say = view.say
    ends = say("kpi.range", low=say.percent(rate.low), high=say.percent(rate.high))
    return {
        say("column.share"): f"{say.percent(rate.value, 2)} = {fraction(view, rate)}",
        say("kpi.interval_name"): ends,
    }


def interval(view: View, rate: Rate) -> str:
    return view.say("kpi.interval", low=view.say.percent(rate.low), high=view.say.percent(rate.high))


def fraction(view: View, rate: Rate) -> str:
    return f"{view.say.number(rate.numerator)} / {view.say.number(rate.denominator)}"


def rate_of(counts: pd.Series, kind: str) -> Rate:
    return Rate.of(int(counts[f"count_{kind}"]), int(counts["count_failures"]))


def change(view: View, choices: Choices, kind: str) -> tuple[float | None, bool]:
    """How the share of the finished days differs from before, and whether beyond chance.

    What people decide they decide for all of history: between two periods it does not change by itself.
    """
    if view.compared is None or kind == "reviewed":
        return None, False
    now, before = (rate_of(totals(view, choices, each.population()), kind) for each in view.compared)
    if now.value is None or before.value is None:
        return None, False
    low, high = newcombe_difference(now.numerator, now.denominator, before.numerator, before.denominator)
    return now.value - before.value, bool(low > 0 or high < 0)
