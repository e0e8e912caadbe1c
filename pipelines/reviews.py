"""Reviews as they come in: each is checked against what is published, its reason masked, then added to the file."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from pipelines.causes import UNCLASSIFIED
from pipelines.classify import Taxonomy
from pipelines.reviews_checked import ReviewError, checked
from pipelines.stated_texts import Asked
from warehouse import Snapshot, open_snapshot, read_manifest
from warehouse.reviews import Review, append, applied, pending, read, standing, undone, writing

EXAMPLES = """
    SELECT d.error_code, d.template, d.cause FROM decisions d
    JOIN (SELECT unnest($signature_ids) AS signature_id) r USING (signature_id)
    WHERE d.cause <> $unclassified AND starts_with(d.decided_by, 'review:')
    ORDER BY d.signature_id"""
KNOWN = "SELECT signature_id, cause FROM decisions WHERE signature_id IN (SELECT unnest($signature_ids))"


def write(folder: Path, asked: Sequence[Asked], at: datetime) -> list[Review]:
    """Add reviews to the file, pending until they are applied. All are checked before the first is written.

    asked: each a mapping with kind, reason, reviewer, and what its kind needs: signature_ids and cause (assign),
    signature_ids and into (merge), signature_ids (split), undoes (undo). Raises ReviewError, NoWarehouse,
    TaxonomyError, ReviewsBroken.
    """
    read_manifest(folder)
    with writing(folder):
        return append(folder, draft(folder, asked, at))


def draft(folder: Path, asked: Sequence[Asked], at: datetime) -> list[Review]:
    """The reviews as they would be added, each checked on top of those before it; nothing is written."""
    snapshot, taxonomy, held = open_snapshot(folder), Taxonomy.read(), read(folder)
    drafted: list[Review] = []
    for one in asked:
        review = checked(one, [*held, *drafted], taxonomy)
        found = _causes(snapshot, review)
        named = replace(review, reviewed_at=at, taxonomy_version=taxonomy.version)
        causes = tuple(found.get(signature_id) for signature_id in review.signature_ids)
        review_id = f"{len(held) + len(drafted) + 1:06d}"
        drafted.append(replace(named, causes_before=causes, review_id=review_id))
    return drafted


def reviews_from_json(data: bytes) -> list[dict[str, Any]]:
    """The reviews of a JSON text: one object or a list of objects. Raises ReviewError."""
    try:
        held = json.loads(data)
    except ValueError as error:
        raise ReviewError(f"This is no JSON: {error}.") from None
    listed = held if isinstance(held, list) else [held]
    if not listed or not all(isinstance(one, dict) for one in listed):
        raise ReviewError("A review is a JSON object with signature_ids, reason and reviewer; many are a list of them.")
    return listed


def history(folder: Path) -> Iterable[dict[str, Any]]:
    """Every entry with whether it was taken back and whether it is pending, the newest first."""
    reviews = read(folder)
    gone, waiting = undone(reviews), {one.review_id for one in pending(reviews)}
    for one in reversed(reviews):
        yield vars(one) | {"is_undone": one.review_id in gone, "is_pending": one.review_id in waiting}


def reviewed_examples(folder: Path) -> list[tuple[str | None, str | None, str]]:
    """Error code, template and cause of every signature whose cause somebody assigned, as published: to learn from.

    With them come the members of what was assigned as one failure; what nobody could classify stays out. Raises
    NoWarehouse.
    """
    now = standing(applied(read(folder)))
    named = {*now.assignments, *(member for member, by in now.merges.items() if by.into in now.assignments)}
    asked = {"signature_ids": sorted(named), "unclassified": UNCLASSIFIED}
    return [tuple(row.values()) for row in open_snapshot(folder).arrow(EXAMPLES, asked).to_pylist()]


def _causes(snapshot: Snapshot, review: Review) -> dict[str, str]:
    """The published cause of each signature it names; only one that is taken back may name others."""
    named = [*review.signature_ids, *([review.into] if review.into else [])]
    rows = snapshot.arrow(KNOWN, {"signature_ids": named}).to_pylist()
    found = {row["signature_id"]: row["cause"] for row in rows}
    unknown = [one for one in named if one not in found]
    if unknown and review.kind != "undo":
        more = f" (and {len(unknown) - 1} more)" if len(unknown) > 1 else ""
        where = f"{unknown[0][:80]}{more} in {snapshot.folder}"
        raise ReviewError(f"There is no signature {where}. See them: python -m pipelines review list")
    return found
