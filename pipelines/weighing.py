"""All that speaks for the causes of one failure, weighed against each other."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.conditional_logit import Floats, softmax
from pipelines.causes import UNCLASSIFIED
from pipelines.deciders import Finding
from pipelines.model import Model
from pipelines.rules import EVIDENCE

NO_RULE = "no_rule"
DECISIVE = "code"  # a code that stands in codes.toml needs no second opinion
NAMES_MORE = "specific"
BESIDE = "beside"  # the kind of a specific finding that stands behind another one
MODEL = "model:"
STATUS = "status"
BARE_STATUS = 0.5  # how sure a status is beside words that say nothing
# Of the surest decisions about pairs of real systems, whose labels two readers may dispute, one in twenty was wrong
# where the examples alone promised one in a hundred.
SUREST = 0.95


@dataclass(frozen=True)
class Verdict:
    """The primary cause, what decided it, how sure that is, and the other causes named."""

    cause: str
    decided_by: str
    confidence: float
    others: tuple[str, ...]


NOTHING = Verdict(UNCLASSIFIED, NO_RULE, 0.0, ())


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """The strongest kind of evidence first, and within a kind the order of the rules."""
    return sorted(findings, key=lambda finding: (EVIDENCE.index(finding.evidence), finding.position))


def by_strength(ordered: Sequence[Finding], confidence: Mapping[str, float]) -> Verdict:
    """The first finding decides, as sure as its kind is in [confidence]."""
    if not ordered:
        return NOTHING
    first = ordered[0]
    return Verdict(first.cause, first.decided_by, confidence.get(first.evidence, 0.0), named(ordered, first.cause))


def named(ordered: Iterable[Finding], primary: str) -> tuple[str, ...]:
    """The causes that specific rules hear besides the primary one, in the order of the rules."""
    causes = dict.fromkeys(finding.cause for finding in ordered if finding.evidence == NAMES_MORE)
    return tuple(cause for cause in causes if cause != primary)


def witnesses(ordered: Sequence[Finding]) -> dict[str, tuple[str, ...]]:
    """For each cause that is heard what speaks for it: the first finding's kind and its own name, or `beside`."""
    spoken: dict[str, tuple[str, ...]] = dict.fromkeys(named(ordered, ""), (BESIDE,))
    spoken |= {one.cause: (one.evidence, one.decided_by) for one in ordered[:1]}
    return spoken


def by_weight(heard: Sequence[Sequence[Finding]], texts: Sequence[str], model: Model, least: float) -> list[Verdict]:
    """For each failure the most probable cause, given what was heard and its words; none less probable than `least`.

    `heard` holds the findings of each failure in order; the model knows all their causes.
    """
    sums = model.log_odds(texts).astype(np.float64)
    for row, ordered in enumerate(heard):
        for cause, speaking in witnesses(ordered).items():
            sums[row, model.places[cause]] += sum(model.evidence.get(one, 0.0) for one in speaking)
    shares = softmax(sums)
    return [_most_probable(ordered, row, model, least) for ordered, row in zip(heard, shares, strict=True)]


def _most_probable(ordered: Sequence[Finding], shares: Floats, model: Model, least: float) -> Verdict:
    first = int(shares.argmax())
    cause = model.causes[first]
    if cause == UNCLASSIFIED or shares[first] < least:
        return by_strength([one for one in ordered if one.evidence == STATUS], {STATUS: BARE_STATUS})
    likely = sorted((-shares[place], model.causes[place]) for place in np.flatnonzero(shares >= least))
    others = dict.fromkeys([*named(ordered, cause), *(one for _, one in likely if one not in (cause, UNCLASSIFIED))])
    by = next((one.decided_by for one in ordered if one.cause == cause), MODEL + model.version)
    return Verdict(cause, by, SUREST * float(shares[first]), tuple(others))
