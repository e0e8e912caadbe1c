"""Reviews that cannot stand are refused in one sentence, and then nothing is written."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from load_rows import Workplace
from reviews_made import AT, MOON, SUN, assign, ids, merge

from pipelines.reclassify_publish import apply_reviews, apply_taxonomy
from pipelines.reviews import write
from pipelines.reviews_checked import ReviewError
from warehouse import NoWarehouse
from warehouse.reviews import read


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"signature_ids": ["nosuch"]}, "There is no signature nosuch in"),
        ({"signature_ids": []}, "needs signature_ids"),
        ({"signature_ids": "abc"}, "needs signature_ids"),
        ({"cause": "nosuch"}, 'There is no cause "nosuch"'),
        ({"cause": ["x"]}, "needs a cause"),
        ({"reason": " \u200b\n"}, "needs a reason"),
        ({"reason": None}, "needs a reason"),
        ({"reason": "x" * 501}, "501 characters; 500 are the most"),
        ({"reviewer": ""}, "needs a reviewer"),
        ({"kind": "apply"}, "one of assign, merge, split, undo"),
        ({"kind": "split"}, "was not merged into another"),
        ({"kind": "merge", "into": "nosuch"}, "There is no signature nosuch"),
        ({"kind": "undo", "undoes": "7"}, "There is no review 000007"),
    ],
)
def test_a_review_that_cannot_stand_is_refused_and_nothing_is_written(
    loaded: Workplace, change: dict[str, Any], complaint: str
) -> None:
    moon, sun = ids(loaded)[MOON], ids(loaded)[SUN]
    with pytest.raises(ReviewError, match=complaint):
        write(loaded.folder, [assign(sun), assign(moon) | change], AT)
    assert read(loaded.folder) == []


def test_reviews_of_merged_signatures_that_cannot_stand_are_refused(loaded: Workplace) -> None:
    moon, sun, other = ids(loaded)[MOON], ids(loaded)[SUN], ids(loaded)["System error"]
    undo = {"kind": "undo", "undoes": "000001", "reason": "no", "reviewer": "li"}
    refused: list[tuple[list[dict[str, Any]], str]] = [
        ([merge(moon, into=moon)], "into itself"),
        ([merge(moon, into=sun), assign(moon)], f"is part of {sun}"),
        ([merge(moon, into=sun), merge(other, into=moon)], f"is part of {sun} itself"),
        ([assign(moon), undo, undo], "taken back already"),
    ]
    for asked, complaint in refused:
        with pytest.raises(ReviewError, match=complaint):
            write(loaded.folder, asked, AT)


def test_no_warehouse_has_nothing_to_review(place: Workplace) -> None:
    for attempt in NOTHING_THERE:
        with pytest.raises(NoWarehouse):
            attempt(place.folder)
    assert not place.folder.exists()


NOTHING_THERE: tuple[Callable[[Path], object], ...] = (
    lambda folder: write(folder, [assign("x")], AT),
    lambda folder: apply_reviews(folder, "li", None, AT),
    lambda folder: apply_taxonomy(folder, AT),
)
