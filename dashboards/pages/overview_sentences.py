"""The sentences of the overview, made from the numbers. Only what is past a stated threshold is said."""

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from dashboards import store
from dashboards.pages.overview_changes import changed
from dashboards.store import View
from dashboards.text import is_missing, plain

LEAST_DIFFERENCE = 0.002  # 0.2 percentage points of the failure rate; below it nobody would act
LEAST_UNCLASSIFIED = 0.05  # of the failures
LEAST_FAILURES = 30
MOST_SPIKES = 2
MOST_CAUSES = 2
Row = Mapping[Hashable, Any]


@dataclass(frozen=True)
class Finding:
    """One sentence (Markdown), its icon, and the page and filters that show its evidence."""

    sentence: str
    icon: str
    page: str = "causes"
    changes: dict[str, list[str] | None] = field(default_factory=dict)


def running_spikes(view: View) -> Iterator[Finding]:
    """Spikes that have not ended, the strongest first."""
    spikes = view.ask(store.spikes_in_period)
    running = spikes[spikes["ended_at"].isna()].sort_values("score", ascending=False)
    for row in running.head(MOST_SPIKES).to_dict("records"):
        has_cause = not is_missing(row["cause"])
        yield Finding(
            spike_sentence(view, row), "bolt", changes={"cause": [row["cause"]] if has_cause else None}
        )


def spike_sentence(view: View, row: Row) -> str:
    say = view.say
    series = row["series"] if is_missing(row["cause"]) else view.label(row["cause"])
    return say(
        "finding.spike",
        series=plain(series),
        platform=plain(say("filter.all") if is_missing(row["platform"]) else row["platform"]),
        at=say.instant(view.local(row["started_at"])),
        observed=say.number(row["observed"]),
        expected=say.number(row["expected"], 1),
        wallets=say.number(row["count_wallets"]),
    )


def moved(view: View) -> Iterator[Finding]:
    """The change of the failure rate, and the sub-causes and the platform that had most part in it."""
    if view.compared is None:
        return
    for whole in changed(view, store.WHOLE).to_dict("records"):
        if is_beyond_chance(whole) and abs(whole["difference"]) >= LEAST_DIFFERENCE:
            yield overall(view, whole)
    for row in told(changed(view, store.CAUSE))[:MOST_CAUSES]:
        yield segment(view, "cause", row, view.label(row["cause"]))
    platforms = () if view.selection.platform else told(changed(view, store.PLATFORM))
    for row in platforms[:1]:
        yield segment(view, "platform", row, row["platform"])


def is_beyond_chance(row: Row) -> bool:
    """Whether the interval of a difference leaves out 0."""
    return bool(row["low"] > 0 or row["high"] < 0)


def told(changes: pd.DataFrame) -> list[dict[Hashable, Any]]:
    """The ranked segments with enough failures, a part in the whole worth telling, and beyond chance."""
    is_enough = changes["failures_current"] + changes["failures_previous"] >= LEAST_FAILURES
    is_large = changes["contribution"].abs() >= LEAST_DIFFERENCE
    rows = changes[changes["rank"].notna() & is_enough & is_large].to_dict("records")
    return [row for row in rows if is_beyond_chance(row)]


def overall(view: View, whole: Row) -> Finding:
    say = view.say
    direction = "up" if whole["difference"] > 0 else "down"
    sentence = say(
        f"finding.rate_{direction}",
        difference=say.points(abs(whole["difference"]), sign=""),
        rate=say.percent(whole["rate_current"]),
        low=say.points(whole["low"]),
        high=say.points(whole["high"]),
    )
    return Finding(sentence, f"trending_{direction}")


def segment(view: View, kind: str, row: Row, name: str) -> Finding:
    """A cause's or a platform's part in the change, and whether rate or mix makes most of it."""
    say = view.say
    part = "rate" if abs(row["rate_part"]) >= abs(row["mix_part"]) else "mix"
    direction = "up" if row["contribution"] > 0 else "down"
    sentence = say(
        f"finding.{kind}",
        name=plain(name),
        part=say.points(row["contribution"]),
        before=say.number(row["failures_previous"]),
        now=say.number(row["failures_current"]),
        why=say(f"finding.{kind}_{part}_{direction}"),
    )
    return Finding(sentence, f"arrow_{direction}ward", changes={kind: [row[kind]]})


def standing(view: View) -> Iterator[Finding]:
    """What holds whatever was before: failures without a cause, and the largest sub-cause."""
    counts = view.ask(store.cause_counts, compared=view.compared)
    failed = counts[counts["is_failure"] & (counts["count_shown"] > 0)]
    by_cause = failed.groupby("cause")["count_shown"].sum()
    total = int(by_cause.sum())
    if total < LEAST_FAILURES:
        return
    if by_cause.get("unclassified", 0) / total >= LEAST_UNCLASSIFIED:
        yield share(view, "unclassified", "unclassified", by_cause)
    named = by_cause.drop("unclassified", errors="ignore")
    if len(named) > 1:
        yield share(view, "largest", str(named.idxmax()), by_cause)


def share(view: View, key: str, cause: str, by_cause: pd.Series) -> Finding:
    """How much of all failures a cause makes."""
    say, count, total = view.say, int(by_cause[cause]), int(by_cause.sum())
    numbers = {"count": say.number(count), "total": say.number(total), "share": say.percent(count / total)}
    icon, page = {"unclassified": ("help", "review"), "largest": ("leaderboard", "causes")}[key]
    told = say(f"finding.{key}", name=plain(view.label(cause)), **numbers)
    return Finding(told, icon, page, changes={"cause": [cause]})
