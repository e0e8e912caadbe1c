"""The forms logs come in: which columns a file has, their names there, how it writes words and times."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.contract import FORMS
from pipelines.demo.arrays import Ints
from pipelines.demo.details import written
from pipelines.demo.hashing import joined, pick
from pipelines.demo.scenario import Scenario, read_data

SECOND, EIGHT_HOURS = 1000, 28_800_000
RAW_IN_JSON = ("occurred_at", "amount", "attributes")
OUTCOMES = {
    "termination.succeeded": "succeeded",
    "termination.failed": "failed",
    "termination.withdrawn": "withdrawn",
    "termination.requested": "open",
}


@dataclass(frozen=True)
class Lane:
    """One source: its table in sources.toml, and what lanes.toml says of its form."""

    source: Mapping[str, Any]
    form: Mapping[str, Any]

    @property
    def name(self) -> str:
        return str(self.source["name"])

    @property
    def format(self) -> str:
        return str(self.source["format"])

    @property
    def is_attempts(self) -> bool:
        return self.source.get("form") == "attempts"

    @property
    def precision(self) -> int:
        """Milliseconds a written instant is true to."""
        return 1 if self.form["times"] in ("zulu", "epoch", "instant") else SECOND

    def path(self, month: str) -> str:
        """Where the file of a month lies, from the folder of sources.toml."""
        return str(self.source["files"]).replace("*", month)

    def columns(self) -> dict[str, str]:
        """Ours and theirs, of the columns the files have, in order."""
        left_out = {*self.form["leaves_out"], *self.source.get("constants", {})}
        names = [
            column.name for column in FORMS[self.source.get("form", "events")] if column.name not in left_out
        ]
        return {name: self.source.get("columns", {}).get(name, name) for name in names}

    def surprise(self, month: int) -> str | None:
        """The column nobody announced, where this month has one."""
        held = self.form.get("surprise")
        return held["name"] if held and month >= held["since"] else None

    def table(self, ours: pa.Table, month: int) -> pa.Table:
        """A table of the contract's columns the way this log writes it."""
        written_out = self._attempts(ours) if self.is_attempts else self._events(ours)
        held = {theirs: self._words(name, written_out[name]) for name, theirs in self.columns().items()}
        if surprise := self.surprise(month):
            held[surprise] = pick(self.form["surprise"]["words"], _digits(ours["wallet_id"]), 95)
        return pa.table(held)

    def _events(self, ours: pa.Table) -> pa.Table:
        at = ours.column_names.index("occurred_at")
        return ours.set_column(at, "occurred_at", self._time(ours["occurred_at"]))

    def _attempts(self, ours: pa.Table) -> pa.Table:
        """A row is an attempt: a decision with its request, or a request that is still open."""
        is_open = pc.equal(ours["event_type"], "termination.requested")
        requested = pc.if_else(is_open, ours["occurred_at"], ours["paired_at"])
        decided = pc.if_else(is_open, pa.scalar(None, pa.string()), self._time(ours["occurred_at"]))
        outcome = pa.chunked_array([_mapped(ours["event_type"], OUTCOMES)])
        return (
            ours.append_column("requested_at", self._time(requested))
            .append_column("decided_at", decided)
            .append_column("outcome", outcome)
        )

    def _time(self, at: pa.ChunkedArray) -> pa.Array:
        return _TIMES[self.form["times"]](at)

    def _words(self, name: str, values: pa.ChunkedArray) -> pa.Array:
        words = self.source.get("values", {}).get(name)
        return _mapped(values, {ours: theirs for theirs, ours in words.items()}) if words else values


def lanes(scenario: Scenario) -> list[Lane]:
    """One lane for each platform in its order, behind them the one of attempts."""
    forms = read_data("lanes")
    sources = {source["name"]: source for source in read_data("sources")["source"]}
    events = [name for name in forms if "form" not in sources[name]]
    order = [
        next(name for name in events if forms[name]["platform"] == platform)
        for platform in scenario.platform_names
    ]
    return [Lane(sources[name], forms[name]) for name in (*order, *(set(forms) - set(order)))]


def _digits(ids: pa.ChunkedArray) -> Ints:
    """The last digits of identifiers; 0 where there is none."""
    numbers: Ints = pc.fill_null(pc.utf8_slice_codeunits(ids, -6, None), "0").cast(pa.int64()).to_numpy()
    return numbers


def _mapped(values: pa.ChunkedArray, words: Mapping[str, str]) -> pa.Array:
    """Each word by what stands for it; others stay as they are."""
    values = pa.array(values) if isinstance(values, list) else values.combine_chunks()
    place = pc.index_in(values, pa.array(list(words)))
    return pc.coalesce(pa.array(list(words.values())).take(place), values)


def _zulu(at: pa.ChunkedArray) -> pa.Array:
    return joined(pc.replace_substring(written(at.to_numpy(), "ms"), " ", "T"), "Z")


def _local(at: pa.ChunkedArray) -> pa.Array:
    return written(at.to_numpy() + EIGHT_HOURS)


def _slashed(at: pa.ChunkedArray) -> pa.Array:
    return pc.replace_substring(_local(at), "-", "/")


def _offset(at: pa.ChunkedArray) -> pa.Array:
    return joined(pc.replace_substring(_local(at), " ", "T"), "+08:00")


def _epoch(at: pa.ChunkedArray) -> pa.Array:
    return at.cast(pa.string())


def _instant(at: pa.ChunkedArray) -> pa.Array:
    return at.cast(pa.timestamp("ms", tz="UTC"))


_TIMES: dict[str, Callable[[pa.ChunkedArray], pa.Array]] = {
    "zulu": _zulu,
    "local": _local,
    "slashed": _slashed,
    "offset": _offset,
    "epoch": _epoch,
    "instant": _instant,
}
