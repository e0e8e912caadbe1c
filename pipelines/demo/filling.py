"""Filling wordings in: many rows at a time, one group of rows for each wording."""

from collections import defaultdict
from collections.abc import Sequence
from string import Formatter

import numpy as np
import pyarrow as pa

from pipelines.demo.arrays import Ints, Rows
from pipelines.demo.details import Details
from pipelines.demo.hashing import joined
from pipelines.demo.people import People
from pipelines.demo.scenario import Scenario


class Filling:
    """Fills wordings in, and remembers every personal value it wrote."""

    def __init__(self, scenario: Scenario) -> None:
        personal = People(scenario).makers()
        self._makers = personal | Details(scenario).makers()
        self._personal = frozenset(personal)
        self._planted: dict[str, list[pa.Array]] = defaultdict(list)

    @property
    def known(self) -> tuple[str, ...]:
        """The words that may stand in braces."""
        return tuple(self._makers)

    def fill(self, rows: Rows, wordings: Sequence[str], which: Ints) -> pa.Array:
        """The text of `wordings[which]` for each row."""
        if not len(rows):
            return pa.array([], pa.string())
        order = np.argsort(which, kind="stable")
        numbers, starts = np.unique(which[order], return_index=True)
        groups = np.split(order, starts[1:])
        texts = [
            self._filled(rows[group], wordings[number]) for number, group in zip(numbers, groups, strict=True)
        ]
        return pa.concat_arrays(texts).take(pa.array(np.argsort(order)))

    def planted(self) -> pa.Table:
        """The personal values written since this was last asked: kind, value."""
        kinds = {kind: pa.concat_arrays(held).unique() for kind, held in sorted(self._planted.items())}
        self._planted.clear()
        names = [pa.repeat(kind, len(values)) for kind, values in kinds.items()]
        empty = pa.array([], pa.string())
        return pa.table(
            {"kind": pa.concat_arrays([empty, *names]), "value": pa.concat_arrays([empty, *kinds.values()])}
        )

    def _filled(self, rows: Rows, wording: str) -> pa.Array:
        parts: list[pa.Array | str] = [pa.repeat("", len(rows))]
        for literal, name, _, _ in Formatter().parse(wording):
            parts.append(literal)
            if name:
                parts.append(self._made(rows, name))
        return joined(*parts)

    def _made(self, rows: Rows, name: str) -> pa.Array:
        made = self._makers[name](rows)
        if name in self._personal:
            self._planted[name].append(made)
        return made
