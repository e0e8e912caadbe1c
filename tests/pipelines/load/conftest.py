"""A warehouse of a test's own."""

from pathlib import Path

import pytest
from load_rows import Workplace


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workplace:
    monkeypatch.setenv("TERMINATION_TOKEN_KEY", "a key of no secret at all")
    return Workplace(tmp_path)
