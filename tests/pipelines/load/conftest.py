"""A warehouse of a test's own."""

from pathlib import Path

import pytest
from load_rows import Workplace
from reviews_made import LOGS


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workplace:
    monkeypatch.setenv("TERMINATION_TOKEN_KEY", "a key of no secret at all")
    return Workplace(tmp_path)


@pytest.fixture
def loaded(place: Workplace) -> Workplace:
    place.load("1.csv", *LOGS[0])
    return place
