"""The variable parts of messages that are no personal data: sums, days, order numbers, banks."""

from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.demo.arrays import DAY, Ints, Rows
from pipelines.demo.hashing import below, joined, padded
from pipelines.demo.scenario import Scenario

MOST_CAUSES = 64


def money(hundredths: Ints) -> pa.Array:
    """12.34 for 1234."""
    return joined(pa.array(hundredths // 100).cast(pa.string()), ".", padded(hundredths % 100, 2))


def written(at: Ints, unit: str = "s") -> pa.Array:
    """2026-05-24 09:00:00 for milliseconds since 1970; unit "ms" adds three digits."""
    return pa.array(at.astype("datetime64[ms]").astype(f"datetime64[{unit}]")).cast(pa.string())


class Details:
    """What a message can name of its row."""

    def __init__(self, scenario: Scenario) -> None:
        self._offset = scenario.offset
        self._minimum = (scenario.by_platform("minimum") * 100).round().astype(np.int64)
        banks = scenario.world["bank"]
        self._banks = {
            key: pa.array(["", *(bank[key] for bank in banks)]) for key in ("label_zh", "label_en")
        }
        names = ("currency", "component", "app_version")
        self._words = {name: pa.array(scenario.dimension(name)) for name in names}
        self._clauses = clauses(scenario)

    def makers(self) -> dict[str, Callable[[Rows], pa.Array]]:
        """What can be named, by the word in braces."""
        return {
            "amount": lambda rows: money(rows["amount"]),
            "minimum": lambda rows: money(self._minimum[rows["platform"]]),
            "currency": lambda rows: self._words["currency"].take(pa.array(rows["currency"])),
            "component": lambda rows: self._words["component"].take(pa.array(rows["component"])),
            "version": self._version,
            "bank": lambda rows: self._banks["label_zh"].take(pa.array(rows["bank"])),
            "latin_bank": lambda rows: self._banks["label_en"].take(pa.array(rows["bank"])),
            "clause": lambda rows: self._clauses.take(pa.array(clause_number(rows))),
            **self._numbers(),
            **self._times(),
        }

    def _numbers(self) -> dict[str, Callable[[Rows], pa.Array]]:
        return {
            "count": lambda rows: padded(below(rows["number"], 81, 4) + 1, 1),
            "days": lambda rows: pa.array(["3", "7", "15", "30"]).take(
                pa.array(below(rows["number"], 82, 4))
            ),
            "seconds": lambda rows: padded(below(rows["number"], 83, 118) + 2, 1),
            "milliseconds": lambda rows: padded(below(rows["number"], 84, 58_000) + 2000, 1),
            "order": self._order,
            "trace": self._trace,
        }

    def _times(self) -> dict[str, Callable[[Rows], pa.Array]]:
        return {
            "moment": lambda rows: written(rows["occurred"] + self._offset),
            "past": lambda rows: self._date(rows, -(below(rows["number"], 85, 60) + 1)),
            "future": lambda rows: self._date(rows, below(rows["number"], 86, 60) + 1),
        }

    def _date(self, rows: Rows, days: Ints) -> pa.Array:
        return pc.utf8_slice_codeunits(written(rows["occurred"] + self._offset + days * DAY), 0, 10)

    def _order(self, rows: Rows) -> pa.Array:
        day = pc.replace_substring(self._date(rows, np.zeros(len(rows), dtype=np.int64)), "-", "")
        return joined("T", day, padded(below(rows["number"], 87, 10**8), 8))

    def _trace(self, rows: Rows) -> pa.Array:
        return joined(
            "a", padded(below(rows["number"], 88, 10**7), 7), "f", padded(below(rows["number"], 89, 10**6), 6)
        )

    def _version(self, rows: Rows) -> pa.Array:
        """The app's version; the oldest anyone has where no app was used."""
        return self._words["app_version"].take(pa.array(np.maximum(rows["version"], 1)))


def clauses(scenario: Scenario) -> pa.Array:
    """The clause each platform quotes for each cause, by `clause_number`; null where it quotes none."""
    names = [*scenario.causes, *([""] * (MOST_CAUSES - len(scenario.causes)))]
    held = [platform["clauses"].get(name) for platform in scenario.platforms for name in names]
    return pa.array(held, pa.string())


def clause_number(rows: Rows) -> Ints:
    """Where the clause of a row's platform and cause stands."""
    number: Ints = rows["platform"].astype(np.int64) * MOST_CAUSES + rows["cause"]
    return number
