"""The answers of the change card in words: what moved, against whom, and what stands in the way of believing it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pandas as pd

from dashboards import store
from dashboards.pages.policy_change_numbers import AGAINST, MEASURES, Comparison, by_cause
from dashboards.store import View
from dashboards.text import is_missing, plain
from dashboards.widgets.markers import public_holidays

LEVEL = 0.05
MOST_NAMED = 8  # markers of the same platform; beyond it their number
Sentence = tuple[str, str]


def answers(view: View, comparison: Comparison) -> Iterator[Sentence]:
    """An icon and a sentence each (Markdown)."""
    yield before_after(view, comparison)
    yield against(view, comparison)
    yield from of_clause(view, comparison)
    if comparison.others:
        yield parallel(view, comparison)
    yield from odds(view, comparison)
    if comparison.left_out:
        yield "group_remove", view.say("policy_change.left_out", names=named(view, comparison.left_out))
    yield from beside(view, comparison)


def before_after(view: View, comparison: Comparison) -> Sentence:
    """The failure rate before and after on the platform alone."""
    say, row = view.say, comparison.measure(MEASURES[0])
    if is_missing(row["difference"]):
        return "help", say("policy_change.one_sided", platform=plain(comparison.look.platform))
    sentence = say(
        "policy_change.before_after",
        platform=plain(comparison.look.platform),
        before=say.percent(row["rate_before"]),
        after=say.percent(row["rate_after"]),
        difference=say.points(row["difference"]),
        low=say.points(row["low"]),
        high=say.points(row["high"]),
    )
    return "compare_arrows", sentence


def against(view: View, comparison: Comparison) -> Sentence:
    """The difference in differences, and whether chance could make it."""
    say, row = view.say, comparison.measure(MEASURES[0])
    if is_missing(row["against"]):
        return "group_off", say("policy_change.no_others")
    value, low, high = (say.points(row[name]) for name in AGAINST.values())
    verdict = say(f"policy_change.{'beyond' if row['p_value'] < LEVEL else 'chance'}")
    names = named(view, comparison.others)
    return "balance", say("policy_change.against", names=names, value=value, low=low, high=high, verdict=verdict)


def of_clause(view: View, comparison: Comparison) -> Iterator[Sentence]:
    """The sub-causes that the clause itself asks for, which is where a change of it should show."""
    rows = by_cause(view, comparison)
    for row in rows[rows["group"].isin(comparison.look.causes) & rows["against"].notna()].to_dict("records"):
        value, low, high = (view.say.points(row[name]) for name in AGAINST.values())
        counts = {side: view.say.percent(row[f"rate_{side}"]) for side in ("before", "after")}
        cause = plain(view.label(row["group"]))
        yield "gavel", view.say("policy_change.of_clause", cause=cause, value=value, low=low, high=high, **counts)


def parallel(view: View, comparison: Comparison) -> Sentence:
    """Whether the platforms ran in parallel before."""
    say, found = view.say, comparison.parallel
    if found is None or is_missing(found["value"]):
        return "help", say("policy_change.parallel_unknown")
    is_broken = found["p_value"] < LEVEL
    values = {key: say.points(found[key]) for key in ("value", "low", "high")}
    key = "parallel_broken" if is_broken else "parallel_holds"
    return "warning" if is_broken else "done", say(f"policy_change.{key}", days=comparison.look.half_days, **values)


def odds(view: View, comparison: Comparison) -> Iterator[Sentence]:
    """Where the same question in odds has another answer, the scale decides, and that must be said."""
    found, row = comparison.odds, comparison.measure(MEASURES[0])
    if is_missing(found["value"]) or is_missing(row["against"]):
        return
    if (found["p_value"] < LEVEL) != (row["p_value"] < LEVEL):
        yield "warning", view.say("policy_change.odds")


def beside(view: View, comparison: Comparison) -> Iterator[Sentence]:
    """What else happened in these days: on the platform by name, on the others by number, and holidays."""
    look = comparison.look
    found = store.changes_listed(view.snapshot)
    inside = found["occurred_at_local"].dt.date.between(look.before[0], look.after[-1])
    others = found[inside & found["event_id"].ne(look.event_id)].sort_values("occurred_at_local")
    own = others[others["platform"] == look.platform]
    if len(own):
        names = view.say.listed([happening(view, row) for row in own.to_dict("records")[:MOST_NAMED]])
        yield "event", view.say("policy_change.own_markers", count=len(own), names=names)
    elsewhere = others[others["platform"].isin(comparison.others)]
    if len(elsewhere):
        yield "event_note", view.say("policy_change.other_markers", count=len(elsewhere))
    yield from holidays(view, comparison)


def holidays(view: View, comparison: Comparison) -> Iterator[Sentence]:
    """Public holidays, which matched weekdays do not balance."""
    look = comparison.look
    days = replace(view.selection, from_on=look.before[0], to_on=look.after[-1])
    markers = [one for one in public_holidays(view, days) if one.at.date() in {*look.before, *look.after}]
    if markers:
        names = view.say.listed([f"{plain(one.label)} ({view.say.day(one.at)})" for one in markers])
        yield "star", view.say("policy_change.holidays", names=names)


def happening(view: View, row: dict) -> str:
    parts = [view.say.day(row["occurred_at_local"]), view.say(f"operation.{row['kind']}")]
    parts += [] if pd.isna(row["label"]) else [plain(row["label"])[:80]]
    return " ".join(parts)


def named(view: View, platforms: Sequence[str]) -> str:
    return view.say.listed([plain(name) for name in platforms])
