"""Which cause a failure has: deciders gather what speaks, the strongest evidence names the primary cause."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from pipelines.causes import Category, Cause, Word, read_categories, read_causes, read_words
from pipelines.codes import Code, Status, read_codes, read_statuses
from pipelines.consequences import Consequences, Signal, read_signals
from pipelines.deciders import CodeDecider, Decider, Failure, Finding, PhraseDecider, StatusDecider
from pipelines.model import MODEL_FILE, Model, unpack
from pipelines.platform_rules import ReregistrationRule, read_reregistration
from pipelines.policies import Policy, read_policies
from pipelines.rules import Rule, read_confidence, read_least_probability, read_rules
from pipelines.taxonomy_files import TaxonomyFile, read_file
from pipelines.weighing import DECISIVE, Verdict, by_strength, by_weight, in_order

DEFAULT = Path(__file__).parent / "taxonomy"
FILES = ("causes.toml", "rules.toml", "codes.toml", "consequences.toml")
LEDGERS = ("policies.toml", "platforms.toml")  # what platforms ask for; one that nobody keeps is empty
QUALITY_FILE = "model_quality.json"
BATCH = 256


@dataclass(frozen=True)
class Decision:
    """The primary cause, what decided it, how sure that is (0 to 1), and what else the text names.

    `consequence_evidence` are the words heard, one for each of `named_consequences`.
    """

    cause_category: str
    cause: str
    other_causes: tuple[str, ...]
    decided_by: str
    confidence: float
    named_consequences: tuple[str, ...] = ()
    consequence_evidence: tuple[str, ...] = ()


@dataclass(frozen=True)
class Taxonomy:
    """The taxonomy as read from its files. `version` changes with every change of a file."""

    categories: Mapping[str, Category]
    causes: Mapping[str, Cause]
    words: Mapping[str, Word]
    rules: tuple[Rule, ...]
    codes: tuple[Code, ...]
    statuses: tuple[Status, ...]
    signals: tuple[Signal, ...]
    policies: tuple[Policy, ...]
    reregistration: tuple[ReregistrationRule, ...]
    confidence: Mapping[str, float]
    least_probability: float
    model: Model | None
    quality: tuple[Mapping[str, Any], ...]
    version: str

    @classmethod
    def read(cls, folder: Path = DEFAULT) -> "Taxonomy":
        """Read and check the four files, and the ledgers and the model beside them if there are any.

        Raises TaxonomyError naming file, line and what to change.
        """
        trained = tuple(_bytes(folder / name) for name in (MODEL_FILE, QUALITY_FILE))
        ledgers = tuple(_ledger(folder / name) for name in LEDGERS)
        return _checked(tuple(read_file(folder / name) for name in FILES), ledgers, *trained)

    @cached_property
    def classifier(self) -> "Classifier":
        """The classifier of this taxonomy; its index of phrases takes half a second to make."""
        return Classifier(self, self.model)


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""


def _ledger(path: Path) -> TaxonomyFile:
    return read_file(path) if path.exists() else TaxonomyFile(path.name, "", {})


@lru_cache(maxsize=4)
def _checked(
    files: tuple[TaxonomyFile, ...], ledgers: tuple[TaxonomyFile, ...], packed: bytes, measured: bytes
) -> Taxonomy:
    """The taxonomy of its files as read; kept, as a process may load often and the examples take a second."""
    named, ruled, coded, followed = files
    policies, platforms = ledgers
    categories = read_categories(named)
    causes = read_causes(named, categories)
    words = read_words(named)
    content = hashlib.sha256("\n".join(file.text for file in (*files, *ledgers)).encode() + packed).hexdigest()
    taxonomy = Taxonomy(
        categories=categories,
        causes=causes,
        words=words,
        rules=read_rules(ruled, causes),
        codes=read_codes(coded, causes),
        statuses=read_statuses(coded, causes),
        signals=read_signals(followed, [word.word for word in words.values() if word.group == "consequence"]),
        policies=read_policies(policies, causes),
        reregistration=read_reregistration(platforms),
        confidence=read_confidence(ruled),
        least_probability=read_least_probability(ruled),
        model=unpack(packed, causes) if packed else None,
        quality=tuple(json.loads(measured or b"[]")),
        version=f"{named.held.get('version', '1.0')}+{content[:8]}",
    )
    _check_examples(taxonomy)
    return taxonomy


class Classifier:
    """Decides the cause of a failure by codes, rules and statuses, and by a model where one is given."""

    def __init__(self, taxonomy: Taxonomy, model: Model | None = None) -> None:
        self._taxonomy = taxonomy
        self._model = model
        self._deciders: tuple[Decider, ...] = (
            CodeDecider(taxonomy.codes),
            PhraseDecider(taxonomy.rules),
            StatusDecider(taxonomy.statuses),
        )
        self._consequences = Consequences(taxonomy.signals)

    def decide(self, error_code: str | None, text: str | None) -> Decision:
        """The cause of a failure with this code and this message; either may be missing."""
        return next(self.decide_all([(error_code, text)]))

    def decide_all(self, failures: Iterable[tuple[str | None, str | None]]) -> Iterator[Decision]:
        """The causes of many failures in their order; many at once cost the model a tenth of one by one."""
        asked = iter(failures)
        while read := [Failure(*failure) for failure in islice(asked, BATCH)]:
            for failure, verdict in zip(read, self._verdicts(read), strict=True):
                yield self._decision(failure, verdict)

    def heard(self, failure: Failure) -> list[Finding]:
        """Everything that speaks, the strongest first."""
        return in_order(finding for decider in self._deciders for finding in decider.findings(failure))

    def _verdicts(self, failures: Sequence[Failure]) -> list[Verdict]:
        heard = [self.heard(failure) for failure in failures]
        verdicts = [by_strength(findings, self._taxonomy.confidence) for findings in heard]
        if self._model is None:
            return verdicts
        open_ones = [n for n, findings in enumerate(heard) if self._is_open(failures[n], findings, self._model)]
        weighed = by_weight(
            [heard[n] for n in open_ones],
            [failures[n].words for n in open_ones],
            self._model,
            self._taxonomy.least_probability,
        )
        for n, verdict in zip(open_ones, weighed, strict=True):
            verdicts[n] = verdict
        return verdicts

    @staticmethod
    def _is_open(failure: Failure, findings: Sequence[Finding], model: Model) -> bool:
        """Whether the model is asked: there are words, no code has decided, and it knows every cause heard."""
        is_decided = any(finding.evidence == DECISIVE for finding in findings)
        return bool(failure.words) and not is_decided and all(one.cause in model.places for one in findings)

    def _decision(self, failure: Failure, verdict: Verdict) -> Decision:
        said = self._consequences.named(failure.text)
        return Decision(
            cause_category=self._taxonomy.causes[verdict.cause].cause_category,
            cause=verdict.cause,
            other_causes=verdict.others,
            decided_by=verdict.decided_by,
            confidence=verdict.confidence,
            named_consequences=tuple(said),
            consequence_evidence=tuple(said.values()),
        )


def _place(taxonomy: Taxonomy, rule_id: str) -> str:
    lines = (rule.entry.line for rule in taxonomy.rules if rule.id == rule_id)
    return "".join(f" of line {line}, which beats it" for line in lines)


def _check_examples(taxonomy: Taxonomy) -> None:
    classifier = Classifier(taxonomy)
    for rule in taxonomy.rules:
        for example in rule.entry.texts("examples"):
            by = classifier.decide(None, example).decided_by
            if by != rule.id:
                beaten = f'the example "{example}" of "{rule.id}" is decided by "{by}"{_place(taxonomy, by)}'
                raise rule.entry.error(f"{beaten}.")
        for example in rule.entry.texts("counter_examples"):
            if classifier.decide(None, example).decided_by == rule.id:
                raise rule.entry.error(f'"{rule.id}" decides its own counter-example "{example}".')
