"""What older signatures are today, and what was decided about them."""

from datetime import datetime

from pipelines.signatures import signature_id
from pipelines.succession import carried, successors
from warehouse.reviews import Review, Standing

OLD, OTHER = signature_id("E", "busy (trace #)"), signature_id("E", "idle")
TODAY = signature_id("E", "busy")


def review(number: int, into: str | None = None) -> Review:
    return Review("merge" if into else "assign", "li", datetime(2026, 11, 25), into=into, review_id=f"{number:06d}")


def test_a_signature_of_today_has_no_successor() -> None:
    nothing = signature_id(None, None)
    assert successors([(OTHER, "E", "idle"), (nothing, None, None)]) == {}
    assert successors([(OLD, "E", "busy (trace #)")]) == {OLD: (TODAY, "E", "busy")}
    assert successors([(OLD, "E", "busy")]) == {OLD: (TODAY, "E", "busy")}  # as it is kept after that


def test_what_was_decided_is_said_of_todays_and_the_last_counts() -> None:
    older = {OLD: (TODAY, "E", "busy")}
    standing = carried(Standing({OLD: review(2), TODAY: review(1)}, {OTHER: review(3, into=OLD)}), older)
    assert standing.assignments == {TODAY: review(2)}
    assert standing.merges == {OTHER: review(3, into=TODAY)}


def test_what_was_merged_and_is_one_today_is_merged_no_more() -> None:
    standing = carried(Standing({}, {OLD: review(1, into=TODAY)}), {OLD: (TODAY, "E", "busy")})
    assert standing.merges == {}
