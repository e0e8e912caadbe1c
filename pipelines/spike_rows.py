"""One spike as a row: its slice, its bounds inside that slice, its size, wallets and nearest marker."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.localise import Answer, explain
from analysis.localise_history import OWN_FIRMNESS
from analysis.spike_spans import LEAST_EXCESS, Span, likeliest_stretch
from pipelines.spike_series import Watched

Query = Callable[[str, dict[str, Any]], pd.DataFrame]
Bounds = tuple[pd.Timestamp, pd.Timestamp]

SQL = Path(__file__).parent / "sql" / "spikes"
HISTORY = timedelta(days=28)  # what a spike's slices are compared with
HOUR = timedelta(hours=1)
ROUNDS = 2  # of looking for its slice in its bounds, and for its bounds in its slice
DIMENSIONS = ["channel", "region", "app_version", "os", "bank", "component", "release"]
LEAST_WALLETS = 3  # one wallet that tries again and again is no spike
LEAST_SHARE = 0.5  # of the excess: an explanation of less explains nothing
LEAST_CONTRAST = 1.5  # "80 % of failures, 75 % of attempts" is no explanation


@dataclass(frozen=True)
class Found:
    """A spike, the series it was seen in, and the judged hours of that series."""

    watched: Watched
    span: Span
    judged: pd.DataFrame


def row_of(query: Query, found: Found) -> dict[str, Any] | None:
    """The spike as a row of SPIKES_SCHEMA; None where what is inside its bounds is too little.

    started_at and ended_at are its first and last failure inside the slice that explains it, in the hours that
    speak for a raised rate: a failure elsewhere is chance and does not move the onset. observed, expected and
    wallets count the whole hours between them.
    """
    watched, span = found.watched, found.span
    answer, (started_at, last_at) = _placed(query, watched, span)
    element = answer.elements[0] if answer else {}
    hours = found.judged[found.judged["at"].between(started_at.floor("h"), last_at.floor("h"))]
    observed, expected, exposure = hours[["observed", "expected", "exposure"]].sum()
    narrow = _parameters(watched, started_at.floor("h"), last_at.floor("h"))
    count_wallets = int(query(sql("wallets"), narrow)["count_wallets"].iloc[0])
    if count_wallets < LEAST_WALLETS or observed - expected < LEAST_EXCESS:
        return None
    return {
        "spike_id": _spike_id(watched.name, narrow["started_at"].isoformat()),
        "series": watched.name,
        "platform": watched.platform,
        "cause_category": watched.cause_category,
        "cause": watched.cause,
        "error_code": watched.error_code,
        "started_at": started_at.to_pydatetime(),
        "ended_at": None if span.is_open else last_at.to_pydatetime(),
        "observed": int(observed),
        "expected": float(expected),
        "score": span.score,
        "severity": severity(observed, expected, exposure),
        "explained_by": [f"{dimension}={value}" for dimension, value in element.items()],
        "count_wallets": count_wallets,
        "nearest_marker": _nearest_marker(query, watched.platform, started_at),
        "stage": span.stage,
        "share_of_excess": answer.share if answer else None,
        "share_of_failures": answer.share_observed if answer else None,
        "share_of_attempts": answer.share_exposure if answer else None,
    }


def severity(observed: float, expected: float, exposure: float) -> str:
    """high: 20 failures more than expected and a tenth of attempts lost; medium: 10 more; low: the rest."""
    excess = observed - expected
    if excess >= 20 and excess >= 0.1 * exposure:
        return "high"
    return "medium" if excess >= 10 else "low"


def sql(name: str) -> str:
    """The text of a SELECT of this part."""
    return (SQL / f"{name}.sql").read_text("utf-8")


def _parameters(watched: Watched, first_hour: pd.Timestamp, last_hour: pd.Timestamp) -> dict[str, Any]:
    """What the SQL of a spike needs; its last hour is inside."""
    return {
        "platform": watched.platform,
        "cause": watched.cause,
        "error_code": watched.error_code,
        "started_at": first_hour.to_pydatetime(),
        "ended_at": last_hour.to_pydatetime() + HOUR,
    }


def _placed(query: Query, watched: Watched, span: Span) -> tuple[Answer | None, Bounds]:
    """Where and when, each from the other: hours in which all went well make a slice look smaller than it is."""
    bounds, before_at = (span.started_at, span.last_at), span.started_at - HISTORY
    wide = _parameters(watched, *bounds) | {"before_at": before_at}
    for _ in range(ROUNDS):
        first_hour, last_hour = (at.floor("h") for at in bounds)
        answer = _answer(query, _parameters(watched, first_hour, last_hour) | {"before_at": before_at})
        bounds = _bounds(query, wide, answer.elements[0] if answer else {}, span)
    return answer, bounds


def _answer(query: Query, parameters: dict[str, Any]) -> Answer | None:
    """What explains it, of which the leading element is kept; None where no slice tells."""
    leaves = query(sql("leaves"), parameters)
    answers = explain(leaves, DIMENSIONS, "count_failures", exposure="count_decided", max_answers=1)
    return answers[0] if answers and _is_telling(answers[0]) else None


def _bounds(query: Query, wide: dict[str, Any], element: dict[str, Any], span: Span) -> Bounds:
    """Its first and last failure, in the slice and in the hours that speak for it."""
    hours = query(sql("bounds"), wide | dict.fromkeys(DIMENSIONS) | element)
    before, inside = hours[~hours["is_inside"]], hours[hours["is_inside"]].reset_index(drop=True)
    failures, attempts = before[["count_failures", "count_decided"]].sum()
    known = span.expected / max(span.exposure, 1.0)
    usual_rate = (failures + OWN_FIRMNESS * known) / (attempts + OWN_FIRMNESS)
    counted, tried = (inside[name].to_numpy(np.float64) for name in ("count_failures", "count_decided"))
    first, last = likeliest_stretch(counted, tried, usual_rate)
    return inside["first_at"][first], inside["last_at"][last]


def _is_telling(answer: Answer) -> bool:
    """Half of the excess or more, and clearly more of the failures than of the attempts."""
    is_contrast = answer.share_observed >= LEAST_CONTRAST * answer.share_exposure
    return answer.share >= LEAST_SHARE and is_contrast


def _spike_id(series: str, started_at: str) -> str:
    return hashlib.blake2b(f"{series}|{started_at}".encode(), digest_size=8).hexdigest()


def _nearest_marker(query: Query, platform: str, started_at: pd.Timestamp) -> str | None:
    markers = query(sql("markers"), {"platform": platform, "started_at": started_at.to_pydatetime()})
    return None if markers.empty else str(markers["marker"].iloc[0])
