"""One review as somebody asked for it, checked: who and why are said, and what it says can hold."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from pipelines.classify import Taxonomy
from pipelines.mask import mask
from warehouse.reviews import Review, standing, undone

MOST_REASON, MOST_REVIEWER, MOST_ID = 500, 80, 100
ENDS_OF_LINES = ("Cc", "Zl", "Zp")
INVISIBLE = ("Cf", "Cs")

KINDS = ("assign", "merge", "split", "undo")

Asked = Mapping[str, Any]
Merged = Mapping[str, str | None]


class ReviewError(Exception):
    """A review that cannot stand: one sentence that says what is wrong and how to mend it."""


def checked(asked: Asked, held: Sequence[Review], taxonomy: Taxonomy) -> Review:
    """The review, its reason masked, on top of those held. Raises ReviewError.

    The reviewer is not masked: who decided is what the entry is for.
    """
    if asked.get("kind") not in KINDS:
        raise ReviewError(f"A review needs a kind, one of {', '.join(KINDS)}.")
    reviewer = one_line(asked, "reviewer", MOST_REVIEWER)
    reason = mask(one_line(asked, "reason", MOST_REASON))
    review = Review(asked["kind"], reviewer, datetime.min, reason)
    if review.kind == "undo":
        return _undo(review, one_line(asked, "undoes", MOST_ID).zfill(6), held)
    review = replace(review, signature_ids=_signature_ids(asked))
    merged = {member: by.into for member, by in standing(held).merges.items()}
    if review.kind == "assign":
        _refuse_members(review, merged)
        return replace(review, cause=_cause(one_line(asked, "cause", MOST_ID), taxonomy))
    if review.kind == "merge":
        return replace(review, into=_into(one_line(asked, "into", MOST_ID), review, merged))
    return _split(review, merged)


def one_line(asked: Asked, name: str, most: int) -> str:
    """A text of one line without invisible characters. Raises ReviewError where it is missing or too long."""
    held = asked.get(name)
    text = _visible(held) if isinstance(held, str) else ""
    if not text:
        raise ReviewError(f"A review needs a {name}; there is none.")
    if len(text) > most:
        raise ReviewError(f"The {name} has {len(text)} characters; {most} are the most.")
    return text


def _visible(text: str) -> str:
    kinds = ((character, unicodedata.category(character)) for character in text)
    spaced = (" " if kind in ENDS_OF_LINES else character for character, kind in kinds if kind not in INVISIBLE)
    return " ".join("".join(spaced).split())


def _signature_ids(asked: Asked) -> tuple[str, ...]:
    held = asked.get("signature_ids")
    if not isinstance(held, list) or not held or not all(isinstance(one, str) for one in held):
        raise ReviewError(
            "A review needs signature_ids, a list of at least one. See them: python -m pipelines review list"
        )
    return tuple(dict.fromkeys(held))


def _undo(review: Review, review_id: str, held: Sequence[Review]) -> Review:
    found = next((one for one in held if one.review_id == review_id and one.kind != "apply"), None)
    if found is None:
        raise ReviewError(f"There is no review {review_id} to take back. See them: python -m pipelines review history")
    if review_id in undone(held):
        raise ReviewError(f"The review {review_id} was taken back already. To let it hold again, undo its undo.")
    return replace(review, undoes=review_id, signature_ids=found.signature_ids)


def _cause(cause: str, taxonomy: Taxonomy) -> str:
    if cause not in taxonomy.causes:
        raise ReviewError(f'There is no cause "{cause}". The causes are in docs/taxonomy.md.')
    if taxonomy.causes[cause].is_deprecated:
        instead = taxonomy.causes[cause].replaced_by
        more = f' Use "{instead}", which replaced it.' if instead else ""
        raise ReviewError(f'The cause "{cause}" is not used any more.{more}')
    return cause


def _refuse_members(review: Review, merged: Merged) -> None:
    if members := [one for one in review.signature_ids if one in merged]:
        whole = merged[members[0]]
        raise ReviewError(f"The signature {members[0]} is part of {whole}. Assign {whole}, or split it off first.")


def _into(into: str, review: Review, merged: Merged) -> str:
    if into in review.signature_ids:
        raise ReviewError(f"The signature {into} cannot be merged into itself.")
    if into in merged:
        raise ReviewError(f"The signature {into} is part of {merged[into]} itself. Merge into that one.")
    return into


def _split(review: Review, merged: Merged) -> Review:
    if apart := [one for one in review.signature_ids if one not in merged]:
        raise ReviewError(f"The signature {apart[0]} was not merged into another, so it cannot be split off.")
    return review
