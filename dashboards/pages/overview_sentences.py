"""The sentences of what runs now and of what holds whatever was before, made from the numbers."""

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from dashboards import store
from dashboards.store import View
from dashboards.text import is_missing, plain

LEAST_UNCLASSIFIED = 0.05  # of the failures
LEAST_FAILURES = 30
MOST_SPIKES = 2
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
        yield Finding(spike_sentence(view, row), "bolt", changes={"cause": [row["cause"]] if has_cause else None})


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
