"""The training of the statistical decider: the same texts give the same model, byte for byte.

Regularised least squares, one cause against the rest (Rifkin, Yeo and Poggio 2003): as good on short texts as a support
vector machine, and what it would have said to texts held out follows from the one solution without training again.
"""

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer

from analysis.conditional_logit import Floats, fit_weights
from pipelines.classifier import Classifier, Taxonomy
from pipelines.model import LARGEST, Model, pack, unpack
from pipelines.model import Floats as Weights
from pipelines.ngrams import COUNT_BUCKETS, buckets
from pipelines.rules import EVIDENCE
from pipelines.training_texts import Labelled
from pipelines.weighing import BESIDE, DECISIVE, STATUS, witnesses

RIDGE = 0.3
# Texts of the taxonomy are cleaner than those of a log: on pairs of systems it had never seen the log-odds were worth
# this part of what they are worth on the taxonomy's own texts held out.
TRUST = 0.9
PRIOR_STRENGTH = 1.0
PRIOR_SLOPE, PRIOR_EVIDENCE = 10.0, 2.0
PRIOR_STATUS = 5.0  # examples name next to no statuses; where one is named and the words are few, it says most
KINDS = (*(kind for kind in EVIDENCE if kind != DECISIVE), BESIDE)


@dataclass(frozen=True)
class Trained:
    """A model and, for each text by its words, the log-odds it has where all texts of that group are held out."""

    model: Model
    held_out: Mapping[str, Weights]


def train(taxonomy: Taxonomy, texts: Sequence[Labelled], trained_on: str = "") -> Trained:
    """Train on the texts. `trained_on` names them in the model."""
    causes = tuple(sorted({one.cause for one in texts}))
    truth = np.array([causes.index(one.cause) for one in texts])
    features = _features([one.failure.words for one in texts])
    inverse = np.linalg.inv((features @ features.T).toarray() + RIDGE * np.eye(len(texts), dtype=np.float32))
    targets = np.eye(len(causes), dtype=np.float32)[truth]
    dual = inverse @ targets
    apart = _held_out(inverse, dual, targets, [one.group for one in texts])
    slope, evidence = _weights(taxonomy, texts, causes, truth, apart)
    weights, scales = _small(features.T @ dual * slope)
    model = Model(causes, weights, scales, evidence, trained_on, "")
    return Trained(
        unpack(pack(model), taxonomy.causes),
        {one.failure.words: (slope * row).astype(np.float32) for one, row in zip(texts, apart, strict=True)},
    )


def fingerprint(taxonomy: Taxonomy, texts: Sequence[Labelled]) -> str:
    """Changes with every text, every label and whatever the rules hear in the texts."""
    classifier = Classifier(taxonomy)
    lines = (f"{one.cause}\t{one.failure.words}\t{witnesses(classifier.heard(one.failure))}" for one in texts)
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def _features(texts: Sequence[str]) -> Any:
    """A sparse matrix texts x buckets: n-grams counted, over the root of how many there are, as in Model.log_odds."""
    everything = {bucket: bucket for bucket in range(COUNT_BUCKETS)}
    vectorizer = CountVectorizer(analyzer=lambda text: buckets([text])[1].tolist(), vocabulary=everything)
    counts = vectorizer.transform(texts).astype(np.float32)
    lengths = np.asarray(counts.sum(axis=1)).ravel()
    counts.data /= np.sqrt(np.repeat(lengths, np.diff(counts.indptr)))
    return counts


def _held_out(inverse: Floats, dual: Floats, targets: Floats, groups: Sequence[str]) -> Floats:
    """What each text would be given by a model of all texts outside its group.

    For a group B the residuals of that model are inverse[B, B]**-1 @ dual[B].
    """
    members = defaultdict(list)
    for place, group in enumerate(groups):
        members[group].append(place)
    apart = targets.copy()
    for places in members.values():
        apart[places] -= np.linalg.solve(inverse[np.ix_(places, places)], dual[places])
    return apart


def _weights(
    taxonomy: Taxonomy, texts: Sequence[Labelled], causes: tuple[str, ...], truth: Any, apart: Floats
) -> tuple[float, dict[str, float]]:
    """What the scores, each kind of evidence and each rule are worth, learned from the examples held out."""
    classifier = Classifier(taxonomy)
    chosen = [n for n, one in enumerate(texts) if one.is_example]
    heard = [_witnesses(classifier, texts[n]) for n in chosen]
    x = np.zeros((len(chosen), len(causes), 1 + len(KINDS)))
    x[:, :, 0] = apart[chosen]
    for row, spoken in enumerate(heard):
        for cause, (kind, *_) in spoken.items():
            x[row, causes.index(cause), 1 + KINDS.index(kind)] = 1
    prior = np.array([PRIOR_SLOPE, *(PRIOR_STATUS if kind == STATUS else PRIOR_EVIDENCE for kind in KINDS)])
    weights = fit_weights(x, truth[chosen], prior, PRIOR_STRENGTH)
    worth = dict(zip(("slope", *KINDS), weights, strict=True)) | _by_name(heard, causes, truth[chosen], x @ weights)
    return float(TRUST * worth.pop("slope")), {name: float(TRUST * weight) for name, weight in worth.items()}


def _witnesses(classifier: Classifier, text: Labelled) -> dict[str, tuple[str, ...]]:
    return witnesses([finding for finding in classifier.heard(text.failure) if finding.evidence != DECISIVE])


def _by_name(
    heard: Sequence[Mapping[str, tuple[str, ...]]], causes: tuple[str, ...], truth: Any, odds: Floats
) -> dict[str, float]:
    """How much more, or less, than others of its kind each rule is worth, given the log-odds of everything else."""
    spoken = defaultdict(list)
    for row, speaking in enumerate(heard):
        for cause, (_, *names) in speaking.items():
            for name in names:
                spoken[name].append((row, causes.index(cause)))
    found = {}
    for name, places in spoken.items():
        rows, columns = map(list, zip(*places, strict=True))
        x = np.zeros((len(rows), len(causes), 1))
        x[range(len(rows)), columns, 0] = 1
        found[name] = float(fit_weights(x, truth[rows], np.zeros(1), PRIOR_STRENGTH, odds[rows])[0])
    return found


def _small(weights: Floats) -> tuple[Any, Any]:
    """The weights as whole numbers of one byte, and a scale for each cause."""
    scales = np.abs(weights).max(axis=0) / LARGEST
    return np.rint(weights / scales).astype(np.int8), scales.astype(np.float32)
