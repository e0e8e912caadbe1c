"""What the classifier would have said to texts that its model was not trained on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from pipelines.classifier import Classifier, Taxonomy
from pipelines.deciders import Failure
from pipelines.judging import Known, Measure, curves, judge, measures
from pipelines.model import Floats, Model
from pipelines.training import Trained, train
from pipelines.training_texts import Labelled


@dataclass(frozen=True)
class HeldOut(Model):
    """A model that gives each text the log-odds it had while it was held out."""

    known: Mapping[str, Floats]

    def log_odds(self, texts: Sequence[str]) -> Floats:
        return np.array([self.known[text] for text in texts], np.float32)


def held_out_classifier(taxonomy: Taxonomy, trained: Trained) -> Classifier:
    model = trained.model
    kept = (model.causes, model.weights, model.scales, model.evidence, model.trained_on, model.version)
    return Classifier(taxonomy, HeldOut(*kept, trained.held_out))


def quality(taxonomy: Taxonomy, texts: Sequence[Labelled], trained: Trained) -> list[Measure]:
    """The measures of the examples, each decided by a model that was not trained on it."""
    known = [
        Known(one.failure.code, one.failure.raw_text, one.cause, one.language) for one in texts if one.is_example
    ]
    bold = replace(taxonomy, least_probability=0.0)
    judged, boldly = (judge(one, held_out_classifier(one, trained), known) for one in (taxonomy, bold))
    return [*measures(judged), *curves(judged, boldly)]


def systems_left_out(taxonomy: Taxonomy, texts: Sequence[Labelled], known: Sequence[Known]) -> list[Measure]:
    """The measures of rows of several systems, each system decided by a model trained on all others and the texts.

    A text that several systems say, or that the taxonomy has too, is held out with its system.
    """
    rows = [
        Labelled(one.cause, Failure(one.error_code, one.message), f"system {one.system}", one.language) for one in known
    ]
    words = {row.failure.words for row in rows}
    own = {row.failure.words: row for row in reversed(rows) if row.failure.words}
    trained = train(taxonomy, [*own.values(), *(one for one in texts if one.failure.words not in words)])
    return measures(judge(taxonomy, held_out_classifier(taxonomy, trained), known))
