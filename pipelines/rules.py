"""rules.toml: what a failure's message must say for each cause."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from pipelines.phrases import Phrase, PhraseError
from pipelines.taxonomy_files import Entry, TaxonomyError, TaxonomyFile, by_id, known_cause

STRENGTHS = ("specific", "generic", "topic", "hint")
# What can speak, strongest first: [confidence] of rules.toml gives each of these its confidence.
EVIDENCE = (
    *("code", "specific", "generic", "code_specific", "code_generic"),
    *("topic", "code_topic", "status", "hint"),
)
COST_OF_A_WRONG_CAUSE = 1.25  # where [model] does not say

_NAMED_WORDS = re.compile(r"<([a-z_]+)>")
_KEYS = {"id", "cause", "strength", "any", "all", "none", "examples", "counter_examples"}


@dataclass(frozen=True)
class Rule:
    """Speaks where a text holds one phrase of `any`, each of `all`, and no one of `none`."""

    id: str
    cause: str
    strength: str
    any: tuple[Phrase, ...]
    all: tuple[Phrase, ...]
    none: tuple[Phrase, ...]
    entry: Entry

    def allows(self, text: str) -> bool:
        """Whether a normalised text that holds one of `any` holds the rest too."""
        has_all = all(phrase.is_in(text) for phrase in self.all)
        return has_all and not any(phrase.is_in(text) for phrase in self.none)


def read_confidence(file: TaxonomyFile) -> Mapping[str, float]:
    """The confidence of each kind of evidence. Raises TaxonomyError unless it falls along EVIDENCE."""
    held = file.held.get("confidence", {})
    if set(held) != set(EVIDENCE):
        raise TaxonomyError(f"{file.name}: [confidence] must give exactly {', '.join(EVIDENCE)}.")
    values = [held[kind] for kind in EVIDENCE]
    is_share = all(isinstance(value, float) and 0 < value < 1 for value in values)
    if not is_share or values != sorted(values, reverse=True):
        order = f"from {EVIDENCE[0]} to {EVIDENCE[-1]}"
        raise TaxonomyError(f"{file.name}: [confidence] must fall {order}, between 0 and 1.")
    return dict(zip(EVIDENCE, values, strict=True))


def read_least_probability(file: TaxonomyFile) -> float:
    """The probability below which a cause is not named, from what a wrong one costs.

    A failure left to a person costs 1, a wrong cause `cost_of_a_wrong_cause` of [model]: a cause of probability p costs
    cost * (1 - p) on average, which is below 1 from p = 1 - 1 / cost on. Raises TaxonomyError for a cost below 1.
    """
    cost = file.held.get("model", {}).get("cost_of_a_wrong_cause", COST_OF_A_WRONG_CAUSE)
    if not isinstance(cost, (int, float)) or not cost >= 1:
        raise TaxonomyError(f"{file.name}: [model] cost_of_a_wrong_cause must be a number, 1 or above.")
    return 1 - 1 / cost


def read_rules(file: TaxonomyFile, causes: Collection[str]) -> tuple[Rule, ...]:
    """The phrase rules in their order of precedence. Raises TaxonomyError naming file and line."""
    words = read_word_lists(file)
    return tuple(_rule(entry, causes, words) for entry in by_id(file.entries("rule")).values())


def read_word_lists(file: TaxonomyFile) -> Mapping[str, str]:
    """The lists of [words], each written as the choices of a phrase."""
    return {name: "|".join(choices) for name, choices in file.held.get("words", {}).items()}


def _rule(entry: Entry, causes: Collection[str], words: Mapping[str, str]) -> Rule:
    entry.only(_KEYS)
    for key in ("any", "examples", "counter_examples"):
        if not entry.texts(key):
            raise entry.error(f'"{key}" needs at least one text.')
    return Rule(
        id=entry.id(),
        cause=known_cause(entry, causes),
        strength=entry.one_of("strength", STRENGTHS, otherwise=STRENGTHS[0]),
        any=read_phrases(entry, "any", words),
        all=read_phrases(entry, "all", words),
        none=read_phrases(entry, "none", words),
        entry=entry,
    )


def read_phrases(entry: Entry, key: str, words: Mapping[str, str]) -> tuple[Phrase, ...]:
    """The phrases of a key with their word lists spelled out. Raises TaxonomyError for one that cannot be heard."""
    try:
        return tuple(Phrase(_spelled_out(written, words)).checked() for written in entry.texts(key))
    except PhraseError as error:
        raise entry.error(f'in "{key}", {error}.') from None


def _spelled_out(written: str, words: Mapping[str, str]) -> str:
    """`<name>` replaced by the words of that name, in brackets unless it stands in some already."""
    for name in _NAMED_WORDS.findall(written):
        if name not in words:
            raise PhraseError(f'the phrase "{written}" names "<{name}>", which is not in [words]')
        inside = re.search(rf"\([^()]*<{name}>[^()]*\)", written)
        written = written.replace(f"<{name}>", words[name] if inside else f"({words[name]})", 1)
    return written
