"""How many steps a case took: attempts, documents, reviews and contacts, as a distribution."""

import pandas as pd

from analysis.quantiles import SampleQuantile, distribution
from dashboards.charts.distributions import Mark, bars_of_steps
from dashboards.pages.consequences_numbers import efforts_with
from dashboards.pages.consequences_steps import effort_quantiles, efforts_shown, weights_told
from dashboards.store import View
from dashboards.widgets.card import card
from dashboards.widgets.chart import chart

MOST = 15  # steps with a bar of their own; more are one bar


def show(view: View) -> None:
    """Draw the card."""
    say, rows = view.say, efforts_shown(view)
    found = distribution(rows["effort"], rows["count_cases"])
    bars = drawn(view, found)
    half, most = effort_quantiles(rows).values()
    marks = [
        Mark(
            min(one.value or 0, MOST),
            q,
            say(f"consequences.{key}", value=number(view, one.value), ends=ends(view, one)),
        )
        for key, q, one in (("median", 0.5, half), ("p90", 0.9, most))
    ]
    hint = say("consequences.efforts_hint", weights=weights_told(view))
    statement = efforts_with(view)
    with card(view, "effort_distribution", frame=found, query=statement, hint=hint):
        words = {"steps": say("consequences.steps_axis")}
        chart(view, "effort_distribution", lambda: bars_of_steps(bars, marks, words))


def number(view: View, value: float | None) -> str:
    return view.say.number(value, 0 if value is None or float(value).is_integer() else 1)


def ends(view: View, one: SampleQuantile) -> str:
    return view.say("kpi.range", low=number(view, one.low), high=number(view, one.high))


def drawn(view: View, found: pd.DataFrame) -> pd.DataFrame:
    """A bar per number of steps, those beyond MOST in one: value, label, share, hover."""
    value = found["value"].round().clip(upper=MOST)
    counts = found.groupby(value)["count"].sum()
    total = int(counts.sum())
    labels = {step: f"{step:.0f}+" if step == MOST else f"{step:.0f}" for step in counts.index}
    hovers = [
        view.say(
            "consequences.hover_effort",
            steps=labels[step],
            share=view.say.percent(count / total),
            cases=view.say.number(count),
            total=view.say.number(total),
        )
        for step, count in counts.items()
    ]
    return pd.DataFrame(
        {"value": counts.index, "label": list(labels.values()), "share": counts.to_numpy() / total, "hover": hovers}
    )
