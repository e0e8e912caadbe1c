"""What it means: sentences that can be quoted as they stand, each with its numbers and its interval."""

from collections.abc import Iterator

import streamlit as st

from analysis.quantiles import share_of_largest
from analysis.rates import SMALL_DENOMINATOR, Rate
from dashboards import store
from dashboards.pages.consequences_causes import by_level
from dashboards.pages.consequences_choices import Choices
from dashboards.pages.consequences_money import frozen, short
from dashboards.pages.consequences_numbers import ends_told, interval, name_of, per_thousand, rate_of
from dashboards.pages.consequences_steps import effort_quantiles, efforts_shown
from dashboards.store import View
from dashboards.text import is_missing, plain
from dashboards.widgets.card import card

LEAST_FREEZES = 10  # fewer make no quotable spread


def show(view: View, choices: Choices) -> None:
    """Draw the card."""
    with card(view, "consequences_meaning", hint=view.say("consequences.meaning_hint")):
        for sentence in (
            *shares(view, choices),
            *money(view, choices),
            *released(view, choices),
            *steps(view),
            *named(view),
        ):
            st.markdown(f"- {sentence}")


def shares(view: View, choices: Choices) -> Iterator[str]:
    """How many cases have any consequence recorded, and which cause leads to the chosen one most often."""
    say, row = view.say, rate_of(view, choices, store.consequence_rates.ANY) or {}
    rate = Rate.of(int(row["count_cases"]), int(row["count_failed_cases"]))
    yield say(
        "consequences.said_share",
        share=say.percent(rate.value),
        low=say.percent(rate.low),
        high=say.percent(rate.high),
        cases=say.number(rate.numerator),
        failed=say.number(rate.denominator),
    )
    yield from leading_cause(view, choices)


def leading_cause(view: View, choices: Choices) -> Iterator[str]:
    """The cause whose rate of the chosen consequence is the highest, if its interval lies above the rate of all."""
    whole = rate_of(view, choices, choices.consequence) or {}
    rows = by_level(view, choices)
    of = rows[(rows["consequence"] == choices.consequence) & (rows["count_failed_cases"] >= SMALL_DENOMINATOR)]
    above = of[of["low"] > whole["per_thousand"]].sort_values("per_thousand", ascending=False)
    for top in above.head(1).to_dict("records"):
        yield view.say(
            "consequences.said_cause",
            name=plain(name_of(view, choices.consequence)),
            cause=plain(view.label(top["id"])),
            rate=per_thousand(view, top["per_thousand"]),
            interval=interval(view, top),
            all=per_thousand(view, whole["per_thousand"]),
        )


def money(view: View, choices: Choices) -> Iterator[str]:
    """How much is frozen, how evenly, and how much still is."""
    say, rows = view.say, frozen(choices)
    per_case = store.frozen_money.by_case(rows)
    if len(per_case) < LEAST_FREEZES:
        return
    half, most = store.frozen_money.quantiles(per_case)
    still = float(rows.loc[~rows["is_ended"], "amount"].astype(float).sum())
    amounts = {"total": per_case.sum(), "median": half.value, "p90": most.value, "still": still}
    told = {name: plain(short(view, float(amount or 0), choices.currency)) for name, amount in amounts.items()}
    top = say.percent(share_of_largest(per_case, 0.1), 0)
    yield say("consequences.said_money", cases=say.number(len(per_case)), top=top, **told)


def released(view: View, choices: Choices) -> Iterator[str]:
    """How soon freezes end."""
    say, seen = view.say, choices.freezes["shown"]
    if len(seen) < LEAST_FREEZES:
        return
    found = store.frozen_money.release_quantiles(seen)
    holding = int((~seen["is_ended"]).sum())
    counts = {"holding": say.number(holding), "freezes": say.number(len(seen))}
    half = found[0.5]
    if is_missing(half["hours"]):
        yield say("consequences.said_not_released", **counts)
    else:
        ends = ends_told(view, half["low"], half["high"])
        yield say("consequences.said_released", hours=say.hours(half["hours"]), ends=ends, **counts)


def steps(view: View) -> Iterator[str]:
    """What a case takes."""
    half, most = effort_quantiles(efforts_shown(view)).values()
    yield view.say("consequences.said_steps", median=view.say.number(half.value), p90=view.say.number(most.value))


def named(view: View) -> Iterator[str]:
    """Of cases whose message speaks of a freeze: how many have one recorded."""
    rows = view.ask(store.consequences_named).sort_values("count_named", ascending=False)
    for row in rows[rows["count_named"] >= SMALL_DENOMINATOR].head(1).to_dict("records"):
        rate = Rate.of(int(row["count_both"]), int(row["count_named"]))
        yield view.say(
            "consequences.said_named",
            name=plain(view.label(row["word"])),
            named=view.say.number(rate.denominator),
            share=view.say.percent(rate.value),
            low=view.say.percent(rate.low),
            high=view.say.percent(rate.high),
        )
