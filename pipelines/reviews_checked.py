"""One review as somebody asked for it, checked: who and why are said, and what it says can hold."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from pipelines.classify import Taxonomy
from pipelines.mask import mask
from pipelines.stated_texts import Asked, Unstated, one_line
from warehouse.reviews import Review, standing, undone

MOST_REASON, MOST_REVIEWER, MOST_ID = 500, 80, 100
KINDS = ("assign", "merge", "split", "undo")

Merged = Mapping[str, str | None]


class ReviewError(Unstated):
    """A review that cannot stand."""

    what = "review"


def checked(asked: Asked, held: Sequence[Review], taxonomy: Taxonomy) -> Review:
    """The review, its reason masked, on top of those held. Raises ReviewError.

    The reviewer is not masked: who decided is what the entry is for.
    """
    if asked.get("kind") not in KINDS:
        raise ReviewError(f"A review needs a kind, one of {', '.join(KINDS)}.")
    reviewer = one_line(asked, "reviewer", MOST_REVIEWER, ReviewError)
    reason = mask(one_line(asked, "reason", MOST_REASON, ReviewError))
    review = Review(asked["kind"], reviewer, datetime.min, reason)
    if review.kind == "undo":
        return _undo(review, one_line(asked, "undoes", MOST_ID, ReviewError).zfill(6), held)
    review = replace(review, signature_ids=_signature_ids(asked))
    merged = {member: by.into for member, by in standing(held).merges.items()}
    if review.kind == "assign":
        _refuse_members(review, merged)
        return replace(review, cause=_cause(one_line(asked, "cause", MOST_ID, ReviewError), taxonomy))
    if review.kind == "merge":
        return replace(review, into=_into(one_line(asked, "into", MOST_ID, ReviewError), review, merged))
    return _split(review, merged)


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
