"""Hostile texts: the time that masking takes grows with the length and no faster."""

from time import process_time

import pytest
from made_numbers import EMAIL, MOBILE

from pipelines.mask import mask

HEAVY = {
    "digits": "1",
    "digits and gaps": "1 2-",
    "mobile beginnings": "138 ",
    "percent signs": "%E5",
    "local parts": "a.",
    "at signs": "a@",
    "labels": "姓名",
    "linked labels": "name: ",
    "brackets": "（(",
    "stars": "1*",
    "colons": "a:",
    "dots": "1.",
    "Han": "路",
    "house numbers": "街1",
    "capitalised": "Li Wang ",
    "roads": "1 Elm ",
    "spaces": " ",
    "personal": f"姓名：张三，手机{MOBILE}，{EMAIL} ",
}


@pytest.mark.parametrize("piece", HEAVY.values(), ids=HEAVY)
def test_time_grows_with_the_length_and_no_faster(piece: str) -> None:
    """50 KB, then 200 KB: four times the text. Quadratic time would take sixteen times as long."""
    short, long = (piece * (size // len(piece)) for size in (50_000, 200_000))
    quickest = min(_seconds(short) for _ in range(2))
    assert _seconds(long) < 10 * quickest + 0.1


def _seconds(text: str) -> float:
    started = process_time()
    mask(text)
    return process_time() - started
