"""policies.toml: the ledger of the clauses that platforms invoke, their owners, and whether the law asks for them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from pipelines.taxonomy_files import Entry, TaxonomyFile

BASES = ("required_by_law", "risk", "discretionary")

_KEYS = {"platform", "clause", "text_en", "text_zh", "owner", "since", "basis", "causes"}


@dataclass(frozen=True)
class Policy:
    """One clause of one platform. `since`: the day from which it holds; None where nobody wrote it down.

    `causes`: those that failures by this clause are expected to have.
    """

    platform: str
    policy_clause: str
    text_en: str
    text_zh: str
    owner: str
    since: date | None
    basis: str
    causes: tuple[str, ...]


def read_policies(file: TaxonomyFile, causes: Collection[str]) -> tuple[Policy, ...]:
    """The clauses in the order of the file. Raises TaxonomyError naming file and line."""
    found: dict[tuple[str, str], Entry] = {}
    for entry in file.entries("policy"):
        place = (entry.text("platform"), entry.text("clause"))
        if place in found:
            raise entry.error(f'the clause "{place[1]}" of "{place[0]}" is taken, see line {found[place].line}.')
        found[place] = entry
    return tuple(_policy(entry, causes) for entry in found.values())


def _policy(entry: Entry, causes: Collection[str]) -> Policy:
    entry.only(_KEYS)
    for cause in entry.texts("causes"):
        if cause not in causes:
            raise entry.error(f'there is no cause "{cause}" in causes.toml.')
    return Policy(
        platform=entry.text("platform"),
        policy_clause=entry.text("clause"),
        text_en=entry.text("text_en"),
        text_zh=entry.text("text_zh"),
        owner=entry.text("owner"),
        since=_since(entry),
        basis=entry.one_of("basis", BASES),
        causes=entry.texts("causes"),
    )


def _since(entry: Entry) -> date | None:
    """A day as TOML writes it, without quotes; a moment of a day is refused."""
    since = entry.values.get("since")
    if since is not None and type(since) is not date:
        raise entry.error(f'"since" is {since!r} but must be a day without quotes, such as 2025-03-01.')
    return since
