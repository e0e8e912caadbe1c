"""What the signatures of older templates are today.

A signature's id changes with its template, and events keep the id they were loaded with. What people decided about
the older one holds for what it is today, and history is shown under today's.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from pipelines.signatures import signature_id, template_of
from warehouse.reviews import Review, Standing

Signature = tuple[str, str | None, str | None]  # id, code, template


def successors(signatures: Iterable[Signature]) -> dict[str, Signature]:
    """By the id of each signature that has another id today, what it is today. The others are left out."""
    found = {}
    for known, code, shape in signatures:
        now = shape and template_of(shape)
        today = signature_id(code, now)
        if today != known:
            found[known] = (today, code, now)
    return found


def carried(standing: Standing, successors: Mapping[str, Signature]) -> Standing:
    """What people decided, said of today's signatures; where several have become one, the last review counts."""
    today = {known: one[0] for known, one in successors.items()}
    merges = {
        today.get(member, member): replace(review, into=today.get(review.into or "", review.into))
        for member, review in _in_order(standing.merges)
    }
    return Standing(
        {today.get(known, known): review for known, review in _in_order(standing.assignments)},
        {member: review for member, review in merges.items() if member != review.into},
    )


def _in_order(reviews: Mapping[str, Review]) -> list[tuple[str, Review]]:
    return sorted(reviews.items(), key=lambda told: told[1].review_id)
