"""The texts the statistical decider learns from: all of them are data of the taxonomy, or reviewed signatures."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipelines.classifier import DEFAULT, Classifier, Taxonomy
from pipelines.deciders import Failure
from pipelines.taxonomy_files import Entry, TaxonomyError, known_cause, read_file

EXAMPLE_FILES = "examples*.toml"
_KEYS = {"cause", "language", "texts"}


@dataclass(frozen=True)
class Labelled:
    """A failure whose cause is known. Those of one `group` were written together and are held out together."""

    cause: str
    failure: Failure
    group: str
    language: str = ""
    is_example: bool = False  # written apart from the rules, so that it can tell how far they are to be trusted


def training_texts(taxonomy: Taxonomy, folder: Path = DEFAULT) -> list[Labelled]:
    """Everything the taxonomy's files say about causes. Raises TaxonomyError naming file and line."""
    return each_once([*examples(taxonomy.causes, folder), *_rules(taxonomy), *_codes(taxonomy), *_causes(taxonomy)])


def examples(causes: Collection[str], folder: Path = DEFAULT) -> list[Labelled]:
    """The wordings of examples*.toml. Raises TaxonomyError for an unknown cause, or a text under two causes."""
    files = [read_file(path) for path in sorted(folder.glob(EXAMPLE_FILES))]
    known: dict[str, tuple[str, Entry]] = {}
    found = []
    for entry in (entry for file in files for entry in file.entries("example")):
        cause = known_cause(entry.only(_KEYS), causes)
        for text in entry.texts("texts"):
            other, where = known.setdefault(text, (cause, entry))
            if other != cause:
                raise entry.error(f'"{text}" is "{other}" too, see {where.file} line {where.line}.')
            found.append(Labelled(cause, _failure(text), text, entry.text("language"), is_example=True))
    if not found:
        raise TaxonomyError(f"{folder} has no {EXAMPLE_FILES} to learn from.")
    return found


def _failure(text: str) -> Failure:
    """A text in one piece of Latin letters is a code."""
    is_code = text.isascii() and not any(letter.isspace() for letter in text)
    return Failure(text, None) if is_code else Failure(None, text)


def _rules(taxonomy: Taxonomy) -> Iterator[Labelled]:
    """The examples of rules, and the counter-examples, which are of the cause another rule says."""
    classifier = Classifier(taxonomy)
    for rule in taxonomy.rules:
        for text in rule.entry.texts("examples"):
            yield Labelled(rule.cause, Failure(None, text), f"rule {rule.id}")
        for text in rule.entry.texts("counter_examples"):
            decision = classifier.decide(None, text)
            if decision.confidence:
                yield Labelled(decision.cause, Failure(None, text), f"rule {rule.id}")


def _codes(taxonomy: Taxonomy) -> Iterator[Labelled]:
    for code in taxonomy.codes:
        written = code.id if code.pattern is None else None
        yield Labelled(code.cause, Failure(written, code.means), f"code {code.id}")
    for status in taxonomy.statuses:
        yield from (Labelled(status.cause, Failure(name, None), f"status {name}") for name in status.names)


def _causes(taxonomy: Taxonomy) -> Iterator[Labelled]:
    """What causes.toml itself says of each cause that can be decided."""
    heard = {rule.cause for rule in taxonomy.rules}
    for cause in (cause for cause in taxonomy.causes.values() if cause.cause in heard):
        for text in (cause.label_en, cause.label_zh, cause.safe_en, cause.safe_zh, *cause.signals):
            yield Labelled(cause.cause, Failure(None, text), f"cause {cause.cause}")


def each_once(found: Iterable[Labelled]) -> list[Labelled]:
    """The first of those with the same words; none without words."""
    kept: dict[str, Labelled] = {}
    for one in found:
        kept.setdefault(one.failure.words, one)
    return [one for words, one in kept.items() if words]
