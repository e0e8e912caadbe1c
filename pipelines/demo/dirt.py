"""Broken rows: copies of good ones with one thing wrong, put in behind them. The good rows stay."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pyarrow as pa
from numpy.random import Generator

from pipelines.demo.lanes import RAW_IN_JSON, Lane
from pipelines.demo.scenario import read_data
from pipelines.demo.sinks import Sink

FREE_TEXT = ("message", "shown_message", "attributes")
TYPED_IN_PARQUET = ("occurred_at", "amount")
MARK = b"@@"


@dataclass(frozen=True)
class Broken:
    """A rule of the contract and how to break it: a row in, a table or the bytes of a line out."""

    rule: str
    make: Callable[[pa.Table, Sink], pa.Table | bytes]
    least_rows: int = 1


class Dirt:
    """Breaks rows of one lane."""

    def __init__(self, lane: Lane, share: float) -> None:
        self._lane = lane
        self._columns = lane.columns()
        self._kinds = [*self._values(), *self._lines()]
        self._share = share
        self.counts: Counter[str] = Counter()

    def plan(self, rng: Generator, count_rows: int, is_last: bool) -> list[tuple[int, Broken]]:
        """Behind which rows which rule is broken; in the last file of a lane every rule at least once."""
        planned = []
        for kind in (kind for kind in self._kinds if count_rows >= kind.least_rows):
            count = max(int(rng.poisson(count_rows * self._share / len(self._kinds))), int(is_last))
            planned += [(int(place), kind) for place in rng.integers(0, count_rows, count)]
        return sorted(planned, key=lambda entry: entry[0])

    def write(self, sink: Sink, table: pa.Table, planned: list[tuple[int, Broken]]) -> None:
        """Write a table with the broken rows planned for it, behind the rows they are made of."""
        done = 0
        wallet = self._columns["wallet_id"]
        for place, kind in planned:
            row = table.slice(place, 1)
            if row[wallet].null_count:
                continue
            sink.write(table.slice(done, place + 1 - done))
            made, done = kind.make(row, sink), place + 1
            if isinstance(made, bytes):
                sink.write_line(made)
            else:
                sink.write(made)
            self.counts[kind.rule] += 1
        sink.write(table.slice(done))

    def _values(self) -> Iterator[Broken]:
        for held in read_data("dirt")["value"]:
            column, value = held["column"], held.get("value")
            if column not in self._columns or self._is_typed(column, value):
                continue
            if value and self._lane.format == "jsonl" and column in RAW_IN_JSON:
                value = json.dumps(value, ensure_ascii=False)
            yield Broken(held["rule"], _with_value(self._columns[column], value))

    def _is_typed(self, column: str, value: str | None) -> bool:
        """A typed Parquet column can be empty, but never hold what is not of its type."""
        return self._lane.format == "parquet" and column in TYPED_IN_PARQUET and value is not None

    def _lines(self) -> Iterator[Broken]:
        if self._lane.format == "csv":
            yield Broken("columns_do_not_match", _too_few)
            yield Broken("quotes_do_not_match", self._open_quote)
        if self._lane.format == "jsonl":
            yield Broken("json_unreadable", self._cut)
        if "bad_bytes_from" in self._lane.form:
            yield Broken("bytes_unreadable", self._bad_bytes, int(self._lane.form["bad_bytes_from"]))

    def _cut(self, row: pa.Table, sink: Sink) -> bytes:
        line = sink.line(self._without_text(row))
        return line[: len(line) * 2 // 3] + b"\n"

    def _open_quote(self, row: pa.Table, sink: Sink) -> bytes:
        values = sink.line(self._without_text(row)).split(b",")
        values[len(values) // 2] = b'"' + values[len(values) // 2]
        return b",".join(values)

    def _bad_bytes(self, row: pa.Table, sink: Sink) -> bytes:
        marked = _with_value(self._columns["message"], MARK.decode())(self._without_text(row), sink)
        return sink.line(marked).replace(MARK, b"\xff\xfe")

    def _without_text(self, row: pa.Table) -> pa.Table:
        for name in FREE_TEXT:
            if name in self._columns:
                row = _with_value(self._columns[name], None)(row, None)
        return row


def _too_few(row: pa.Table, sink: Sink) -> bytes:
    return sink.line(row.select(row.column_names[:-3]))


def _with_value(column: str, value: str | None) -> Callable[[pa.Table, Sink | None], pa.Table]:
    def made(row: pa.Table, sink: Sink | None) -> pa.Table:
        held = pa.array([value], row.schema.field(column).type)
        return row.set_column(row.column_names.index(column), column, held)

    return made


def within(planned: list[tuple[int, Broken]], begin: int, end: int) -> list[tuple[int, Broken]]:
    """The part of a plan that falls on the rows from `begin` up to `end`, counted from there."""
    return [(place - begin, kind) for place, kind in planned if begin <= place < end]
