"""One spike as a row: its slice, its bounds inside that slice, its size, wallets and nearest marker."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.localise import Answer, explain
from analysis.spike_spans import LEAST_EXCESS, Span
from pipelines.spike_series import Watched

Query = Callable[[str, dict[str, Any]], pd.DataFrame]

SQL = Path(__file__).parent / "sql" / "spikes"
HISTORY = timedelta(days=28)  # what a spike's slices are compared with
HOUR = timedelta(hours=1)
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

    started_at and ended_at are its first and last failure inside the slice that explains it: one elsewhere is
    chance and does not move the onset. observed, expected and wallets count the whole hours between them.
    """
    watched, span = found.watched, found.span
    wide = _parameters(watched, span.started_at, span.last_at)
    answer = _answer(query, wide)
    element = answer.elements[0] if answer else {}
    bounds = query(sql("bounds"), wide | dict.fromkeys(DIMENSIONS) | element).iloc[0]
    started_at, last_at = bounds["first_at"], bounds["last_at"]
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


def _answer(query: Query, wide: dict[str, Any]) -> Answer | None:
    """What explains it, of which the leading element is kept; None where no slice tells."""
    leaves = query(sql("leaves"), wide | {"before_at": wide["started_at"] - HISTORY})
    answers = explain(leaves, DIMENSIONS, "count_failures", exposure="count_decided", max_answers=1)
    return answers[0] if answers and _is_telling(answers[0]) else None


def _is_telling(answer: Answer) -> bool:
    """Half of the excess or more, and clearly more of the failures than of the attempts."""
    is_contrast = answer.share_observed >= LEAST_CONTRAST * answer.share_exposure
    return answer.share >= LEAST_SHARE and is_contrast


def _spike_id(series: str, started_at: str) -> str:
    return hashlib.blake2b(f"{series}|{started_at}".encode(), digest_size=8).hexdigest()


def _nearest_marker(query: Query, platform: str, started_at: pd.Timestamp) -> str | None:
    markers = query(sql("markers"), {"platform": platform, "started_at": started_at.to_pydatetime()})
    return None if markers.empty else str(markers["marker"].iloc[0])
