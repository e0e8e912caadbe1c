"""The drawer of a case tells what a message names, with its words, as text and never as markup."""

from pathlib import Path

import pytest
from logged_rows import load_rows

from dashboards.text import LANGUAGES, text
from warehouse import open_snapshot

ROWS = (
    "2026-11-01T10:00Z,termination.requested,w1,p,1,r1,,,,,app",
    "2026-11-01T10:01Z,termination.failed,w1,p,2,r1,E1,Funds *are* <b>now</b> frozen by a court order",
    "2026-11-02T10:00Z,termination.requested,w2,p,3,r2,,,,,app",
    "2026-11-02T10:01Z,termination.failed,w2,p,4,r2,E2,Network timeout",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return load_rows(tmp_path_factory.mktemp("named"), ROWS)


def drawn(folder: Path, open_app, code: str, language: str) -> str:
    """All that the drawer of the case that failed with this code says."""
    case_id = open_snapshot(folder).query(f"SELECT case_id FROM failures WHERE error_code = '{code}'").iloc[0, 0]
    app = open_app(folder, lang=language, case=case_id)
    assert not app.exception
    return "\n".join(block.value for block in app.markdown)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_drawer_tells_what_the_message_names(folder: Path, open_app, language: str) -> None:
    said = drawn(folder, open_app, "E1", language)
    named = said.split(text(language)("case.consequences"))[1]
    assert named.split("\n")[0].count("“") == 1
    assert "<b>" not in named
    assert "*are*" not in named


def test_nothing_is_told_where_nothing_is_named(folder: Path, open_app) -> None:
    assert text("en")("case.consequences") not in drawn(folder, open_app, "E2", "en")
