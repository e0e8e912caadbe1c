"""The statistical decider: a linear model over the n-grams of a failure's words, as trained by `train`.

Serving needs numpy alone: importing scikit-learn would cost every load two seconds.
"""

import hashlib
import io
import zipfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pipelines.ngrams import COUNT_BUCKETS, buckets
from pipelines.taxonomy_files import TaxonomyError

MODEL_FILE = "model.npz"
LARGEST = 127  # a weight is kept in one byte

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Model:
    """Weights of every n-gram for every cause, and of every kind of evidence beside them.

    weights: buckets x causes, whole numbers to be multiplied with `scales`, one per cause. `evidence` is what a finding
    adds to the log-odds of its cause: something for its kind, and more or less for the rule by its name. `version` is
    made of all of it.
    """

    causes: tuple[str, ...]
    weights: NDArray[np.int8]
    scales: Floats
    evidence: Mapping[str, float]
    trained_on: str
    version: str

    def log_odds(self, texts: Sequence[str]) -> Floats:
        """How much the words of each normalised text speak for each cause: texts x causes, up to a constant."""
        rows, found = buckets(texts)
        sums = np.zeros((len(texts), len(self.causes)), np.float32)
        if len(rows):
            begins = np.flatnonzero(np.diff(rows, prepend=-1))
            summed = np.add.reduceat(self.weights[found], begins, axis=0, dtype=np.int32)
            lengths = np.diff(begins, append=len(rows))
            sums[rows[begins]] = summed * self.scales / np.sqrt(lengths)[:, None]
        return sums

    @cached_property
    def places(self) -> Mapping[str, int]:
        return {cause: place for place, cause in enumerate(self.causes)}


def unpack(data: bytes, causes: Collection[str]) -> Model:
    """The model that was packed. Raises TaxonomyError for one that is not whole or knows a cause not among `causes`."""
    try:
        model = _unpacked(data)
    except (KeyError, ValueError, OSError, zipfile.BadZipFile):
        raise TaxonomyError(f"{MODEL_FILE} is no model. Make it anew: python -m pipelines train") from None
    if unknown := [cause for cause in model.causes if cause not in causes]:
        raise TaxonomyError(
            f'{MODEL_FILE} knows the cause "{unknown[0]}", which causes.toml does not. Run: python -m pipelines train'
        )
    return model


def pack(model: Model) -> bytes:
    """The model as bytes: the same model gives the same bytes, and nothing in them is ever executed."""
    file = io.BytesIO()
    np.savez_compressed(
        file,
        causes=np.array(model.causes),
        weights=model.weights,
        scales=model.scales,
        kinds=np.array(list(model.evidence)),
        kind_weights=np.array(list(model.evidence.values()), np.float64),
        trained_on=np.array(model.trained_on),
    )
    return file.getvalue()


def _unpacked(data: bytes) -> Model:
    with np.load(io.BytesIO(data), allow_pickle=False) as held:
        weights = held["weights"]
        if weights.shape != (COUNT_BUCKETS, len(held["causes"])) or weights.dtype != np.int8:
            raise ValueError("weights of another shape")
        return Model(
            causes=tuple(map(str, held["causes"])),
            weights=weights,
            scales=held["scales"],
            evidence={str(kind): float(w) for kind, w in zip(held["kinds"], held["kind_weights"], strict=True)},
            trained_on=str(held["trained_on"]),
            version=hashlib.sha256(data).hexdigest()[:8],
        )
