"""The reader's choices. The address is the truth: widgets are set from it and write to it on change.

Keys and values in the address are neutral, so a copied link shows the same view in the other language.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from dashboards.queries import FAILURE_FILTERS, POPULATION_FILTERS, Selection

PERIODS = {"7d": 7, "30d": 30, "90d": 90}
ALL, CUSTOM = "all", "custom"
DEFAULT_PERIOD = "30d"
COMPARISONS = ("previous", "weekdays", "none")
DIMENSIONS = tuple(POPULATION_FILTERS | FAILURE_FILTERS)
Address = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Known:
    """What may be asked of a snapshot: its days (`last_on` is unfinished) and each dimension's values."""

    first_on: date
    last_on: date
    values: Mapping[str, tuple[str, ...]] = field(compare=False)


@dataclass(frozen=True)
class Filters:
    """What the address says. `refused` holds (key, value) pairs that it said in vain."""

    selection: Selection
    period: str = DEFAULT_PERIOD
    comparison: str = COMPARISONS[0]
    refused: tuple[tuple[str, str], ...] = ()

    @property
    def is_set(self) -> bool:
        """Whether anything differs from what a first visit shows."""
        chosen = any(getattr(self.selection, name) for name in DIMENSIONS)
        return chosen or self.period != DEFAULT_PERIOD or self.comparison != COMPARISONS[0]


def read_filters(address: Address, known: Known) -> Filters:
    """The filters an address asks for; what is not known is left out and named in `refused`."""
    refused: list[tuple[str, str]] = []
    period, from_on, to_on = read_period(address, known, refused)
    choices: dict[str, Any] = {name: read_choice(address, name, known, refused) for name in DIMENSIONS}
    comparison = last(address, "compare") or COMPARISONS[0]
    if comparison not in COMPARISONS:
        refused.append(("compare", comparison))
        comparison = COMPARISONS[0]
    return Filters(Selection(from_on, to_on, **choices), period, comparison, tuple(refused))


def last(address: Address, key: str) -> str | None:
    values = address.get(key)
    return values[-1] if values else None


def read_choice(address: Address, name: str, known: Known, refused: list[tuple[str, str]]) -> tuple[str, ...]:
    asked = dict.fromkeys(address.get(name, ()))
    options = set(known.values.get(name, ()))
    refused += [(name, value) for value in asked if value not in options]
    return tuple(value for value in asked if value in options)


def read_period(address: Address, known: Known, refused: list[tuple[str, str]]) -> tuple[str, date, date]:
    """The period's name and its two ends, both included."""
    if "from" in address or "to" in address:
        ends = [read_day(address, key, refused) for key in ("from", "to")]
        from_on, to_on = ends[0] or known.first_on, ends[1] or known.last_on
        if from_on <= to_on and not any(key in ("from", "to") for key, _ in refused):
            return CUSTOM, from_on, to_on
        if from_on > to_on:
            refused.append(("from", from_on.isoformat()))
    period = last(address, "period") or DEFAULT_PERIOD
    if period == ALL:
        return ALL, known.first_on, known.last_on
    if period not in PERIODS:
        refused.append(("period", period))
        period = DEFAULT_PERIOD
    return period, known.last_on - timedelta(days=PERIODS[period] - 1), known.last_on


def read_day(address: Address, key: str, refused: list[tuple[str, str]]) -> date | None:
    asked = last(address, key)
    if asked is None:
        return None
    try:
        return date.fromisoformat(asked)
    except ValueError:
        refused.append((key, asked))
        return None


def to_address(filters: Filters) -> dict[str, list[str] | str]:
    """The address that asks for these filters, without what a first visit shows anyway."""
    selection = filters.selection
    address: dict[str, list[str] | str] = {}
    if filters.period == CUSTOM:
        address |= {"from": selection.from_on.isoformat(), "to": selection.to_on.isoformat()}
    elif filters.period != DEFAULT_PERIOD:
        address["period"] = filters.period
    if filters.comparison != COMPARISONS[0]:
        address["compare"] = filters.comparison
    return address | {name: list(values) for name in DIMENSIONS if (values := getattr(selection, name))}


def whole_days(selection: Selection, known: Known) -> Selection | None:
    """The finished days of a period; None where it has only the unfinished one."""
    to_on = min(selection.to_on, known.last_on - timedelta(days=1))
    if to_on < selection.from_on:
        return None
    return Selection(**{**selection.__dict__, "to_on": to_on})


def compared(filters: Filters, known: Known) -> tuple[Selection, Selection] | None:
    """The finished days of the period and the days they are compared with, equally many.

    `previous` is the days just before, `weekdays` the same weekdays of the weeks before. None where nothing
    is to be compared or the log does not reach back that far.
    """
    finished = whole_days(filters.selection, known)
    if filters.comparison == "none" or finished is None:
        return None
    days = finished.days if filters.comparison == "previous" else -(-finished.days // 7) * 7
    before = finished.earlier(days)
    return (finished, before) if before.from_on >= known.first_on else None
