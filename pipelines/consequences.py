"""consequences.toml: what a message says a failure leads to, apart from what the log records as events."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from pipelines.phrase_index import PhraseIndex
from pipelines.phrases import Phrase
from pipelines.rules import read_phrases, read_word_lists
from pipelines.taxonomy_files import Entry, TaxonomyFile, by_id
from pipelines.wording import normalise

_KEYS = {"id", "consequence", "any", "none", "examples", "counter_examples"}
# A comma between Chinese words parts what a full stop parts elsewhere.
_HAN = "[\u3400-\u9fff]"
_CLAUSE_END = re.compile(rf"[.:;!?。]|,(?={_HAN})|(?<={_HAN}),")


@dataclass(frozen=True)
class Signal:
    """Speaks where one clause of a text holds a phrase of `any` and none of `none`: a denial denies its own clause."""

    id: str
    consequence: str
    any: tuple[Phrase, ...]
    none: tuple[Phrase, ...]
    entry: Entry

    def allows(self, clause: str) -> bool:
        return not any(phrase.is_in(clause) for phrase in self.none)


class Consequences:
    """Hears the consequences a text names."""

    def __init__(self, signals: Iterable[Signal]) -> None:
        self._phrases = [(phrase, signal) for signal in signals for phrase in signal.any]
        self._index = PhraseIndex((phrase, number) for number, (phrase, _) in enumerate(self._phrases))

    def named(self, text: str) -> dict[str, str]:
        """The consequences a normalised text names, in the order of the file, each with the words that say so."""
        spoken = [self._phrases[number] for number in sorted(self._index.heard(text))]
        clauses = _CLAUSE_END.split(text) if spoken else ()
        found: dict[str, str] = {}
        for phrase, signal in spoken:
            if signal.consequence not in found:
                found.update((signal.consequence, words) for words in _evidence(phrase, signal, clauses))
        return found


def _evidence(phrase: Phrase, signal: Signal, clauses: Iterable[str]) -> Iterator[str]:
    """The words of the first clause that holds the phrase and is allowed to; none, or one."""
    heard = ((clause, phrase.heard_in(clause)) for clause in clauses)
    yield from islice((words for clause, words in heard if words and signal.allows(clause)), 1)


def read_signals(file: TaxonomyFile, consequences: Collection[str]) -> tuple[Signal, ...]:
    """The signals in the order of the file. Raises TaxonomyError naming file and line.

    `consequences` are the words of causes.toml that a signal may speak for.
    """
    words = read_word_lists(file)
    entries = by_id(file.entries("consequence")).values()
    signals = tuple(_signal(entry, consequences, words) for entry in entries)
    _check_examples(signals)
    return signals


def _signal(entry: Entry, consequences: Collection[str], words: Mapping[str, str]) -> Signal:
    entry.only(_KEYS)
    for key in ("any", "examples", "counter_examples"):
        if not entry.texts(key):
            raise entry.error(f'"{key}" needs at least one text.')
    return Signal(
        id=entry.id(),
        consequence=entry.one_of("consequence", tuple(consequences)),
        any=read_phrases(entry, "any", words),
        none=read_phrases(entry, "none", words),
        entry=entry,
    )


def _check_examples(signals: tuple[Signal, ...]) -> None:
    for signal in signals:
        own = Consequences([signal])
        for example in signal.entry.texts("examples"):
            if not own.named(normalise(example)):
                raise signal.entry.error(f'the example "{example}" is not heard by "{signal.id}".')
        for example in signal.entry.texts("counter_examples"):
            if own.named(normalise(example)):
                raise signal.entry.error(f'"{signal.id}" hears its own counter-example "{example}".')
