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


def read_rules(file: TaxonomyFile, causes: Collection[str]) -> tuple[Rule, ...]:
    """The phrase rules in their order of precedence. Raises TaxonomyError naming file and line."""
    words = {name: "|".join(choices) for name, choices in file.held.get("words", {}).items()}
    return tuple(_rule(entry, causes, words) for entry in by_id(file.entries("rule")).values())


def _rule(entry: Entry, causes: Collection[str], words: Mapping[str, str]) -> Rule:
    entry.only(_KEYS)
    for key in ("any", "examples", "counter_examples"):
        if not entry.texts(key):
            raise entry.error(f'"{key}" needs at least one text.')
    return Rule(
        id=entry.id(),
        cause=known_cause(entry, causes),
        strength=entry.one_of("strength", STRENGTHS, otherwise=STRENGTHS[0]),
        any=_phrases(entry, "any", words),
        all=_phrases(entry, "all", words),
        none=_phrases(entry, "none", words),
        entry=entry,
    )


def _phrases(entry: Entry, key: str, words: Mapping[str, str]) -> tuple[Phrase, ...]:
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
