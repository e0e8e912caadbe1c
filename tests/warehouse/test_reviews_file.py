"""The file of reviews: added to and never changed, whole after a crash, and what its entries come to."""

import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.reviews import (
    REVIEWS,
    Review,
    ReviewsBroken,
    append,
    applied,
    pending,
    read,
    standing,
    undone,
)
from warehouse.sweep import sweep

AT = datetime(2026, 11, 25, 7, 30)
ROOT = Path(__file__).parents[2]


def assign(*signature_ids: str, cause: str = "c") -> Review:
    return Review("assign", "li", AT, "seen", signature_ids, (None,) * len(signature_ids), cause=cause)


def merge(*signature_ids: str, into: str) -> Review:
    return Review("merge", "li", AT, "one failure", signature_ids, ("x",) * len(signature_ids), into=into)


def split(*signature_ids: str) -> Review:
    return Review("split", "li", AT, "two failures", signature_ids, ("x",) * len(signature_ids))


def undo(review_id: str) -> Review:
    return Review("undo", "li", AT, "a mistake", undoes=review_id)


def apply(through: str) -> Review:
    return Review("apply", "li", AT, through=through)


def numbered(*reviews: Review) -> list[Review]:
    """The reviews with the ids the file would give them."""
    return [Review(**vars(one) | {"review_id": f"{n:06d}"}) for n, one in enumerate(reviews, 1)]


def merged(reviews: list[Review]) -> dict[str, str | None]:
    return {member: by.into for member, by in standing(reviews).merges.items()}


def test_entries_come_back_as_they_were_with_ids_in_order(tmp_path: Path) -> None:
    first = append(tmp_path, [assign("s1", "s2"), merge("s1", into="s3")])
    second = append(tmp_path, [undo("000001"), apply("000003")])
    assert [one.review_id for one in [*first, *second]] == ["000001", "000002", "000003", "000004"]
    assert read(tmp_path) == [*first, *second]


def test_no_file_is_no_review(tmp_path: Path) -> None:
    assert read(tmp_path) == []
    assert standing([]).assignments == {}


def test_half_a_line_of_a_crash_never_counted_and_is_written_over(tmp_path: Path) -> None:
    (one,) = append(tmp_path, [assign("s1")])
    with (tmp_path / REVIEWS).open("ab") as file:
        file.write('{"kind": "assign", "reason": "漢'.encode()[:-1])
    assert read(tmp_path) == [one]
    (two,) = append(tmp_path, [assign("s2")])
    assert read(tmp_path) == [one, two]
    assert two.review_id == "000002"


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("{}", "line 2: this is no review"),
        ("not json", "line 2: this is no review"),
        ('{"kind": "assign", "reviewer": "a", "reviewed_at": "2026-11-25T00:00:00", "more": 1}', "line 2: this is no"),
        ('{"kind": "assign", "reviewer": "a", "reviewed_at": "2026-11-25T00:00:00"}', "line 2: assign  cannot stand"),
        (
            '{"kind": "burn", "reviewer": "a", "reviewed_at": "2026-11-25T00:00:00", "review_id": "000002"}',
            "line 2: burn 000002 cannot stand",
        ),
    ],
)
def test_a_broken_line_is_named_and_nothing_is_added_behind_it(tmp_path: Path, line: str, complaint: str) -> None:
    append(tmp_path, [assign("s1")])
    with (tmp_path / REVIEWS).open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
    held = (tmp_path / REVIEWS).read_bytes()
    with pytest.raises(ReviewsBroken, match=complaint):
        append(tmp_path, [assign("s2")])
    assert (tmp_path / REVIEWS).read_bytes() == held


def test_two_writers_take_turns(tmp_path: Path) -> None:
    """Four processes add five entries each; all twenty are there, each with an id of its own."""
    code = (
        "import sys; from pathlib import Path; from datetime import datetime; from warehouse.reviews import *\n"
        "folder = Path(sys.argv[1])\n"
        "for n in range(5):\n"
        "    with writing(folder): append(folder, [Review('undo', sys.argv[2], datetime(2026, 1, 1), undoes='1')])"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", code, str(tmp_path), name], cwd=ROOT) for name in ("a", "b", "c", "d")
    ]
    assert [one.wait() for one in running] == [0, 0, 0, 0]
    assert sorted(one.reviewer for one in read(tmp_path)) == sorted("abcd" * 5)


def test_the_sweeper_leaves_reviews_alone(tmp_path: Path) -> None:
    append(tmp_path, [assign("s1")])
    sweep(tmp_path, None)
    assert len(read(tmp_path)) == 1


def test_what_an_apply_does_not_cover_is_pending() -> None:
    held = numbered(assign("s1"), assign("s2"), apply("000001"), undo("000001"))
    assert [one.review_id for one in applied(held)] == ["000001"]
    assert [one.review_id for one in pending(held)] == ["000002", "000004"]


def test_the_later_assignment_holds_and_taking_it_back_brings_back_the_earlier() -> None:
    held = numbered(assign("s1", cause="a"), assign("s1", "s2", cause="b"), undo("000002"), undo("000003"))
    assert [standing(held[:n]).assignments["s1"].cause for n in (1, 2, 3, 4)] == ["a", "b", "a", "b"]
    assert undone(held) == {"000003"}
    assert "s2" not in standing(held[:3]).assignments


def test_what_was_merged_into_a_member_follows_it() -> None:
    held = numbered(merge("a", into="b"), merge("b", into="c"), split("a"))
    assert merged(held[:2]) == {"a": "c", "b": "c"}
    assert merged(held) == {"b": "c"}


def test_undoing_a_split_after_a_merge_the_other_way_leaves_no_circle() -> None:
    """a into b, a split off, b into a, the split taken back: the last merge holds, and a stands by itself."""
    held = numbered(merge("a", into="b"), split("a"), merge("b", into="a"), undo("000002"))
    assert merged(held) == {"b": "a"}


NAMES = st.sampled_from("abcd")
ENTRIES = st.one_of(
    st.builds(lambda one, cause: assign(one, cause=cause), NAMES, st.sampled_from("xy")),
    st.builds(
        lambda members, into: merge(*sorted(members - {into}) or "z", into=into), st.sets(NAMES, min_size=1), NAMES
    ),
    st.builds(split, NAMES),
    st.builds(lambda n: undo(f"{n:06d}"), st.integers(1, 8)),
)


@given(st.lists(ENTRIES, max_size=12))
def test_whatever_is_written_no_signature_is_shown_as_one_that_is_shown_as_another(entries: list[Review]) -> None:
    into = merged(numbered(*entries))
    assert not set(into) & set(into.values())


@given(st.lists(ENTRIES, max_size=8), ENTRIES)
def test_an_entry_and_its_undo_come_to_nothing(entries: list[Review], one: Review) -> None:
    before = numbered(*entries)
    after = numbered(*entries, one, undo(f"{len(entries) + 1:06d}"))
    assert standing(after) == standing(before)
