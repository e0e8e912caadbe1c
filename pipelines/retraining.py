"""Training as a command: the model and its measured quality written beside the taxonomy's files."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pipelines.classifier import QUALITY_FILE, Taxonomy
from pipelines.deciders import Failure
from pipelines.judging import Known, Measure
from pipelines.model import MODEL_FILE, pack
from pipelines.reviews import reviewed_examples
from pipelines.training import fingerprint, train
from pipelines.training_held_out import quality, systems_left_out
from pipelines.training_texts import Labelled, each_once, training_texts


@dataclass(frozen=True)
class Retrained:
    """What a training did."""

    path: Path
    count_texts: int
    count_reviewed: int
    measures: list[Measure]


def retrain(folder: Path, warehouse: Path | None) -> Retrained:
    """Train on the texts of a taxonomy's folder and write the model and its quality there.

    With a warehouse its reviewed signatures are learned too; they come first, so that a review outweighs an example of
    the same words. Raises TaxonomyError, NoWarehouse, ReviewsBroken.
    """
    taxonomy = Taxonomy.read(folder)
    own = training_texts(taxonomy, folder)
    reviewed = list(_reviewed(warehouse, taxonomy)) if warehouse else []
    texts = each_once([*reviewed, *own])
    trained = train(taxonomy, texts, fingerprint(taxonomy, own))
    measured = quality(taxonomy, texts, trained)
    _write(folder / MODEL_FILE, pack(trained.model))
    rows = ",\n".join(json.dumps(asdict(one)) for one in measured)
    _write(folder / QUALITY_FILE, f"[\n{rows}\n]\n".encode())
    return Retrained(folder / MODEL_FILE, len(texts), len(reviewed), measured)


def left_out(taxonomy: Taxonomy, known: Sequence[Known]) -> list[dict[str, Any]]:
    """The measures of each system decided without its own rows, as plain data."""
    return [asdict(one) for one in systems_left_out(taxonomy, training_texts(taxonomy), known)]


def _reviewed(warehouse: Path, taxonomy: Taxonomy) -> Iterator[Labelled]:
    """The signatures that an applied review has given a cause that the taxonomy still has."""
    for number, (code, shape, name) in enumerate(reviewed_examples(warehouse)):
        if cause := taxonomy.causes.get(name):
            yield Labelled(cause.replaced_by or cause.cause, Failure(code, shape), f"review {number}")


def _write(path: Path, data: bytes) -> None:
    partial = path.with_name(path.name + ".partial")
    partial.write_bytes(data)
    partial.replace(path)
