"""Where a spike sits: the fewest combinations of dimension values that explain most of an excess.

An element fixes the values of one to three dimensions, for example {"bank": "BK-1", "os": "ios"}. Its score
is the log-likelihood gained by letting its rows deviate together (a scan statistic, Kulldorff 1997), less a
price for each value it names (as in BIC). Elements are taken one after another, each from the rows that the
elements before it leave.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.localise_history import numbers_of, with_expected
from analysis.localise_noise import Noise, noise_and_sign
from analysis.localise_scan import Scan, Slice, scan_of
from analysis.spike_rhythms import Floats

MOST_ELEMENTS = 4
LEAST_GAIN = 0.02  # of the first element's: what a further element must add at the very least,
MOST_GAIN = 0.3  # and what is enough however noisy the leaves are


@dataclass(frozen=True)
class Answer:
    """Elements that together explain `share` of the excess.

    share_observed against share_exposure is the contrast ("38 % of failures, 9 % of attempts"); where
    exposure is unknown the second is their share of what was expected. score: log-likelihood gained, prices
    paid.
    """

    elements: list[dict[str, Any]]
    share: float
    share_observed: float
    share_exposure: float
    observed: float
    expected: float
    score: float


@dataclass(frozen=True)
class Leaves:
    """Counts of the leaves: as counted, as usual, and what the contrast is measured against."""

    counted: Floats
    usual: Floats
    exposure: Floats


def explain(
    frame: pd.DataFrame,
    dimensions: list[str],
    observed: str,
    expected: str | None = None,
    exposure: str | None = None,
    max_answers: int = 3,
) -> list[Answer]:
    """At most `max_answers` answers, the best first; none where all is as expected.

    frame: one row per combination of values (a leaf), or several; `observed`, `expected` and `exposure`
    name its columns. Without `expected`, a column `at` (or the only one that is not named) must tell the rows
    apart: the newest instant is explained, the rows before it are the history, by rate where `exposure` is
    named and by mean count where not; without rows before there is no answer. Values that are missing are
    never part of an element; rows whose count is missing are left out, not taken for zero. Raises ValueError
    for a column that is not there.
    """
    _check(frame, [*dimensions, observed, *(name for name in (expected, exposure) if name)])
    rows = frame if expected else with_expected(frame, dimensions, observed, exposure)
    counted, usual = numbers_of(rows, observed), numbers_of(rows, expected or "expected")
    is_known = ~np.isnan(counted + usual)
    rows, counted, usual = rows[is_known], counted[is_known], usual[is_known]
    if np.array_equal(counted, usual) or not len(rows):
        return []
    leaves = Leaves(counted, usual, np.nan_to_num(numbers_of(rows, exposure)) if exposure else usual)
    noise, sign = noise_and_sign(counted, usual)
    scan = scan_of(rows, dimensions, sign)
    weight = noise.weight(usual)
    firsts = scan.best(counted * weight, usual * weight, max_answers)
    return _distinct([_answer(scan, first, leaves, noise) for first in firsts])[:max_answers]


def _check(frame: pd.DataFrame, needed: list[str]) -> None:
    if missing := [name for name in needed if name not in frame.columns]:
        raise ValueError(f"frame lacks the columns {', '.join(missing)}. Suggestion: rename or add them.")


def _answer(scan: Scan, first: Slice, leaves: Leaves, noise: Noise) -> Answer:
    """`first`, and what else is found in the rows it leaves."""
    elements, inside, score = [first.element], first.inside, first.gain
    weight, least = noise.weight(leaves.usual), _least_gain(first, noise) * first.gain
    while len(elements) < MOST_ELEMENTS:
        left = weight * ~inside
        found = scan.best(leaves.counted * left, leaves.usual * left, 1)
        if not found or found[0].gain < least:
            break
        elements.append(found[0].element)
        inside = inside | found[0].inside
        score += found[0].gain
    return Answer(
        elements,
        share=_explained(inside, leaves),
        share_observed=_share(leaves.counted, inside),
        share_exposure=_share(leaves.exposure, inside),
        observed=float(leaves.counted[inside].sum()),
        expected=float(leaves.usual[inside].sum()),
        score=score,
    )


def _least_gain(first: Slice, noise: Noise) -> float:
    """The share of the first element's gain that a further one must add: the noisier the leaves, the more.

    How much of the first is not told by one ratio grows with how far leaves stray, and chance adds its own:
    two such errors must be beaten.
    """
    unsure = 2.0 * np.sqrt(noise.relative**2 + 1.0 / first.gain)
    return float(np.clip(unsure, LEAST_GAIN, MOST_GAIN))


def _explained(inside: npt.NDArray[np.bool_], leaves: Leaves) -> float:
    excess = leaves.counted - leaves.usual
    return float(excess[inside].sum() / excess.sum()) if excess.sum() else float("nan")


def _share(values: Floats, inside: npt.NDArray[np.bool_]) -> float:
    return float(values[inside].sum() / max(values.sum(), 1e-9))


def _distinct(answers: list[Answer]) -> list[Answer]:
    """Answers without those that name the same elements in another order."""
    seen: dict[frozenset[frozenset[tuple[str, Any]]], Answer] = {}
    for answer in answers:
        seen.setdefault(frozenset(frozenset(element.items()) for element in answer.elements), answer)
    return list(seen.values())
