"""Decisions held against the causes that are known to be right: one row per failure, then one per measure."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.agreement import macro_f1
from analysis.bootstrap import cluster_interval
from analysis.calibration import brier_score, calibration_error, reliability, right_at_coverage
from analysis.rates import Rate
from pipelines.causes import UNCLASSIFIED
from pipelines.classifier import Classifier, Taxonomy
from pipelines.weighing import MODEL

COVERAGE = 0.9
COVERAGES = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
EVERYTHING = "all"


@dataclass(frozen=True)
class Known:
    """A failure whose cause is known. Language and system may be empty."""

    error_code: str | None
    message: str | None
    cause: str
    language: str = ""
    system: str = ""


@dataclass(frozen=True)
class Measure:
    """One figure with its 95 % interval over the rows of a scope; None where it cannot be known."""

    scope: str
    measure: str
    value: float | None
    lower: float | None
    upper: float | None
    count_rows: int


def judge(taxonomy: Taxonomy, classifier: Classifier, known: Sequence[Known]) -> pd.DataFrame:
    """One row per failure: what is known of it, cause_category, said, said_category, decided_by, confidence,
    is_right, is_right_category, is_decided."""
    decisions = list(classifier.decide_all((one.error_code, one.message) for one in known))
    frame = pd.DataFrame([asdict(one) for one in known])
    frame["cause_category"] = [taxonomy.causes[one.cause].cause_category for one in known]
    frame["said"] = [one.cause for one in decisions]
    frame["said_category"] = [one.cause_category for one in decisions]
    frame["decided_by"] = [_witness(one.decided_by, taxonomy) for one in decisions]
    frame["confidence"] = [one.confidence for one in decisions]
    frame["is_right"] = frame["said"] == frame["cause"]
    frame["is_right_category"] = frame["said_category"] == frame["cause_category"]
    frame["is_decided"] = frame["said"] != UNCLASSIFIED
    return frame


def _witness(decided_by: str, taxonomy: Taxonomy) -> str:
    """What kind of witness decided: code, rule, rule_in_code, status, model or none."""
    if decided_by in {status.id for status in taxonomy.statuses}:
        return "status"
    if decided_by.startswith(MODEL):
        return "model"
    if decided_by in {rule.id for rule in taxonomy.rules}:
        return "rule"
    if decided_by.endswith("@code"):
        return "rule_in_code"
    return "code" if decided_by.startswith("code:") or decided_by in {code.id for code in taxonomy.codes} else "none"


def measures(judged: pd.DataFrame) -> list[Measure]:
    """Every measure of all rows, then of each language, system, category and witness."""
    return [one for scope, rows in _scopes(judged) for one in _measures(scope, rows, len(judged))]


def curves(judged: pd.DataFrame, bold: pd.DataFrame) -> list[Measure]:
    """Points of two curves: stated confidence against accuracy, one scope per bin; risk by coverage, one per share.

    bold: the same failures decided without a least confidence, so that the curve goes on where we stop.
    """
    return [*_reliability(judged[judged["is_decided"]]), *_risks(bold, float(judged["is_decided"].mean()))]


def _reliability(decided: pd.DataFrame) -> Iterator[Measure]:
    for row in reliability(decided["confidence"], decided["is_right"]).to_dict("records"):
        scope, count = f"bin:{row['bin_from']:.1f}", int(row["count_rows"])
        yield Measure(scope, "confidence", row["confidence"], None, None, count)
        yield Measure(scope, "accuracy", row["accuracy"], row["low"], row["high"], count)


def _risks(bold: pd.DataFrame, chosen: float) -> Iterator[Measure]:
    for coverage in sorted({*COVERAGES, round(chosen, 3)}):
        right, count = right_at_coverage(bold["confidence"], bold["is_right"], coverage)
        yield _rate(f"coverage:{coverage:.3f}", "risk", Rate.of(count - right, count))
        if coverage == round(chosen, 3):
            yield Measure(f"coverage:{coverage:.3f}", "is_chosen", 1.0, None, None, count)


def _scopes(judged: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    yield EVERYTHING, judged
    for column in ("language", "system", "cause_category", "decided_by"):
        for name, rows in judged.groupby(column, sort=True):
            if name:
                yield f"{column}:{name!s}", rows


def _measures(scope: str, rows: pd.DataFrame, count_all: int) -> Iterator[Measure]:
    clusters = rows["system"].where(rows["system"] != "", pd.Series(range(len(rows)), rows.index).astype(str))
    decided = rows[rows["is_decided"]]
    yield _share(scope, "cause_accuracy", rows["is_right"])
    yield _share(scope, "category_accuracy", rows["is_right_category"])
    yield _share(scope, "coverage", rows["is_decided"])
    yield _share(scope, "decided_cause_accuracy", decided["is_right"])
    yield _share(scope, "decided_category_accuracy", decided["is_right_category"])
    right, count = right_at_coverage(rows["confidence"], rows["is_right"], COVERAGE)
    yield _rate(scope, "cause_accuracy_at_90_coverage", Rate.of(right, count))
    yield _rate(scope, "share_of_rows", Rate.of(len(rows), count_all))
    if scope == EVERYTHING or scope.startswith("language:"):
        yield from _resampled(scope, rows, clusters.tolist(), F1S)
        yield from _resampled(scope, decided, clusters[decided.index].tolist(), CALIBRATIONS)


def _share(scope: str, measure: str, hits: "pd.Series[bool]") -> Measure:
    return _rate(scope, measure, Rate.of(int(hits.sum()), len(hits)))


def _rate(scope: str, measure: str, rate: Rate) -> Measure:
    return Measure(scope, measure, rate.value, rate.low, rate.high, rate.denominator)


def _f1(rows: pd.DataFrame, truth: str, said: str) -> Callable[[NDArray[np.int64]], float]:
    true, spoken = rows[truth].to_numpy(dtype=object), rows[said].to_numpy(dtype=object)
    return lambda places: macro_f1(true[places], spoken[places])


def _confidences(rows: pd.DataFrame, score: Callable[..., float]) -> Callable[[NDArray[np.int64]], float]:
    stated, right = rows["confidence"].to_numpy(), rows["is_right"].to_numpy()
    return lambda places: score(stated[places], right[places])


Statistic = Callable[[pd.DataFrame], Callable[[NDArray[np.int64]], float]]
F1S: Mapping[str, Statistic] = {
    "cause_macro_f1": partial(_f1, truth="cause", said="said"),
    "category_macro_f1": partial(_f1, truth="cause_category", said="said_category"),
}
CALIBRATIONS: Mapping[str, Statistic] = {
    "brier_score": partial(_confidences, score=brier_score),
    "calibration_error": partial(_confidences, score=calibration_error),
}


def _resampled(
    scope: str, rows: pd.DataFrame, clusters: Sequence[object], statistics: Mapping[str, Statistic]
) -> Iterable[Measure]:
    """Figures that are no shares: their intervals by resampling whole systems, or rows where no system is known."""
    for name, statistic in statistics.items():
        if rows.empty:
            yield Measure(scope, name, None, None, None, 0)
            continue
        of_places = statistic(rows)
        low, high = cluster_interval(of_places, clusters)
        value = of_places(np.arange(len(rows)))
        yield Measure(scope, name, value, _known(low), _known(high), len(rows))


def _known(edge: float) -> float | None:
    return None if np.isnan(edge) else edge
