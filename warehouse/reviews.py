"""What people decided about signatures: kept beside the snapshots, added to, never changed, so that no load loses it.

One JSON object a line. An entry is pending until an entry of the kind "apply" covers it; taking one back is an entry
too. What holds now follows from the entries alone, in their order.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, get_args

from warehouse import journal

REVIEWS = "reviews.jsonl"
LOCK = "reviews.lock"
Kind = Literal["assign", "merge", "split", "undo", "apply"]


class ReviewsBroken(Exception):
    """A line of the reviews cannot be read; the text names file and line."""


@dataclass(frozen=True)
class Review:
    """One entry. `causes_before` are those its signatures had when it was written; `reviewed_at` is UTC.

    `into` is the signature that others are merged into, `undoes` the entry that is taken back, `through` the last
    entry that an apply covers.
    """

    kind: Kind
    reviewer: str
    reviewed_at: datetime
    reason: str = ""
    signature_ids: tuple[str, ...] = ()
    causes_before: tuple[str | None, ...] = ()
    cause: str | None = None
    into: str | None = None
    undoes: str | None = None
    through: str | None = None
    taxonomy_version: str | None = None
    review_id: str = ""


@dataclass(frozen=True)
class Standing:
    """What holds now: per signature the entry that assigned its cause, and the one that merged it into another."""

    assignments: Mapping[str, Review]
    merges: Mapping[str, Review]


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Hold the file for writing; another writer is waited for."""
    with journal.writing(folder / LOCK):
        yield


def append(folder: Path, reviews: Sequence[Review]) -> list[Review]:
    """Add entries and return them with their ids; only while the file is held. Raises ReviewsBroken."""
    held = read(folder)
    numbered = [replace(one, review_id=f"{len(held) + n:06d}") for n, one in enumerate(reviews, 1)]
    journal.add_lines(folder / REVIEWS, [_line(one) for one in numbered])
    return numbered


def read(folder: Path) -> list[Review]:
    """All entries in their order; half a line that a crash left at the end never counted. Raises ReviewsBroken."""
    path = folder / REVIEWS
    return [_review(path, number, line) for number, line in enumerate(journal.read_lines(path), 1)]


def undone(reviews: Sequence[Review]) -> set[str]:
    """The ids of entries that were taken back. Who takes the taking back back, lets the entry hold again."""
    found: set[str] = set()
    for review in reversed(reviews):
        if review.undoes and review.review_id not in found:
            found.add(review.undoes)
    return found


def applied(reviews: Sequence[Review]) -> list[Review]:
    """The entries that an apply covers, without the applies."""
    through = _through(reviews)
    return [one for one in reviews if one.kind != "apply" and one.review_id <= through]


def pending(reviews: Sequence[Review]) -> list[Review]:
    """The entries that no apply covers yet."""
    through = _through(reviews)
    return [one for one in reviews if one.kind != "apply" and one.review_id > through]


def standing(reviews: Sequence[Review]) -> Standing:
    """What the entries come to. A signature that others are merged into stands by itself: no chain, no circle."""
    assignments: dict[str, Review] = {}
    merges: dict[str, Review] = {}
    gone = undone(reviews)
    for review in reviews:
        if review.review_id in gone:
            continue
        if review.kind == "assign":
            assignments |= dict.fromkeys(review.signature_ids, review)
        elif review.kind == "merge" and review.into:
            _merge(merges, review, review.into)
        elif review.kind == "split":
            merges = {member: by for member, by in merges.items() if member not in review.signature_ids}
    return Standing(assignments, merges)


def _merge(merges: dict[str, Review], review: Review, into: str) -> None:
    followers = [member for member, by in merges.items() if by.into in review.signature_ids]
    merges.update(dict.fromkeys((*review.signature_ids, *followers), review))
    merges.pop(into, None)


def _through(reviews: Sequence[Review]) -> str:
    return max((one.through or "" for one in reviews), default="")


def _line(review: Review) -> str:
    held: dict[str, Any] = {name: value for name, value in asdict(review).items() if value not in (None, "", ())}
    return json.dumps(held | {"reviewed_at": review.reviewed_at.isoformat()}, ensure_ascii=False)


def _review(path: Path, number: int, line: bytes) -> Review:
    """One entry as it was written. Its number is its id, so that a line lost or added by hand is noticed."""
    try:
        held: dict[str, Any] = json.loads(line)
        held["reviewed_at"] = datetime.fromisoformat(held["reviewed_at"])
        held |= {name: tuple(held[name]) for name in ("signature_ids", "causes_before") if name in held}
        review = Review(**held)
    except (ValueError, TypeError, KeyError, UnicodeError) as error:
        raise ReviewsBroken(f"{path}, line {number}: this is no review ({error}). Restore the file.") from None
    if review.review_id != f"{number:06d}" or review.kind not in get_args(Kind):
        raise ReviewsBroken(
            f"{path}, line {number}: {review.kind} {review.review_id} cannot stand here. Restore the file."
        )
    return review
