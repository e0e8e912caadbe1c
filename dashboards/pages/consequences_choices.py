"""What the reader looks at among the consequences: kind, currency, how soon, by which causes; kept in the address."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import streamlit as st

from dashboards import store
from dashboards.store import View
from dashboards.text import plain
from dashboards.widgets.links import set_filter
from dashboards.widgets.search import hold

KINDS = store.consequence_rates.RECORDED
WITHIN_DAYS, USUAL_DAYS = ("7", "14", "30"), "14"
LEVELS = ("cause", "category")
MOST_SIDE_BY_SIDE = 4  # more options than these are a list to open
SHOWN_CHARACTERS = 80


@dataclass(frozen=True)
class Choices:
    """What the address asks for; `refused` holds (key, value) pairs that it said in vain.

    `freezes`: by part of the comparison, as they stand (those of `previous`: as they stood when they were as old).
    """

    consequence: str
    currency: str | None
    currencies: tuple[str, ...]
    within_days: int
    level: str
    refused: tuple[tuple[str, str], ...] = ()
    freezes: Mapping[str, pd.DataFrame] = field(default_factory=dict, repr=False, compare=False)


def read(view: View) -> Choices:
    """The choices of the address; what is not known is left out and named in `refused`."""
    freezes = by_part(view)
    currencies = known_currencies(view, freezes["shown"])
    refused: list[tuple[str, str]] = []
    asked = {
        "consequence": asked_for("consequence", KINDS, refused),
        "currency": asked_for("currency", currencies, refused),
        "within": asked_for("within", WITHIN_DAYS, refused, USUAL_DAYS),
        "level": asked_for("level", LEVELS, refused),
    }
    return Choices(
        str(asked["consequence"]),
        asked["currency"],
        currencies,
        int(asked["within"] or 0),
        str(asked["level"]),
        tuple(refused),
        freezes,
    )


def asked_for(key: str, options: Sequence[str], refused: list[tuple[str, str]], usual: str | None = None) -> str | None:
    """The value of a key of the address if it is an option; else the usual or first one, None where there is none."""
    asked = st.query_params.get(key)
    if asked in options:
        return asked
    if asked is not None:
        refused.append((key, asked))
    return usual or (options[0] if options else None)


def known_currencies(view: View, freezes: pd.DataFrame) -> tuple[str, ...]:
    """The currencies of freezes and interest in the period, those of the most freezes first."""
    frozen = store.frozen_money.currencies(freezes)
    accrued = view.ask(store.interest_accrued)["currency"].fillna(store.frozen_money.UNKNOWN).tolist()
    return tuple(dict.fromkeys([*frozen, *accrued]))


def by_part(view: View) -> dict[str, pd.DataFrame]:
    """The freezes of the period, and of the two periods compared, each as seen at its moment."""
    rows, as_of = view.ask(store.freezes, compared=view.compared), view.snapshot.as_of
    moments = {"shown": (view.selection, as_of)}
    if view.compared:
        before = store.seen_at(view.snapshot, view.compared) or as_of
        moments |= {"current": (view.compared[0], as_of), "previous": (view.compared[1], before)}
    return {
        part: store.frozen_money.as_seen(store.within(rows, "first_requested_on", selection), at)
        for part, (selection, at) in moments.items()
    }


def refused(view: View, choices: Choices) -> None:
    """Name what the address asked for and could not have."""
    for key, value in choices.refused:
        told = {"name": view.say(f"consequences.{key}"), "value": plain(value[:SHOWN_CHARACTERS])}
        st.warning(view.say("filter.refused", **told), icon=":material/filter_alt_off:")


def pick(
    view: View,
    key: str,
    options: Sequence[str],
    chosen: str | None,
    label: Callable[[str], str],
    usual: str | None = None,
    **more: Any,
) -> None:
    """One choice among options, drawn from the address and written back to it; nothing where there is no choice."""
    if len(options) < 2:
        return
    widget = f"consequences_{key}"
    hold(widget, chosen)
    shared: dict[str, Any] = {
        "key": widget,
        "format_func": label,
        "on_change": push,
        "args": (key, usual or options[0]),
    }
    if len(options) > MOST_SIDE_BY_SIDE:
        st.selectbox(view.say(f"consequences.{key}"), options, **shared, **more)
    else:
        st.segmented_control(view.say(f"consequences.{key}"), options, required=True, **shared, **more)


def push(key: str, usual: str) -> None:
    chosen = st.session_state[f"consequences_{key}"]
    set_filter(**{key: None if chosen == usual else chosen})


def currency_row(view: View, choices: Choices) -> None:
    """The currency of all amounts; cases with several are counted and told."""
    pick(view, "currency", choices.currencies, choices.currency, str)
    several = store.frozen_money.count_several(choices.freezes["shown"])
    if several:
        st.caption(view.say("consequences.several_currencies", count=view.say.number(several)))


def kind_row(view: View, choices: Choices) -> None:
    """The kind of consequence that the two charts below are about, and how soon after the failure it counts by week."""
    say = view.say
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="consequences_kind_row"):
        pick(view, "consequence", KINDS, choices.consequence, lambda kind: say(f"event.consequence.{kind}"), width=260)
        pick(
            view,
            "within",
            WITHIN_DAYS,
            str(choices.within_days),
            lambda days: say("consequences.days", count=days),
            usual=USUAL_DAYS,
        )
        pick(view, "level", LEVELS, choices.level, lambda level: say(f"filter.{level}"))
