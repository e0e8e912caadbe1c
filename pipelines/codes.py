"""codes.toml: codes that say the cause alone, families of such codes, and statuses."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from pipelines.phrases import PhraseError, safe_expression
from pipelines.taxonomy_files import Entry, TaxonomyFile, by_id, known_cause

_KEYS = {"code", "cause", "system", "means"}
_PATTERN_KEYS = {"id", "pattern", "cause", "system", "means", "examples", "counter_examples"}


@dataclass(frozen=True)
class Code:
    """A code that says the cause alone: one code (`pattern` is None), or all codes a pattern fits whole."""

    id: str
    cause: str
    pattern: re.Pattern[str] | None
    means: str


@dataclass(frozen=True)
class Status:
    """What HTTP statuses, gRPC codes and errno names and numbers stand for where nothing says more."""

    id: str
    cause: str
    http: tuple[int, ...]
    grpc: tuple[int, ...]
    errno: tuple[int, ...]
    names: tuple[str, ...]


def read_codes(file: TaxonomyFile, causes: Collection[str]) -> tuple[Code, ...]:
    """The codes that decide alone, then the patterns that do. Raises TaxonomyError naming file and line."""
    written = _one_label_each(file.entries("code"))
    exact = tuple(_exact(entry, causes) for entry in written)
    patterns: list[Code] = []
    for entry in by_id(file.entries("code_pattern")).values():
        pattern = _pattern(entry, causes)
        _check_overlap(entry, pattern, (*exact, *patterns))
        patterns.append(pattern)
    return (*exact, *patterns)


def _check_overlap(entry: Entry, pattern: Code, known: Iterable[Code]) -> None:
    """Refuse a pattern that fits a code, or an example of a pattern, that has another cause already."""
    for code in (code for code in known if code.cause != pattern.cause):
        texts = (code.id,) if code.pattern is None else entry.texts("examples")
        other = pattern.pattern if code.pattern is None else code.pattern
        for text in (text for text in texts if other and other.fullmatch(text)):
            raise entry.error(f'"{text}" has two labels: "{pattern.cause}" here, "{code.cause}" by "{code.id}".')


def read_statuses(file: TaxonomyFile, causes: Collection[str]) -> tuple[Status, ...]:
    """The statuses of HTTP, gRPC and the operating system. Raises TaxonomyError for one that stands twice."""
    labels: dict[str, str] = {}
    return tuple(_status(entry, causes, labels) for entry in by_id(file.entries("status")).values())


def _one_label_each(entries: list[Entry]) -> list[Entry]:
    labels: dict[str, Entry] = {}
    for entry in entries:
        known = labels.setdefault(entry.text("code").upper(), entry)
        if known is not entry:
            raise entry.error(f'the code "{entry.text("code")}" has a label already, see line {known.line}.')
    return entries


def _exact(entry: Entry, causes: Collection[str]) -> Code:
    entry.only(_KEYS)
    return Code(entry.text("code"), known_cause(entry, causes), None, entry.text("means"))


def _pattern(entry: Entry, causes: Collection[str]) -> Code:
    entry.only(_PATTERN_KEYS)
    try:
        pattern = safe_expression(entry.text("pattern"))
    except PhraseError as error:
        raise entry.error(f"{error}.") from None
    _check_examples(entry, pattern)
    return Code(entry.id(), known_cause(entry, causes), pattern, entry.text("means"))


def _check_examples(entry: Entry, pattern: re.Pattern[str]) -> None:
    for key in ("examples", "counter_examples"):
        if not entry.texts(key):
            raise entry.error(f'"{key}" needs at least one code.')
        for code in entry.texts(key):
            if bool(pattern.fullmatch(code)) != (key == "examples"):
                fits = "does not fit its example" if key == "examples" else "fits its counter-example"
                raise entry.error(f'the pattern {fits} "{code}".')


def _status(entry: Entry, causes: Collection[str], labels: dict[str, str]) -> Status:
    entry.only({"id", "cause", "http", "grpc", "errno", "names"})
    http, grpc, errno = (entry.numbers(key) for key in ("http", "grpc", "errno"))
    status = Status(entry.id(), known_cause(entry, causes), http, grpc, errno, entry.texts("names"))
    numbers = (*map(str, http), *(f"gRPC {code}" for code in grpc), *(f"errno {code}" for code in errno))
    for name in (*numbers, *status.names):
        if labels.setdefault(name, status.id) != status.id:
            raise entry.error(f'"{name}" has a label already in "{labels[name]}".')
    return status
