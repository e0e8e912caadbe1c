"""The model: made anew byte for byte, current, never trained on what it is measured with, refused when broken."""

import dataclasses
import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from taxonomy_folders import EXAMPLES, taxonomy_folder

from pipelines.classify import DEFAULT, Taxonomy, TaxonomyError
from pipelines.model import MODEL_FILE, pack, unpack
from pipelines.retraining import retrain
from pipelines.training import Trained, fingerprint, train
from pipelines.training_texts import Labelled, training_texts


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small taxonomy, trained."""
    folder = taxonomy_folder(tmp_path_factory.mktemp("taxonomy"))
    retrain(folder, None)
    return folder


@pytest.fixture(scope="module")
def taxonomy(folder: Path) -> Taxonomy:
    return Taxonomy.read(folder)


@pytest.fixture(scope="module")
def texts(taxonomy: Taxonomy, folder: Path) -> list[Labelled]:
    return training_texts(taxonomy, folder)


@pytest.fixture(scope="module")
def trained(taxonomy: Taxonomy, texts: Sequence[Labelled]) -> Trained:
    return train(taxonomy, texts)


def test_the_shipped_model_was_trained_on_the_taxonomy_as_it_is() -> None:
    taxonomy = Taxonomy.read()
    assert taxonomy.model is not None
    expected = fingerprint(taxonomy, training_texts(taxonomy))
    assert taxonomy.model.trained_on == expected, "the model is old: python -m pipelines train"


def test_the_shipped_model_is_small() -> None:
    assert (DEFAULT / MODEL_FILE).stat().st_size < 3_000_000


def test_training_again_gives_the_same_bytes(folder: Path) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    told = retrain(folder, None)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert told.count_reviewed == 0


def test_a_new_text_changes_model_fingerprint_and_version(folder: Path, taxonomy: Taxonomy, tmp_path: Path) -> None:
    other = taxonomy_folder(tmp_path, EXAMPLES.replace("薪火尚在", "薪火仍在"))
    retrain(other, None)
    found = Taxonomy.read(other)
    assert found.version != taxonomy.version
    assert found.model is not None
    assert taxonomy.model is not None
    assert found.model.trained_on != taxonomy.model.trained_on
    assert found.model.version != taxonomy.model.version


def test_without_a_model_the_rules_decide_alone(tmp_path: Path) -> None:
    classifier = Taxonomy.read(taxonomy_folder(tmp_path)).classifier
    assert classifier.decide(None, "余额不为零").confidence == 0.95
    assert classifier.decide(None, "薪火未熄，不能离席").decided_by == "no_rule"


def test_the_model_says_what_no_rule_hears(taxonomy: Taxonomy) -> None:
    found = taxonomy.classifier.decide(None, "The zebra council still deliberates")
    assert found.cause == "lr_dispute_open"
    assert taxonomy.model is not None
    assert found.decided_by == f"model:{taxonomy.model.version}"
    assert 0.2 < found.confidence < 1


# What was held out is what a model trained on all other texts says: the closed form against training again.
def test_held_out_is_trained_without(taxonomy: Taxonomy, texts: Sequence[Labelled], trained: Trained) -> None:
    group = next(one.group for one in texts if one.group.startswith("rule "))
    rest = [one for one in texts if one.group != group]
    without = train(taxonomy, rest)
    left_out = [one.failure.words for one in texts if one.group == group]
    # The scores differ by a factor, as each training learns anew what a score is worth, and by weights of one byte.
    before = np.array([trained.held_out[words] for words in left_out]).ravel()
    after = without.model.log_odds(left_out).ravel()
    assert np.corrcoef(before, after)[0, 1] > 0.999


def test_log_odds_do_not_depend_on_the_company(trained: Trained) -> None:
    texts = ["余额不为零", "", "bank is down", "余额不为零"]
    together = trained.model.log_odds(texts)
    apart = np.concatenate([trained.model.log_odds([text]) for text in texts])
    assert together == pytest.approx(apart)
    assert (together[1] == trained.model.log_odds([""])[0]).all()


def test_packed_and_unpacked_it_is_the_same(taxonomy: Taxonomy, trained: Trained) -> None:
    again = unpack(pack(trained.model), taxonomy.causes)
    assert (again.weights == trained.model.weights).all()
    assert again.evidence == trained.model.evidence
    assert again.version == trained.model.version


def of_objects() -> bytes:
    """An archive whose arrays would be unpickled: code that runs on reading."""
    file = io.BytesIO()
    np.savez(file, causes=np.array(["a"], dtype=object), weights=np.zeros((1, 1), np.int8))
    return file.getvalue()


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"no model", of_objects()])
def test_what_is_no_model_is_refused(taxonomy: Taxonomy, data: bytes) -> None:
    with pytest.raises(TaxonomyError, match=r"model.npz is no model. Make it anew: python -m pipelines train"):
        unpack(data, taxonomy.causes)


def test_a_model_of_other_causes_is_refused(taxonomy: Taxonomy, trained: Trained) -> None:
    other = dataclasses.replace(trained.model, causes=("xx_gone", *trained.model.causes[1:]))
    with pytest.raises(TaxonomyError, match='knows the cause "xx_gone"'):
        unpack(pack(other), taxonomy.causes)


@pytest.mark.parametrize(
    ("examples", "said"),
    [
        (EXAMPLES.replace("lr_dispute_open", "lr_nothing"), 'line 7: there is no cause "lr_nothing"'),
        (
            EXAMPLES.replace("薪火尚在", "It did not work out"),
            'line 12: "It did not work out" is "pp_balance_not_zero" too, see examples.toml line 2',
        ),
        (EXAMPLES.replace("texts", "text"), '"text" is not known here'),
        ("", "has no examples"),
    ],
)
def test_broken_examples_are_refused_with_their_line(tmp_path: Path, examples: str, said: str) -> None:
    folder = taxonomy_folder(tmp_path, examples)
    with pytest.raises(TaxonomyError) as refused:
        training_texts(Taxonomy.read(folder), folder)
    assert said in str(refused.value)
