"""Which cause a failure has: deciders gather what speaks, the strongest evidence names the primary cause."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from pipelines.causes import UNCLASSIFIED, Category, Cause, Word, read_categories, read_causes, read_words
from pipelines.codes import Code, Status, read_codes, read_statuses
from pipelines.deciders import CodeDecider, Decider, Failure, Finding, PhraseDecider, StatusDecider
from pipelines.rules import EVIDENCE, Rule, read_confidence, read_rules
from pipelines.taxonomy_files import TaxonomyFile, read_file

DEFAULT = Path(__file__).parent / "taxonomy"
FILES = ("causes.toml", "rules.toml", "codes.toml")
NO_RULE = "no_rule"
NAMES_MORE = "specific"


@dataclass(frozen=True)
class Decision:
    """The primary cause, what decided it, how sure that is (0 to 1), and the other causes the text names."""

    cause_category: str
    cause: str
    other_causes: tuple[str, ...]
    decided_by: str
    confidence: float


@dataclass(frozen=True)
class Taxonomy:
    """The taxonomy as read from its files. `version` changes with every change of a file."""

    categories: Mapping[str, Category]
    causes: Mapping[str, Cause]
    words: Mapping[str, Word]
    rules: tuple[Rule, ...]
    codes: tuple[Code, ...]
    statuses: tuple[Status, ...]
    confidence: Mapping[str, float]
    version: str

    @classmethod
    def read(cls, folder: Path = DEFAULT) -> "Taxonomy":
        """Read and check the three files. Raises TaxonomyError naming file, line and what to change."""
        return _checked(tuple(read_file(folder / name) for name in FILES))

    @cached_property
    def classifier(self) -> "Classifier":
        """The classifier of this taxonomy; its index of phrases takes half a second to make."""
        return Classifier(self)


@lru_cache(maxsize=4)
def _checked(files: tuple[TaxonomyFile, ...]) -> Taxonomy:
    """The taxonomy of three files as read; kept, as a process may load often and the examples take a second."""
    named, ruled, coded = files
    categories = read_categories(named)
    causes = read_causes(named, categories)
    content = hashlib.sha256("\n".join(file.text for file in files).encode()).hexdigest()
    taxonomy = Taxonomy(
        categories=categories,
        causes=causes,
        words=read_words(named),
        rules=read_rules(ruled, causes),
        codes=read_codes(coded, causes),
        statuses=read_statuses(coded, causes),
        confidence=read_confidence(ruled),
        version=f"{named.held.get('version', '1.0')}+{content[:8]}",
    )
    _check_examples(taxonomy)
    return taxonomy


class Classifier:
    """Decides the cause of a failure. `more` deciders are asked beside those of the taxonomy."""

    def __init__(self, taxonomy: Taxonomy, more: Iterable[Decider] = ()) -> None:
        self._taxonomy = taxonomy
        self._deciders: tuple[Decider, ...] = (
            CodeDecider(taxonomy.codes),
            PhraseDecider(taxonomy.rules),
            StatusDecider(taxonomy.statuses),
            *more,
        )

    def decide(self, error_code: str | None, text: str | None) -> Decision:
        """The cause of a failure with this code and this message; either may be missing."""
        failure = Failure(error_code, text)
        findings = [finding for decider in self._deciders for finding in decider.findings(failure)]
        if not findings:
            return self._decision(Finding(UNCLASSIFIED, "", NO_RULE), ())
        findings.sort(key=_strongest_first)
        named = dict.fromkeys(finding.cause for finding in findings if finding.evidence == NAMES_MORE)
        return self._decision(findings[0], tuple(cause for cause in named if cause != findings[0].cause))

    def _decision(self, primary: Finding, others: tuple[str, ...]) -> Decision:
        category = self._taxonomy.causes[primary.cause].cause_category
        confidence = self._taxonomy.confidence.get(primary.evidence, 0.0)
        return Decision(category, primary.cause, others, primary.decided_by, confidence)


def _strongest_first(finding: Finding) -> tuple[int, int]:
    return EVIDENCE.index(finding.evidence), finding.position


def _check_examples(taxonomy: Taxonomy) -> None:
    classifier = taxonomy.classifier
    for rule in taxonomy.rules:
        for example in rule.entry.texts("examples"):
            by = classifier.decide(None, example).decided_by
            if by != rule.id:
                raise rule.entry.error(f'the example "{example}" of "{rule.id}" is decided by "{by}".')
        for example in rule.entry.texts("counter_examples"):
            if classifier.decide(None, example).decided_by == rule.id:
                raise rule.entry.error(f'"{rule.id}" decides its own counter-example "{example}".')
