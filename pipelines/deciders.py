"""What can speak about a failure's cause. A decider says what it finds in one failure; it does not choose.

A statistical model is one more class with a `findings` method and one more line in EVIDENCE and [confidence].
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from pipelines.codes import Code, Status
from pipelines.phrase_index import PhraseIndex
from pipelines.rules import Rule
from pipelines.wording import code_words, normalise

LONGEST = 4000  # characters of a message that are read

_HTTP_IN_TEXT = re.compile(
    r"(?:http(?:/[0-9.]{1,3})?|status|状态码|响应码|狀態碼)[ _-]?(?:status|code|error)?[ _-]?(?:code)?"
    r"[ :：=\"]{0,4}([1-5][0-9]{2})(?![0-9])",
    re.IGNORECASE,
)
_HTTP_CODE = re.compile(r"(?:http)?[ _-]?(?:status|error)?[ _:-]?([1-5][0-9]{2})", re.IGNORECASE)
_NAME = re.compile(r"(?<![A-Za-z_])[A-Z][A-Z_]{3,}(?![A-Za-z_])")


class Failure:
    """The code and the message of one failure, as logged and as normalised words."""

    def __init__(self, error_code: str | None, text: str | None) -> None:
        self.code = (error_code or "").strip()
        self.raw_text = (text or "")[:LONGEST]
        self.code_words = code_words(self.code)
        self.text = normalise(self.raw_text)


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
        self._http = {str(number): status for status in statuses for number in status.http}
        self._names = {name: status for status in statuses for name in status.names}

    def findings(self, failure: Failure) -> Iterator[Finding]:
        for position, status in enumerate(self._named(failure)):
            yield Finding(status.cause, "status", status.id, position)

    def _named(self, failure: Failure) -> Iterator[Status]:
        bare = _HTTP_CODE.fullmatch(failure.code)
        numbers = _HTTP_IN_TEXT.findall(failure.raw_text) + ([bare[1]] if bare else [])
        names = _NAME.findall(failure.raw_text) + _NAME.findall(failure.code)
        yield from (self._http[number] for number in numbers if number in self._http)
        yield from (self._names[name] for name in names if name in self._names)
