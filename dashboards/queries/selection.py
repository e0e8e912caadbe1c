"""What a reader has chosen to look at: a period and the values of some dimensions."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

# The reader's word -> the column. These say which attempts are looked at, failed or not ...
POPULATION_FILTERS = {
    "platform": "platform",
    "region": "region",
    "version": "app_version",
    "os": "os",
    "bank": "bank",
    "channel": "channel",
}
# ... and these which failures count as such; the attempts beside them stay in the denominator.
FAILURE_FILTERS = {"category": "cause_category", "cause": "cause", "code": "error_code"}
# Held by the small daily and hourly relations; every other filter needs the attempts themselves.
IN_DAILY = {"platform", "category", "cause"}


@dataclass(frozen=True)
class Selection:
    """A period of reporting days, both ends included, and chosen values; an empty choice means all."""

    from_on: date
    to_on: date
    platform: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    version: tuple[str, ...] = ()
    os: tuple[str, ...] = ()
    bank: tuple[str, ...] = ()
    channel: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    cause: tuple[str, ...] = ()
    code: tuple[str, ...] = ()
    search: str = ""  # narrows the cases alone: an id, a wallet's token, an error code or a phrase

    @property
    def days(self) -> int:
        """How many days the period has."""
        return (self.to_on - self.from_on).days + 1

    def chosen(self, filters: dict[str, str]) -> dict[str, tuple[str, ...]]:
        """The filters among `filters` that are set, with their values."""
        return {name: values for name in filters if (values := getattr(self, name))}

    @property
    def needs_attempts(self) -> bool:
        """Whether a filter is set that the daily relations do not hold."""
        return bool(self.chosen(POPULATION_FILTERS | FAILURE_FILTERS).keys() - IN_DAILY)

    def population(self) -> "Selection":
        """The same attempts with every failure counted: the denominators' side."""
        cleared: dict[str, Any] = dict.fromkeys(FAILURE_FILTERS, ())
        return replace(self, **cleared)

    def earlier(self, days: int) -> "Selection":
        """The same choice so many days earlier."""
        shift = timedelta(days=days)
        return replace(self, from_on=self.from_on - shift, to_on=self.to_on - shift)
