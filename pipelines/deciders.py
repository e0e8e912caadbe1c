"""What can speak about a failure's cause. A decider says what it finds in one failure; it does not choose."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from pipelines.codes import Code, Status
from pipelines.outlines import LONGEST
from pipelines.phrase_index import PhraseIndex
from pipelines.rules import Rule
from pipelines.wording import code_words, normalise

_HTTP_IN_TEXT = re.compile(
    r"(?<![a-z])(?:http(?:/[0-9.]{1,3})?|status|response|error|状态码|响应码|狀態碼)"
    r"[ _-]?(?:status|code|error)?[ _-]?(?:code)?"
    r"[ :：=\"-]{0,4}([1-5][0-9]{2})(?![0-9])",
    re.IGNORECASE,
)
_GRPC_IN_TEXT = re.compile(
    r"grpc(?:[ _-]?(?:status|code|error))?(?:[ _-]?code)?[ :=_-]{0,3}([0-9]{1,2})(?![0-9])", re.IGNORECASE
)
_ERRNO_IN_TEXT = re.compile(r"errno[ :=_-]{0,3}([0-9]{1,3})(?![0-9])", re.IGNORECASE)
_NAMED_CODE = re.compile(r"(?:code ?[=:] ?|StatusCode\.)([A-Za-z_]{4,})")
_HTTP_CODE = re.compile(r"(?:http)?[ _-]?(?:status|error)?[ _:-]?([1-5][0-9]{2})", re.IGNORECASE)
_NUMBERED = (_HTTP_IN_TEXT, _GRPC_IN_TEXT, _ERRNO_IN_TEXT)
_NAME = re.compile(r"(?<![A-Za-z_])[A-Z][A-Z_]{3,}(?![A-Za-z_])")


class Failure:
    """The code and the message of one failure, as logged and as normalised words."""

    def __init__(self, error_code: str | None, text: str | None) -> None:
        self.code = (error_code or "").strip()
        self.raw_text = (text or "")[:LONGEST]
        self.code_words = code_words(self.code)
        self.text = normalise(self.raw_text)

    @property
    def words(self) -> str:
        """The words of message and code together; a code without letters and the number of a status say nothing."""
        texts = (self.raw_text, self.code)
        if any(pattern.search(text) for pattern in _NUMBERED for text in texts):
            return " | ".join(filter(_has_letters, (normalise(_without_numbers(text)) for text in texts)))
        return " | ".join(filter(_has_letters, (self.text, self.code_words)))


def _without_numbers(text: str) -> str:
    for pattern in _NUMBERED:
        text = pattern.sub(" ", text)
    return text


def _has_letters(words: str) -> bool:
    return any(letter.isalpha() for letter in words)


@dataclass(frozen=True)
class Finding:
    """A cause something speaks for: the kind of evidence, the rule or code, and its place among its kind."""

    cause: str
    evidence: str
    decided_by: str
    position: int = 0


class Decider(Protocol):
    def findings(self, failure: Failure) -> Iterable[Finding]:
        """All causes this decider hears, in any order."""
        ...


class CodeDecider:
    """Hears codes that say the cause alone."""

    def __init__(self, codes: Iterable[Code]) -> None:
        codes = tuple(codes)
        self._exact = {code.id.upper(): code for code in codes if code.pattern is None}
        self._patterns = [(code.pattern, code) for code in codes if code.pattern is not None]

    def findings(self, failure: Failure) -> Iterator[Finding]:
        exact = self._exact.get(failure.code.upper())
        if exact is not None:
            yield Finding(exact.cause, "code", f"code:{exact.id}")
        for position, (pattern, code) in enumerate(self._patterns, 1):
            if pattern.fullmatch(failure.code):
                yield Finding(code.cause, "code", code.id, position)


class PhraseDecider:
    """Hears the phrases of the rules in the message and in the words of the code."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = tuple(rules)
        self._index = PhraseIndex(
            (phrase, number) for number, rule in enumerate(self._rules) for phrase in rule.any
        )

    def findings(self, failure: Failure) -> Iterator[Finding]:
        for number, rule in self._speaking(failure.text):
            yield Finding(rule.cause, rule.strength, rule.id, number)
        for number, rule in self._speaking(failure.code_words):
            if rule.strength != "hint":
                yield Finding(rule.cause, f"code_{rule.strength}", f"{rule.id}@code", number)

    def _speaking(self, text: str) -> Iterator[tuple[int, Rule]]:
        for number in self._index.heard(text):
            if self._rules[number].allows(text):
                yield number, self._rules[number]


class StatusDecider:
    """Hears HTTP statuses, gRPC codes and errno names, in the code or in the message."""

    def __init__(self, statuses: Iterable[Status]) -> None:
        statuses = tuple(statuses)
        self._numbered = tuple(
            (pattern, {str(number): status for status in statuses for number in getattr(status, kind)})
            for pattern, kind in zip(_NUMBERED, ("http", "grpc", "errno"), strict=True)
        )
        self._names = {name: status for status in statuses for name in status.names}

    def findings(self, failure: Failure) -> Iterator[Finding]:
        for position, status in enumerate(self._named(failure)):
            yield Finding(status.cause, "status", status.id, position)

    def _named(self, failure: Failure) -> Iterator[Status]:
        bare = _HTTP_CODE.fullmatch(failure.code)
        for pattern, known in self._numbered:
            numbers = [number for text in (failure.raw_text, failure.code) for number in pattern.findall(text)]
            numbers += [bare[1]] if bare and pattern is _HTTP_IN_TEXT else []
            yield from (known[number] for number in numbers if number in known)
        for text in (failure.raw_text, failure.code):
            named = (_snake(name) for name in _NAMED_CODE.findall(text))
            yield from (self._names[name] for name in (*_NAME.findall(text), *named) if name in self._names)


def _snake(name: str) -> str:
    """`DeadlineExceeded` as gRPC writes it elsewhere: DEADLINE_EXCEEDED."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).upper()
