"""What the review page's address asks for beside the filters: the threshold, the part of the queue, the signatures."""

from dataclasses import dataclass
from datetime import date, timedelta

import streamlit as st

from dashboards import store
from dashboards.store import Selection, View
from dashboards.widgets.links import set_filter
from dashboards.widgets.search import asked_phrase

KINDS = ("all", "unclassified", "doubtful")
RANKS = ("failures", "wallets")
LOWEST, HIGHEST, STEP = 50, 100, 5  # percent
MOST_CHOSEN = 100
WEEKS_DRAWN = 26


@dataclass(frozen=True)
class Choices:
    """`below`: a confidence lower than this is looked at (0 to 1). `chosen`: ids of signatures, known or not."""

    below: float
    kind: str
    rank: str
    phrase: str | None
    chosen: tuple[str, ...]


def read_choices() -> Choices:
    """What the address says; what is not known there is what a first visit shows."""
    asked = st.query_params
    return Choices(
        below=threshold(asked.get("below", "")),
        kind=among(KINDS, asked.get("kind")),
        rank=among(RANKS, asked.get("rank")),
        phrase=asked_phrase(),
        chosen=tuple(dict.fromkeys(asked.get_all("signature")))[:MOST_CHOSEN],
    )


def among(known: tuple[str, ...], asked: str | None) -> str:
    return asked if asked in known else known[0]


def threshold(asked: str) -> float:
    percent = int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= 3 else 0
    return percent / 100 if LOWEST <= percent <= HIGHEST else store.REVIEW_BELOW


def choose(signatures: list[str] | tuple[str, ...]) -> None:
    """Write the chosen signatures to the address; for callbacks."""
    set_filter(signature=list(dict.fromkeys(signatures))[:MOST_CHOSEN])


def population(view: View) -> Selection:
    """The reader's period and wallets with all their failures: a share without a cause needs them all."""
    return view.selection.population()


def finished_on(view: View) -> date:
    """The last finished day of the period."""
    return min(view.selection.to_on, view.known.last_on - timedelta(days=1))


def whole_weeks(view: View, most: int = WEEKS_DRAWN) -> Selection | None:
    """The newest finished weeks (Monday to Sunday) up to the end of the period, `most` of them; None without one."""
    last = finished_on(view)
    to_on = last - timedelta(days=(last.weekday() + 1) % 7)
    first = view.known.first_on
    begins_on = first + timedelta(days=-first.weekday() % 7)
    from_on = max(begins_on, to_on - timedelta(days=7 * most - 1))
    if from_on > to_on:
        return None
    part = population(view)
    return Selection(**{**part.__dict__, "from_on": from_on, "to_on": to_on})
