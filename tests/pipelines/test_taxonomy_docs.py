"""docs/taxonomy.md says what the files say."""

from pathlib import Path

import pytest

from pipelines.classify import Taxonomy
from pipelines.rules import EVIDENCE
from pipelines.taxonomy_docs import EVIDENCE_NAMES, PATH, document, write


@pytest.fixture(scope="module")
def page() -> str:
    return document(Taxonomy.read())


def test_the_page_is_current(page: str) -> None:
    assert PATH.read_text(encoding="utf-8") == page, "Run: python -m pipelines docs"


def test_every_cause_stands_there_in_both_languages(page: str) -> None:
    taxonomy = Taxonomy.read()
    for cause in taxonomy.causes.values():
        assert f"| `{cause.cause}` | {cause.label_en} | {cause.label_zh} |" in page
    for word in taxonomy.words.values():
        assert f"| `{word.word}` | {word.label_en} | {word.label_zh} |" in page


def test_every_kind_of_evidence_is_explained() -> None:
    assert tuple(EVIDENCE_NAMES) == EVIDENCE


def test_write(tmp_path: Path, page: str) -> None:
    write(tmp_path / "page.md")
    assert (tmp_path / "page.md").read_text(encoding="utf-8") == page
