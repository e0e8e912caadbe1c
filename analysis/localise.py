"""Where a spike sits: the fewest combinations of dimension values that explain most of an excess.

An element fixes the values of one to three dimensions, for example {"bank": "BK-1", "os": "ios"}. Its score
is the log-likelihood gained by giving its rows a rate of their own (the scan statistic of Kulldorff 1997),
less a price for each value it names (as in BIC). A wider element dilutes the excess and a narrower one
loses part of it: both score less. Elements are taken one after another; each explains its excess away
before the next is sought.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.localise_history import with_expected
from analysis.localise_scan import Scan, Slice, scan_of
from analysis.spike_rhythms import Floats

MOST_ELEMENTS = 4
LEAST_GAIN = 0.1  # of the first element's: what a further element must add
AMPLE = 0.99  # of the excess explained is enough


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
    name its columns. Without `expected`, a column `at` must tell the rows apart: the newest instant is
    explained, the rows before it are the history, by rate where `exposure` is named and by mean count where
    not. Values that are missing are never part of an element. Raises ValueError for a column that is not
    there.
    """
    _check(frame, [*dimensions, observed, *(name for name in (expected, exposure) if name)])
    leaves = frame if expected else with_expected(frame, dimensions, observed, exposure)
    counted, usual = _numbers(leaves, observed), _numbers(leaves, expected or "expected")
    if counted.sum() == usual.sum() or not len(leaves):
        return []
    weight = _numbers(leaves, exposure) if exposure else usual
    scan = scan_of(leaves, dimensions, is_excess=counted.sum() > usual.sum())
    firsts = scan.best(counted, usual, max_answers)
    answers = [_answer(scan, first, counted, usual, weight) for first in firsts]
    return _distinct(answers)[:max_answers]


def _check(frame: pd.DataFrame, needed: list[str]) -> None:
    if missing := [name for name in needed if name not in frame.columns]:
        raise ValueError(f"frame lacks the columns {', '.join(missing)}. Suggestion: rename or add them.")


def _numbers(frame: pd.DataFrame, name: str) -> Floats:
    numbers: Floats = np.nan_to_num(frame[name].to_numpy(dtype=np.float64, na_value=np.nan))
    return numbers


def _answer(scan: Scan, first: Slice, counted: Floats, usual: Floats, weight: Floats) -> Answer:
    """`first` and what else is needed to explain the excess once its part is explained."""
    elements, score, adjusted = [first.element], first.gain, usual.copy()
    inside = first.inside
    adjusted[inside] *= counted[inside].sum() / max(usual[inside].sum(), 1e-9)
    while len(elements) < MOST_ELEMENTS and _explained(inside, counted, usual) < AMPLE:
        found = scan.best(counted, adjusted, 1)
        if not found or found[0].gain < LEAST_GAIN * first.gain:
            break
        elements.append(found[0].element)
        score += found[0].gain
        more = found[0].inside & ~inside
        adjusted[more] *= counted[more].sum() / max(usual[more].sum(), 1e-9)
        inside = inside | found[0].inside
    return Answer(
        elements,
        share=_explained(inside, counted, usual),
        share_observed=_share(counted, inside),
        share_exposure=_share(weight, inside),
        observed=float(counted[inside].sum()),
        expected=float(usual[inside].sum()),
        score=score,
    )


def _explained(inside: npt.NDArray[np.bool_], counted: Floats, usual: Floats) -> float:
    return float((counted - usual)[inside].sum() / (counted - usual).sum())


def _share(values: Floats, inside: npt.NDArray[np.bool_]) -> float:
    return float(values[inside].sum() / max(values.sum(), 1e-9))


def _distinct(answers: list[Answer]) -> list[Answer]:
    """Answers without those that name the same elements in another order."""
    seen: dict[frozenset[frozenset[tuple[str, Any]]], Answer] = {}
    for answer in answers:
        seen.setdefault(frozenset(frozenset(element.items()) for element in answer.elements), answer)
    return list(seen.values())
