"""Spikes and slices against data that others made; the folder is not part of the product.

Its layout: spikes_simulated (weekly counts of the 28 scenarios of Noufaily et al. 2013, outbreaks known),
localisation_b0 (the Squeeze B0 set) and localisation_real (incidents of RobustSpot), each with its truth.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.localise import Answer, explain
from analysis.spikes import detect
from benchmarks.report import Figure

FIRST_SCORED_WEEK = 576
LEVELS = (0.005, 0.01, 0.02, 0.05)
FALSE_POSITIVES = 0.01
Element = frozenset[tuple[str, str]]
Answering = Callable[[pd.DataFrame, "pd.Series[str]"], list[Answer]]


@dataclass
class Agreement:
    """Elements of the first answers, and of all answers, against the true ones."""

    found: int = 0
    named: int = 0
    true: int = 0
    among_all: int = 0
    seconds: list[float] = field(default_factory=list)

    def add(self, answers: list[Answer], truth: set[Element]) -> None:
        named = [{_element(one) for one in answer.elements} for answer in answers]
        first = named[0] if named else set()
        self.found += len(first & truth)
        self.named += len(first)
        self.true += len(truth)
        self.among_all += len(set().union(*named) & truth)

    @property
    def f1(self) -> float:
        return 2 * self.found / (self.named + self.true)

    @property
    def recall(self) -> float:
        return self.among_all / self.true


def reference_figures(folder: Path) -> Iterator[Figure]:
    """Nothing, and a sentence, where the folder is not there."""
    if not folder.is_dir():
        print(f"No reference data in {folder}: skipped. Name their folder with --references.", flush=True)
        return
    yield from _spikes(folder / "spikes_simulated")
    yield from _slices(folder)


def _spikes(folder: Path) -> Iterator[Figure]:
    weeks = pd.read_csv(folder / "series.csv.gz")
    weeks["series"] = weeks["scenario"].astype(str) + "/" + weeks["rep"].astype(str)
    weeks["at"] = pd.Timestamp("2000-01-03") + pd.to_timedelta(7 * weeks["t"], unit="D")
    quiet, troubled = (_chances(weeks, name) for name in ("baseline", "y"))
    is_scored = weeks["t"] >= FIRST_SCORED_WEEK
    threshold = np.quantile(quiet[is_scored], FALSE_POSITIVES)
    is_outbreak = is_scored & (weeks["current_outbreak"] > 0)
    least = troubled[is_outbreak].groupby(weeks["series"][is_outbreak]).min()
    share = float((least <= threshold).mean())
    yield Figure("outbreaks detected at 1 % false positives a week", share, "at least 0.58")
    for level in LEVELS:
        share = float((quiet[is_scored] < level).mean())
        yield Figure(f"false positives / stated level of {level}", share / level, "0.80 to 1.20")


def _chances(weeks: pd.DataFrame, counts: str) -> "pd.Series[float]":
    return detect(weeks[["series", "at"]].assign(observed=weeks[counts]))["p_value"]


def _slices(folder: Path) -> Iterator[Figure]:
    forecast = _agreement(folder / "localisation_b0", "instance", (";", "&"), _forecast)
    yield Figure("slices of localisation_b0, micro-F1", forecast.f1, "at least 0.97")
    yield Figure("slices of localisation_b0, seconds an instance, slowest", max(forecast.seconds), "under 1")
    real = _agreement(folder / "localisation_real", "incident", ("|", ";"), _incident)
    yield Figure("slices of localisation_real, F1 of the first answer", real.f1, "at least 0.70")
    yield Figure("slices of localisation_real, recall of three answers", real.recall, "at least 0.88")


def _agreement(folder: Path, name: str, marks: tuple[str, str], answer: Answering) -> Agreement:
    agreement = Agreement()
    for _, row in pd.read_csv(folder / "truth.csv").iterrows():
        path = folder / f"{row[name]}.csv.gz"
        if path.exists():
            frame = pd.read_csv(path)
            started = time.perf_counter()
            answers = answer(frame, row)
            agreement.seconds.append(time.perf_counter() - started)
            agreement.add(answers, _truth(row["truth"], marks))
    return agreement


def _forecast(frame: pd.DataFrame, _: "pd.Series[str]") -> list[Answer]:
    return explain(frame, ["a", "b", "c", "d"], "real", expected="predict")


def _incident(frame: pd.DataFrame, row: "pd.Series[str]") -> list[Answer]:
    rows = frame.rename(columns={"min": "at"})
    rows = rows[rows["at"] <= row["at"]]
    dimensions = [name for name in rows.columns if name not in ("at", "value", "cnt")]
    return explain(rows, dimensions, "value", exposure="cnt")


def _truth(written: str, marks: tuple[str, str]) -> set[Element]:
    """The elements, parted by the first mark; the pairs of an element by the second."""
    between, within = marks
    return {_element(dict(pair.split("=") for pair in one.strip().split(within))) for one in written.split(between)}


def _element(values: dict[str, object]) -> Element:
    return frozenset((name, str(value)) for name, value in values.items())
