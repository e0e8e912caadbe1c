"""examples.toml teaches the statistical decider: known causes, enough texts of each, none twice, nobody's data."""

import re
import tomllib
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

import pipelines

TAXONOMY = Path(pipelines.__file__).parent / "taxonomy"
UNCLASSIFIED = "unclassified"
FEWEST = {"zh": 15, "en": 10}
LONGEST_TEXT = 300
# ID, phone and card numbers have eleven digits or more, also where they are written in groups.
PERSONAL_NUMBER = re.compile(r"(?:\d[ -]?){11,}")


def read_entries(name: str, entry: str) -> list[dict]:
    """The entries of one kind in a taxonomy file."""
    return tomllib.loads((TAXONOMY / name).read_text(encoding="utf-8"))[entry]


CAUSES = sorted(cause["id"] for cause in read_entries("causes.toml", "cause") if cause["id"] != UNCLASSIFIED)
EXAMPLES = read_entries("examples.toml", "example")
TEXTS = [text for example in EXAMPLES for text in example["texts"]]


def same_wording(text: str) -> str:
    """A text without case, width, punctuation and underscores: what makes two of them one wording."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text).casefold())


def test_examples_name_every_cause_and_never_unclassified() -> None:
    assert sorted({example["cause"] for example in EXAMPLES}) == CAUSES


def test_one_entry_per_cause_and_language() -> None:
    entries = Counter((example["cause"], example["language"]) for example in EXAMPLES)
    assert [entry for entry, count in entries.items() if count > 1] == []
    assert [language for _, language in entries if not re.fullmatch("[a-z]{2}", language)] == []


@pytest.mark.parametrize("language", FEWEST)
def test_every_cause_has_enough_texts(language: str) -> None:
    counts = Counter({ex["cause"]: len(ex["texts"]) for ex in EXAMPLES if ex["language"] == language})
    assert [cause for cause in CAUSES if counts[cause] < FEWEST[language]] == []


def test_no_wording_stands_twice() -> None:
    """Not within a cause, where it would count double, nor under two, where it would teach nothing."""
    wordings = Counter(same_wording(text) for text in TEXTS)
    assert [wording for wording, count in wordings.items() if count > 1] == []


def test_texts_are_short_and_trimmed() -> None:
    assert [text for text in TEXTS if not text.strip() or text != text.strip() or len(text) > LONGEST_TEXT] == []


def test_no_text_holds_a_personal_number() -> None:
    assert [text for text in TEXTS if PERSONAL_NUMBER.search(text)] == []
