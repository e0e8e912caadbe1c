"""What people decided teaches the model: the reviewed signature of a warehouse becomes a text it was trained on."""

from pathlib import Path

import pytest
from load_rows import Workplace
from reviews_made import MOON, assign, decide, ids
from taxonomy_folders import taxonomy_folder

from pipelines.classify import Taxonomy
from pipelines.retraining import retrain


@pytest.mark.slow
def test_a_review_is_learnt(loaded: Workplace, tmp_path: Path) -> None:
    decide(loaded, assign(ids(loaded)[MOON], cause="lr_dispute_open"))
    folder = tmp_path / "taxonomy"
    folder.mkdir()
    told = retrain(taxonomy_folder(folder), loaded.folder)
    assert told.count_reviewed == 1
    # The same moon over another system, where nobody has reviewed it.
    found = Taxonomy.read(folder).classifier.decide("Y", "the moon is full again tonight")
    assert found.cause == "lr_dispute_open"
    assert found.decided_by.startswith("model:")
