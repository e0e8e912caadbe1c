"""What classifying history anew changes, as text; what a write did, as text or JSON."""

import argparse
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from pipelines.commands.summary import table
from pipelines.publishing import Published

MOST_SHOWN = 20


def show(stated: argparse.Namespace, found: Any, lines: Iterable[str]) -> None:
    """The result as JSON where that was asked for, else as text."""
    print(json.dumps(found, default=str, ensure_ascii=False) if stated.json else "\n".join(lines))


def change_lines(ahead: dict[str, Any]) -> Iterable[str]:
    """What a look ahead found: how much, the causes, the moves, the largest signatures; months are for --json."""
    if ahead["taxonomy_version_before"] != ahead["taxonomy_version_after"]:
        yield f"the taxonomy changed: {ahead['taxonomy_version_before']} -> {ahead['taxonomy_version_after']}"
    yield (
        f"{ahead['count_signatures']:,} signatures, {ahead['count_failures']:,} failures, "
        f"{ahead['count_wallets']:,} wallets would be decided otherwise"
    )
    if ahead["moves"]:
        yield _table(ahead["causes"], "cause", "count_before", "count_after")
        yield _table(ahead["moves"], "cause_before", "cause_after", "count_failures", "count_wallets")
    if ahead["signatures"]:
        named = ("signature_id", "count_failures", "cause_before", "cause_after", "decided_by_after")
        yield _table(ahead["signatures"], *named)


def published_line(published: Published | None) -> str:
    """What was published, and how much of history it moved."""
    if published is None:
        return "nothing changed; the warehouse stays as it was"
    return f"published snapshot {published.snapshot}; {published.count_failures_moved:,} failures have another cause"


def now() -> datetime:
    """The instant a review is written or applied, in UTC."""
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)


def _table(rows: list[dict[str, Any]], *names: str) -> str:
    return table(names, ([row[name] for name in names] for row in rows[:MOST_SHOWN]))
